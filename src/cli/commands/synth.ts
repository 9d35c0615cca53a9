import type { Command } from "commander";
import { byteCount } from "../../io/node-byte-count.ts";
import { checkWritable } from "../../io/node-writable-file.ts";
import { writePack } from "../../io/node-write-pack.ts";
import { writeSynthesis } from "../../io/node-write-synthesis.ts";
import { synthesisSource } from "../../io/pack/synthesis-source.ts";
import { SYNTHESIS_DEFAULTS, resolveSynthesisOptions } from "../../core/synthesis/synthesize.ts";
import { memoryOption } from "../memory-size.ts";
import type { GlobalFlags } from "../options.ts";
import { numberOf, withGlobalOptions } from "../options.ts";
import { tellPacked } from "../pack-data.ts";
import { PackLine } from "../pack-progress.ts";
import type { Run } from "../run.ts";
import { pathFrom, runWith } from "../run.ts";
import { counted } from "../terminal/numbers.ts";
import type { CliIo } from "../terminal/screen.ts";
import { plainText } from "../terminal/text-width.ts";
import { UsageError, checkedUsage } from "../usage-error.ts";

interface SynthFlags extends GlobalFlags {
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  readonly output: string;
  /** Bytes. */
  readonly memory: number;
}

/** Adds `matinee synth -o DIR|FILE.pack`. */
export function addSynth(program: Command, io: CliIo): void {
  const { users, movies, ratings } = SYNTHESIS_DEFAULTS;
  const command = program
    .command("synth")
    .summary("made-up ratings of any size")
    .description(
      "Makes up ratings with the skew of MovieLens: a folder like MovieLens's own, or a pack where " +
        "the name ends in .pack.",
    )
    .requiredOption("-o, --output <path>", "a new folder, or a file that ends in .pack")
    .option("--users <n>", "how many people", numberOf("users"), users)
    .option("--movies <n>", "how many films", numberOf("movies"), movies)
    .option(
      "--ratings <n>",
      "how many ratings, at most half of all pairs",
      numberOf("ratings"),
      ratings,
    )
    .addOption(memoryOption("what ratings may take while a pack is sorted"));
  withGlobalOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee synth -o made-up" +
        "\n  $ matinee synth --users 480000 --movies 60000 --ratings 100000000 -o big.pack",
    )
    .action((flags: SynthFlags) => runWith(io, flags, (run) => synth(run, flags)));
}

async function synth(run: Run, flags: SynthFlags): Promise<void> {
  const { users, movies, ratings, seed } = flags;
  if (flags.output.trim() === "") {
    throw new UsageError(
      "Cannot write the ratings: --output must name a folder or file, got nothing",
    );
  }
  const sizes = checkedUsage(() => resolveSynthesisOptions({ users, movies, ratings, seed }));
  const output = pathFrom(run.io, flags.output);
  const line = new PackLine(run.screen, ratings);
  if (!output.endsWith(".pack")) return await synthFolder(run, flags, sizes, output, line);
  await checkWritable(output); // before the work, not after it
  const written = await writePack(output, synthesisSource(sizes), {
    ...{ memoryBytes: flags.memory, seed, signal: run.io.signal },
    onProgress: line.onProgress,
  });
  tellPacked(run, flags, written, line.seconds());
}

async function synthFolder(
  { io, screen }: Run,
  { output: shown }: SynthFlags,
  sizes: ReturnType<typeof resolveSynthesisOptions>,
  output: string,
  line: PackLine,
): Promise<void> {
  const bytes = await writeSynthesis(output, sizes, {
    signal: io.signal,
    onProgress: (done) => line.onProgress({ phase: "writing", ratings: done, of: sizes.ratings }),
  });
  const { users, movies, ratings, seed } = sizes;
  if (screen.json) {
    const told = { folder: shown, bytes, users, movies, ratings, seed };
    screen.printJson({ ...told, seconds: line.seconds() });
    return;
  }
  const of = `${counted(users, "person", "people")} and ${counted(movies, "film")}`;
  screen.print(
    `${plainText(shown)} holds ${counted(ratings, "made-up rating")} of ${of}: ${byteCount(bytes)}.`,
  );
}
