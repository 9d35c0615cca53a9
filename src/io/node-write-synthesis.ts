import { mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { WriteError } from "../core/errors.ts";
import type { SynthesisOptions } from "../core/synthesis/synthesize.ts";
import { writing } from "./node-disk-fault.ts";
import { kindAt } from "./node-kind-at.ts";
import { dropUnfinished, forgetUnfinished, reserveUnfinished } from "./node-unfinished-files.ts";
import { writeFileAtomically } from "./node-write-file.ts";
import { synthesisCsv } from "./synthesis-csv.ts";

/** How a made-up data set is written. */
export interface WriteSynthesisOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the ratings written so far. */
  readonly onProgress?: ((ratings: number) => void) | undefined;
}

/**
 * Writes made-up ratings as a new folder in MovieLens's own form, `ratings.csv` and `movies.csv`, without
 * ever holding all of them.
 *
 * @returns bytes written.
 * @throws {WriteError} if something is there already, or the folder cannot be written; nothing is left.
 * @throws {AbortedError} if `signal` is set; nothing is left then either.
 * @throws {RangeError | TypeError} as `synthesize`.
 *
 * Cost: that of `synthesize`, about 15 bytes of disk a rating.
 */
export async function writeSynthesis(
  path: string,
  made: SynthesisOptions,
  { signal, onProgress }: WriteSynthesisOptions = {},
): Promise<number> {
  if ((await kindAt(path)) !== undefined) {
    const message = "something is there already; name a new folder";
    throw new WriteError(`Cannot write "${path}": ${message}`, path);
  }
  const folder = reserveUnfinished(path);
  try {
    await writing(path, mkdir(folder));
    let ratings = 0;
    const { ratings: chunks, movies } = synthesisCsv(made, ({ value }) => {
      ratings += value.length;
      onProgress?.(ratings);
    });
    const [first, second] = [join(folder, "ratings.csv"), join(folder, "movies.csv")];
    await named(path, writeFileAtomically(first, givingWay(chunks()), { signal }));
    await named(path, writeFileAtomically(second, movies(), { signal }));
    const bytes = (await stat(first)).size + (await stat(second)).size;
    await writing(path, rename(folder, path));
    forgetUnfinished(folder);
    return bytes;
  } catch (error) {
    await dropUnfinished(folder);
    throw error;
  }
}

/** Chunks that were computed at one go, with time between them for signals to be heard. */
async function* givingWay(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await new Promise((done) => setImmediate(done));
    yield chunk;
  }
}

/** Whose temporary folder it was is nobody's business: `path` is what was asked for. */
async function named(path: string, written: Promise<void>): Promise<void> {
  try {
    await written;
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    const message = error.message.replace(error.file, () => path); // not what "$&" in it stands for
    throw new WriteError(message, path, { cause: error.cause });
  }
}
