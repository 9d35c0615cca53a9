import type { Command } from "commander";
import { Option } from "commander";
import type { TrainOptions, GibbsOptions, Likelihood } from "../index.ts";
import { GIBBS_DEFAULTS, GRADIENT_DESCENT_DEFAULTS, METHODS } from "../index.ts";
import { oneOf } from "../core/check.ts";
import { LIKELIHOODS, resolveGibbsOptions } from "../core/learn/gibbs-options.ts";
import type { TrainingFlags } from "./options.ts";
import {
  TRAINING_GROUP,
  TRAINING_KEYS,
  descentOption,
  methodOption,
  noRefitOption,
  numberOf,
  trainOptionsOf,
} from "./options.ts";
import type { SamplingFlags } from "./sampling-run.ts";
import { checkSamplingFlags } from "./sampling-run.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What `train` and `evaluate` take about learning, by either method. */
export interface LearningFlags extends Omit<TrainingFlags, "factors">, SamplingFlags {
  readonly factors: number | readonly number[];
  readonly sweeps?: number;
  readonly burnIn?: number;
  readonly trust?: number;
  /** As typed: `resolveGibbsOptions` checks it. */
  readonly likelihood?: Likelihood;
  readonly raterWeight?: number;
}

const SAMPLING = ["sweeps", "burnIn", "trust", "likelihood", "raterWeight"] as const;
const SHARED: readonly string[] = ["factors", "heldOutShare"];

/** Adds the options of both methods, those of the default one first. */
export function withLearningOptions(command: Command): Command {
  const { factors, heldOutShare } = GIBBS_DEFAULTS;
  const add = (group: string, ...options: readonly Option[]): void => {
    for (const option of options) command.addOption(option.helpGroup(group));
  };
  add(
    TRAINING_GROUP,
    methodOption(METHODS),
    described("factors", "<n,…>", "hidden features; several are averaged")
      .argParser(factorsOf)
      .default(
        GRADIENT_DESCENT_DEFAULTS.factors,
        `${factors.join(",")}, or ${GRADIENT_DESCENT_DEFAULTS.factors} for ${METHODS[1]}`,
      ),
    described("heldOutShare", "<x>", "share of the ratings kept apart, to tell how far off it is")
      .argParser(numberOf("heldOutShare"))
      .default(
        GRADIENT_DESCENT_DEFAULTS.heldOutShare,
        `${heldOutShare}, or ${GRADIENT_DESCENT_DEFAULTS.heldOutShare} for ${METHODS[1]}`,
      ),
  );
  add("Options of --method bayesian:", ...samplingOptions());
  add(
    "Options of --method gradient-descent:",
    ...TRAINING_KEYS.filter((key) => !SHARED.includes(key)).map(descentOption),
    noRefitOption(),
  );
  return command;
}

function samplingOptions(): Option[] {
  const { sweeps, burnIn, trust, likelihood, raterWeight } = GIBBS_DEFAULTS;
  return [
    described("sweeps", "<n>", `passes over everything (${sweeps})`).argParser(numberOf("sweeps")),
    described("burnIn", "<n>", `first sweeps, not averaged (${burnIn})`).argParser(
      numberOf("burnIn"),
    ),
    described("trust", "<x>", `power of the likelihood (${trust})`).argParser(numberOf("trust")),
    described("likelihood", "<name>", `${LIKELIHOODS.join(" or ")} (${likelihood})`),
    described(
      "raterWeight",
      "<x>",
      `share of the raters' view, in evaluations (${raterWeight})`,
    ).argParser(numberOf("raterWeight")),
    described("threads", "<n>", "cores to use (all)").argParser(numberOf("threads")),
    described("checkpoint", "<file>", "kept on the way, to go on from after an interrupt"),
    described(
      "timeLimit",
      "<s>",
      "end each run after so many seconds, with what there is",
    ).argParser(numberOf("timeLimit")),
  ];
}

function described(key: string, placeholder: string, text: string): Option {
  return new Option(`${flagOf(key)} ${placeholder}`, text);
}

/**
 * The options of the method chosen, checked before anything is read or downloaded.
 *
 * @throws {UsageError} for a value out of its range, or an option of the other method.
 */
export function learningOptionsOf(flags: LearningFlags, command: Command): TrainOptions {
  const method = checkedUsage(() => oneOf("Cannot learn", "method", flags.method, METHODS));
  checkSamplingFlags(flags);
  const typed = (key: string): boolean => command.getOptionValueSource(key) === "cli";
  if (method === "gradient-descent") {
    refuse([...SAMPLING, "checkpoint", "timeLimit"].filter(typed), method);
    const { factors } = flags;
    if (typeof factors !== "number") {
      throw new UsageError(
        "Cannot read the command line: --factors must be one number; only --method bayesian takes several",
      );
    }
    return trainOptionsOf({ ...flags, factors });
  }
  const others = [...TRAINING_KEYS.filter((key) => !SHARED.includes(key)), "refit"];
  refuse(others.filter(typed), method);
  const { seed, sweeps, burnIn, trust, likelihood, raterWeight, heldOutShare } = flags;
  const given: GibbsOptions = {
    seed,
    ...(typed("factors") ? { factors: flags.factors } : {}),
    ...(typed("heldOutShare") ? { heldOutShare } : {}),
    ...(sweeps === undefined ? {} : { sweeps }),
    ...(burnIn === undefined ? {} : { burnIn }),
    ...(trust === undefined ? {} : { trust }),
    ...(likelihood === undefined ? {} : { likelihood }),
    ...(raterWeight === undefined ? {} : { raterWeight }),
  };
  return { ...checkedUsage(() => resolveGibbsOptions(given)), method };
}

/**
 * What is of evaluations on hidden ratings alone: a model keeps no more than normal noise and what was
 * sampled.
 *
 * @throws {UsageError}
 */
export function refuseForModels({ raterWeight }: LearningFlags, options: TrainOptions): void {
  if (options.method === "gradient-descent") return;
  const { likelihood } = options;
  const flag =
    raterWeight !== undefined
      ? "--rater-weight"
      : likelihood === "gaussian" || likelihood === undefined
        ? undefined
        : `--likelihood ${likelihood}`;
  if (flag === undefined) return;
  throw new UsageError(
    `Cannot read the command line: ${flag} is only for evaluations on hidden ratings, since no model ` +
      "keeps it; leave it out",
  );
}

function refuse(keys: readonly string[], method: string): void {
  const [key] = keys;
  if (key === undefined) return;
  const flag = key === "refit" ? "--no-refit" : flagOf(key);
  const other = METHODS.find((known) => known !== method);
  throw new UsageError(
    `Cannot read the command line: ${flag} is not an option of --method ${method}; leave it out, or ` +
      `add --method ${other}`,
  );
}

/** `16,32,64` or a single number. */
function factorsOf(text: string): number | number[] {
  const numbers = text.split(",").map(numberOf("factors"));
  return numbers.length === 1 ? numbers[0]! : numbers;
}
