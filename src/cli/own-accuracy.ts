import type { Command } from "commander";
import { Option } from "commander";
import type { OwnAccuracy } from "../index.ts";
import { ownAccuracy } from "../index.ts";
import { integerIn } from "../core/check.ts";
import { LEARNING_KEYS } from "./learning-options.ts";
import type { FilmsFlags, GlobalFlags } from "./options.ts";
import { ownAccuracyJson, ownAccuracyLines } from "./own-accuracy-report.ts";
import { readPeople, recognise } from "./person.ts";
import type { ReadingFlags } from "./reading-flags.ts";
import { withReadingOptions } from "./reading-flags.ts";
import { tellAdjusted } from "./recognised-text.ts";
import type { Run } from "./run.ts";
import { hearSignal } from "./run.ts";
import { openFilms } from "./source.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What `evaluate` takes about one person's own ratings. */
export interface OwnAccuracyFlags extends FilmsFlags, ReadingFlags, GlobalFlags {
  readonly ratings?: string;
}

/** Options of `evaluate` that say what else is hidden. */
const OTHER_KEYS = ["protocol", "testShare", "against"];

/** Adds `--ratings` and `--model`. */
export function withOwnAccuracyOptions(command: Command): Command {
  return withReadingOptions(command)
    .addOption(
      new Option("--ratings <file>", "how well you are predicted, by your own ratings").argParser(
        onlyOne,
      ),
    )
    .option("--model <file>", 'with --ratings: a model that "matinee train" wrote');
}

function onlyOne(path: string, before: string | undefined): string {
  if (before === undefined) return path;
  throw new UsageError(
    "Cannot read the command line: --ratings takes one file, since accuracy is told of one person; " +
      `run it once for each, got ${JSON.stringify(before)} and ${JSON.stringify(path)}`,
  );
}

/**
 * Tells apart what is of one person's ratings and what of a protocol.
 *
 * @returns the flags of the former, with `data` only where it was typed; undefined for a protocol.
 * @throws {UsageError} for options that do not go together.
 */
export function ownAccuracyFlags(
  flags: OwnAccuracyFlags,
  command: Command,
): (OwnAccuracyFlags & { readonly ratings: string }) | undefined {
  const { ratings, model, data } = flags;
  const typed = (key: string): boolean => command.getOptionValueSource(key) === "cli";
  const refuse = (text: string): never => {
    throw new UsageError(`Cannot read the command line: ${text}`);
  };
  if (ratings === undefined) {
    if (model === undefined) return undefined;
    return refuse("--model is only for --ratings, since a protocol learns anew; leave it out");
  }
  const other = OTHER_KEYS.find(typed);
  if (other !== undefined) {
    refuse(`${flagOf(other)} is of other people's ratings; leave it out with --ratings`);
  }
  const learning = LEARNING_KEYS.find(typed);
  if (learning !== undefined) {
    const flag = learning === "refit" ? "--no-refit" : flagOf(learning);
    refuse(`${flag} is of learning; give it to "matinee train", and --ratings the --model`);
  }
  if (model !== undefined && typed("data")) {
    refuse("--model and --data are two sources of films; leave one out");
  }
  return { ...flags, ratings, ...{ data: typed("data") ? data : undefined } };
}

/**
 * Hides the person's own ratings, a fifth at a time, and prints how well they are predicted.
 *
 * @throws {DataError | ModelFileError | DataSetError} for a file that cannot be used.
 */
export async function evaluateOwn(
  run: Run,
  flags: OwnAccuracyFlags & { readonly ratings: string },
): Promise<void> {
  const { data, model, seed } = flags;
  checkedUsage(() => integerIn("Cannot evaluate", "seed", seed, 0, 2 ** 32 - 1));
  const [file] = await readPeople(run, [flags.ratings], flags);
  const source = await openFilms(run, { data, model }, { method: "gradient-descent", seed });
  const person = recognise(file!, source.catalogue, source.scale, source);
  const accuracy: OwnAccuracy = ownAccuracy(await source.model(), person.ratings, { seed });
  await hearSignal(run, "Cannot evaluate");
  tellAdjusted(run, [person], source);
  const report = { accuracy, recognised: person.recognised, source };
  if (run.screen.json) run.screen.printJson(ownAccuracyJson(report));
  else run.screen.print(...ownAccuracyLines(run.screen, report));
}
