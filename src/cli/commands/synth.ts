import type { Command } from "commander";
import { byteCount } from "../../io/node-byte-count.ts";
import { checkWritable } from "../../io/node-writable-file.ts";
import { writePack } from "../../io/node-write-pack.ts";
import { writeSynthesis } from "../../io/node-write-synthesis.ts";
import { synthesisSource } from "../../io/pack/synthesis-source.ts";
import { integerIn } from "../../core/check.ts";
import { SYNTHESIS_DEFAULTS, resolveSynthesisOptions } from "../../core/synthesis/synthesize.ts";
import { memoryOption } from "../memory-size.ts";
import type { GlobalFlags } from "../options.ts";
import { numberOf, withGlobalOptions } from "../options.ts";
import { isPackName, tellPacked } from "../pack-data.ts";
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

/** Whoever names one of these does not want a folder of that name. */
const OTHER_FILES = /\.(?:csv|zip|parquet)$/iu;

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
    .action((flags: SynthFlags) =>
      runWith(io, flags, (run) => {
        const isTyped = command.getOptionValueSource("ratings") === "cli";
        return synth(run, flags, sizesOf(flags, isTyped));
      }),
    );
}

type Sizes = ReturnType<typeof resolveSynthesisOptions>;

/** @throws {UsageError} */
function sizesOf({ users, movies, ratings, seed }: SynthFlags, isTyped: boolean): Sizes {
  return checkedUsage(() => {
    const action = "Cannot make up ratings";
    resolveSynthesisOptions({ users, movies, ratings: 0, seed }); // for all but the ratings
    const most = Math.floor((users * movies) / 2);
    if (ratings > most) {
      throw new RangeError(
        `${action}: "ratings" may be at most half of all pairs, ${most}, got ${ratings}` +
          `${isTyped ? "" : " by default"}; ${isTyped ? "lower" : "add"} --ratings, or ask for ` +
          "more people or films with --users or --movies",
      );
    }
    integerIn(action, "ratings", ratings, 1, most);
    return { users, movies, ratings, seed };
  });
}

async function synth(run: Run, flags: SynthFlags, sizes: Sizes): Promise<void> {
  if (flags.output.trim() === "") {
    throw new UsageError(
      "Cannot write the ratings: --output must name a folder or file, got nothing",
    );
  }
  if (OTHER_FILES.test(flags.output)) {
    throw new UsageError(
      "Cannot write the ratings: --output must be a folder, or a file that ends in .pack, got " +
        `${JSON.stringify(flags.output)}; name a folder, or FILE.pack`,
    );
  }
  const { ratings, seed } = sizes;
  const output = pathFrom(run.io, flags.output);
  const line = new PackLine(run.screen, ratings);
  if (!isPackName(output)) return await synthFolder(run, flags, sizes, output, line);
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
  sizes: Sizes,
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
