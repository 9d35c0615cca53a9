import { byteCount } from "../io/node-byte-count.ts";
import { checkWritable } from "../io/node-writable-file.ts";
import type { WrittenPack } from "../io/node-write-pack.ts";
import { writePack } from "../io/node-write-pack.ts";
import { dataSetSource } from "../io/pack/data-set-source.ts";
import { openData, tellRead } from "./open-data.ts";
import type { GlobalFlags } from "./options.ts";
import { PackLine } from "./pack-progress.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { counted, duration } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed after `matinee data pack`. */
export interface PackFlags extends GlobalFlags {
  readonly output: string;
  /** Bytes. */
  readonly memory: number;
}

/** Writes a data set as a pack. */
export async function packData(run: Run, name: string, flags: PackFlags): Promise<void> {
  const { io, screen } = run;
  if (flags.output.trim() === "") {
    throw new UsageError("Cannot write the pack: --output must name a file, got nothing");
  }
  const output = pathFrom(io, flags.output);
  await checkWritable(output); // before the work, not after it
  const opened = await openData(run, name);
  await opened.files.close();
  tellRead(run, opened);
  const line = new PackLine(screen, opened.dataSet.ratings.length);
  const written = await writePack(output, dataSetSource(opened.dataSet), {
    ...{ memoryBytes: flags.memory, seed: flags.seed, signal: io.signal },
    onProgress: line.onProgress,
  });
  tellPacked(run, flags, written, line.seconds());
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
  const took = `${duration(seconds)}, ${(ratings / seconds / 1e6).toFixed(1)} M ratings/s`;
  screen.print(
    `${plainText(output)} holds ${counted(ratings, "rating")} of ${of}: ${byteCount(bytes)} (${took}).`,
  );
}
