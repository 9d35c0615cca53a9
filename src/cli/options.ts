import type { Command } from "commander";
import { Option } from "commander";
import type { DescentOptions, GradientDescentOptions } from "../index.ts";
import { GRADIENT_DESCENT_DEFAULTS } from "../index.ts";
import { oneOf } from "../core/check.ts";
import { resolveGradientDescentOptions } from "../core/learn/gradient-descent-options.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What every command takes. */
export interface GlobalFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly seed: number;
}

/** Where films come from; neither means the model that comes with matinee. */
export interface FilmsFlags {
  readonly data?: string | undefined;
  readonly model?: string | undefined;
}

/** What every command takes that learns. */
export interface TrainingFlags
  extends GlobalFlags, Required<Omit<GradientDescentOptions, "biasesFirst">> {
  readonly method: string;
}

/** Where films and their hidden features come from. */
export interface SourceFlags extends TrainingFlags, FilmsFlags {
  readonly retrain?: boolean;
}

/** An option of gradient descent that is a number. */
export type DescentKey = Exclude<keyof GradientDescentOptions, "biasesFirst" | "refit" | "seed">;

const TRAINING_TEXTS: Readonly<Record<DescentKey, readonly [placeholder: string, text: string]>> = {
  factors: ["<n>", "how many hidden features to learn"],
  epochs: ["<n>", "the most passes over the ratings"],
  regularization: ["<x>", "weight decay of the hidden features"],
  biasRegularization: ["<x>", "weight decay of strictness and acclaim"],
  learningRate: ["<x>", "size of the first steps"],
  heldOutShare: ["<x>", "share of the ratings that tell when to stop"],
  patience: ["<n>", "epochs without gain before it stops"],
  leastGain: ["<x>", "the least gain that counts, in stars"],
  initialSpread: ["<x>", "how far apart the random numbers start"],
};

/** All of them. */
export const TRAINING_KEYS: readonly DescentKey[] = Object.keys(TRAINING_TEXTS) as DescentKey[];

/** Adds `--json`, `--quiet`, `--seed`. */
export function withGlobalOptions(command: Command): Command {
  return command
    .addOption(grouped("--json", "one JSON document instead of text"))
    .addOption(grouped("-q, --quiet", "no progress and no notices"))
    .addOption(
      grouped("--seed <n>", "seed of everything random")
        .argParser(numberOf("seed"))
        .default(GRADIENT_DESCENT_DEFAULTS.seed),
    )
    .helpOption(false)
    .addHelpOption(grouped("-h, --help", "this text"));
}

/** Adds the options of gradient descent; their defaults are those of the library. */
export function withTrainingOptions(command: Command): Command {
  for (const key of TRAINING_KEYS) command.addOption(descentOption(key).helpGroup(TRAINING_GROUP));
  return command
    .addOption(noRefitOption().helpGroup(TRAINING_GROUP))
    .addOption(methodOption(DESCENT).helpGroup(TRAINING_GROUP));
}

/** One option of gradient descent. */
export function descentOption(key: DescentKey): Option {
  const [placeholder, text] = TRAINING_TEXTS[key];
  return new Option(`${flagOf(key)} ${placeholder}`, text)
    .argParser(numberOf(key))
    .default(GRADIENT_DESCENT_DEFAULTS[key]);
}

/** `--no-refit`. */
export function noRefitOption(): Option {
  return new Option("--no-refit", "do not learn once more with all ratings");
}

/** `--method`; the first one is the default. */
export function methodOption(methods: readonly string[]): Option {
  return new Option("--method <name>", `how to learn: ${methods.join(", ")}`).default(methods[0]);
}

/** Adds `--data`, where it is all there is to choose from. */
export function withDataOption(command: Command): Command {
  return command.option("--data <name>", DATA_TEXT, DEFAULT_DATA);
}

/**
 * Adds `--data` and `--model`.
 *
 * @param learning - the options of learning that the command has.
 * @param modelForData - the flag with which both can be given, where there is one: a model for the
 *   people of the data.
 */
export function withFilmsOptions(
  command: Command,
  learning: readonly string[] = [],
  modelForData?: string,
): Command {
  const what = learning.length > 0 ? "learn from this first" : "the films of this";
  return command
    .option("--data <name>", `${what}: ${DATA_TEXT}`)
    .addOption(
      new Option(
        "--model <file>",
        'a model that "matinee train" wrote; without it and --data, the one that comes with matinee',
      ).conflicts(modelForData === undefined ? [...learning, "data"] : [...learning]),
    )
    .hook("preAction", () => {
      if (modelForData !== undefined) refuseModelForData(command, modelForData);
    });
}

/** @throws {UsageError} in the words of any two options that contradict each other. */
function refuseModelForData(command: Command, key: string): void {
  const { data, model, [key]: isAllowed } = command.opts<Record<string, unknown>>();
  if (data === undefined || model === undefined || isAllowed === true) return;
  throw new UsageError(
    'Cannot read the command line: option "--model <file>" cannot be used with option "--data <name>"' +
      ` without ${flagOf(key)}`,
  );
}

/**
 * Adds `--data`, `--model` and the options of learning; `--retrain` where a person brings ratings.
 *
 * @param options - `isDrawn`: whether something is drawn with `--seed` besides what is learned.
 */
export function withSourceOptions(
  command: Command,
  options: {
    readonly retrain: boolean;
    readonly isDrawn?: boolean;
    readonly modelForData?: string;
  },
): Command {
  const learning = [...TRAINING_KEYS, "refit", "method"];
  if (options.retrain) learning.push("retrain");
  if (options.isDrawn !== true) learning.push("seed");
  withFilmsOptions(command, learning, options.modelForData);
  if (options.retrain) {
    command.option("--retrain", "put your ratings among the data and learn everything anew");
  }
  return withTrainingOptions(command).hook("preAction", () => {
    if (command.getOptionValue("data") === undefined) refuseLearning(command, learning);
  });
}

/** @throws {UsageError} for an option of learning where nothing is learned. */
function refuseLearning(command: Command, learning: readonly string[]): void {
  const typed = learning.find((key) => command.getOptionValueSource(key) === "cli");
  if (typed === undefined) return;
  const flag = typed === "refit" ? "--no-refit" : flagOf(typed);
  throw new UsageError(
    `Cannot read the command line: ${flag} is about learning, and without --data nothing is learned; ` +
      "add --data ml-latest-small, say",
  );
}

/**
 * The options of learning, checked before anything is read or downloaded.
 *
 * @throws {UsageError} for a value out of its range.
 */
export function trainOptionsOf(flags: TrainingFlags): Required<DescentOptions> {
  return checkedUsage(() => {
    const method = oneOf("Cannot train", "method", flags.method, DESCENT);
    const { seed, refit } = flags;
    const given: Record<string, number> = {};
    for (const key of TRAINING_KEYS) given[key] = flags[key];
    return { ...resolveGradientDescentOptions({ ...given, seed, refit }), method };
  });
}

/** Reads a number typed after an option; its range is checked by whoever uses it. */
export function numberOf(key: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    if (Number.isFinite(value)) return value;
    throw new UsageError(
      `Cannot read the command line: ${flagOf(key)} must be a number, got ${JSON.stringify(text)}`,
    );
  };
}

/** Where learning is on the way to something else, it is the fast method. */
const DESCENT = ["gradient-descent"] as const;

const DEFAULT_DATA = "ml-100k";
const DATA_TEXT =
  "a name that data list shows, a folder, a ZIP, a pack, or a .csv or .parquet of ratings";
/** What learning is told, in the help. */
export const TRAINING_GROUP = "Options of learning:";

function grouped(flags: string, text: string): Option {
  return new Option(flags, text).helpGroup("Options of every command:");
}
