import type { Command } from "commander";
import { Option } from "commander";
import type { OwnAccuracy } from "../index.ts";
import { GRADIENT_DESCENT_DEFAULTS, ownAccuracy } from "../index.ts";
import { LEARNING_KEYS } from "./learning-options.ts";
import type { GlobalFlags, SourceFlags } from "./options.ts";
import { ownAccuracyJson, ownAccuracyLines } from "./own-accuracy-report.ts";
import { readPeople, recognise } from "./person.ts";
import { tellAdjusted } from "./recognised-text.ts";
import type { Run } from "./run.ts";
import { openSource } from "./source.ts";
import { UsageError, flagOf } from "./usage-error.ts";

/** What `evaluate` takes about one person's own ratings. */
export interface OwnAccuracyFlags extends GlobalFlags {
  readonly data: string;
  readonly ratings?: string;
  readonly model?: string;
}

/** Options of `evaluate` that say what else is hidden. */
const OTHER_KEYS = ["protocol", "testShare", "against"];

/** Adds `--ratings` and `--model`. */
export function withOwnAccuracyOptions(command: Command): Command {
  return command
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
 * @returns the file of ratings; undefined for a protocol.
 * @throws {UsageError} for options that do not go together.
 */
export function ownRatingsFile(
  { ratings, model }: OwnAccuracyFlags,
  command: Command,
): string | undefined {
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
  return ratings;
}

/**
 * Hides the person's own ratings, a fifth at a time, and prints how well they are predicted.
 *
 * @throws {DataError | ModelFileError | DataSetError} for a file that cannot be used.
 */
export async function evaluateOwn(run: Run, path: string, flags: OwnAccuracyFlags): Promise<void> {
  const [file] = await readPeople(run, [path]);
  const { json, quiet, seed, data, model } = flags;
  const sourceFlags: SourceFlags = {
    ...GRADIENT_DESCENT_DEFAULTS,
    ...{ method: "gradient-descent", seed, data },
    ...(json === undefined ? {} : { json }),
    ...(quiet === undefined ? {} : { quiet }),
    ...(model === undefined ? {} : { model }),
  };
  const source = await openSource(run, sourceFlags);
  const person = recognise(file!, source.catalogue, source.scale, source);
  const accuracy: OwnAccuracy = ownAccuracy(await source.model(), person.ratings, { seed });
  tellAdjusted(run, [person], source);
  const report = { accuracy, recognised: person.recognised, source };
  if (run.screen.json) run.screen.printJson(ownAccuracyJson(report));
  else run.screen.print(...ownAccuracyLines(run.screen, report));
}
