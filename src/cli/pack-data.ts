import { integerIn } from "../core/check.ts";
import { dataSetInfo } from "../io/data-sets.ts";
import { byteCount } from "../io/node-byte-count.ts";
import { findDataSet, getDataSet } from "../io/node-data-sets.ts";
import { openDataFiles } from "../io/node-files.ts";
import { isPack } from "../io/node-pack.ts";
import { checkWritable } from "../io/node-writable-file.ts";
import type { WrittenPack } from "../io/node-write-pack.ts";
import { writePack } from "../io/node-write-pack.ts";
import { filesSource } from "../io/pack/files-source.ts";
import { DownloadProgress, rethrowAsDataSet } from "./open-data.ts";
import type { GlobalFlags } from "./options.ts";
import { PackLine } from "./pack-progress.ts";
import { refuseOwnInput } from "./refuse-own-input.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { counted, duration, grouped } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError, checkedUsage } from "./usage-error.ts";

/** Fewer ratings are packed at once, and tell nothing of the speed. */
const LEAST_TIMED = 1_000_000;

/** What was typed after `matinee data pack`. */
export interface PackFlags extends GlobalFlags {
  readonly output: string;
  /** Bytes. */
  readonly memory: number;
}

/** Whether a file of that name is to be a pack. */
export function isPackName(output: string): boolean {
  return /\.pack$/iu.test(output);
}

/** Writes a data set as a pack. */
export async function packData(run: Run, name: string, flags: PackFlags): Promise<void> {
  const { io, screen } = run;
  if (flags.output.trim() === "") {
    throw new UsageError("Cannot write the pack: --output must name a file, got nothing");
  }
  checkedUsage(() => integerIn("Cannot pack the ratings", "seed", flags.seed, 0, 2 ** 32 - 1));
  const output = pathFrom(io, flags.output);
  await checkWritable(output); // before the work, not after it
  await refuseOwnInput(run, "Cannot write the pack", output, name);
  if (!isPackName(output)) {
    throw new UsageError(
      `Cannot write the pack: --output must end in .pack, got ${JSON.stringify(flags.output)}`,
    );
  }
  const path = await pathOfData(run, name);
  if (isPack(path))
    throw new UsageError(
      `Cannot pack the ratings: ${plainText(name)} is a pack already; copy the file`,
    );
  const files = await openDataFiles(path);
  try {
    const line = new PackLine(screen, dataSetInfo(name)?.ratings);
    const written = await writePack(output, filesSource(files, io.signal), {
      ...{ memoryBytes: flags.memory, seed: flags.seed, signal: io.signal },
      onProgress: line.onProgress,
    });
    tellPacked(run, flags, written, line.seconds());
  } finally {
    await files.close();
  }
}

/** Of a data set, which is downloaded if it is not here. */
async function pathOfData({ io, screen }: Run, name: string): Promise<string> {
  if (name.trim() === "") {
    throw new UsageError(
      'Cannot open the data: its name must not be empty; "matinee data list" shows names',
    );
  }
  const { env, cwd, signal } = io;
  const found = await findDataSet(name, { env, cwd });
  if (found !== undefined) return found.path;
  const progress = new DownloadProgress({ io, screen }, name);
  const { onProgress, onWait } = progress;
  const { path } = await getDataSet(name, { env, signal, onProgress, onWait }).catch(
    rethrowAsDataSet,
  );
  if (progress.bytes > 0) progress.finish(path);
  return path;
}

/** Says what was packed. */
export function tellPacked(
  { screen }: Run,
  { output, seed }: Pick<PackFlags, "output" | "seed">,
  { bytes, name, users, movies, ratings, superseded }: WrittenPack,
  seconds: number,
): void {
  if (screen.json) {
    const told = { file: output, bytes, data: name, users, movies, ratings, superseded, seed };
    screen.printJson({ ...told, seconds });
    return;
  }
  const of = `${counted(users, "person", "people")} and ${counted(movies, "film")}`;
  const repeated = superseded > 0 ? ` (${grouped(superseded)} repeated left out)` : "";
  const speed = `${(ratings / seconds / 1e6).toFixed(1)} M ratings/s`;
  const took = ratings < LEAST_TIMED ? "" : ` (${duration(seconds)}, ${speed})`;
  screen.printText(
    `${plainText(output)} holds ${counted(ratings, "rating")}${repeated} of ${of}: ${byteCount(bytes)}${took}.`,
  );
}
