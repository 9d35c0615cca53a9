import type { Command } from "commander";
import { Option } from "commander";
import type { TrainOptions, GibbsOptions, Likelihood } from "../index.ts";
import { METHODS, GIBBS_DEFAULTS } from "../index.ts";
import { oneOf } from "../core/check.ts";
import { LIKELIHOODS, resolveGibbsOptions } from "../core/learn/gibbs-options.ts";
import type { TrainingFlags } from "./options.ts";
import { numberOf, trainOptionsOf, withTrainingOptions } from "./options.ts";
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
}

const SAMPLING = ["sweeps", "burnIn", "trust", "likelihood"] as const;

/** Adds the options of both methods. */
export function withLearningOptions(command: Command): Command {
  const { factors, sweeps, burnIn, trust, likelihood } = GIBBS_DEFAULTS;
  withTrainingOptions(command, METHODS);
  const list = command.options.find(({ long }) => long === "--factors");
  list?.argParser(factorsOf);
  const text = {
    sweeps: `bayesian: passes over everything (${sweeps})`,
    burnIn: `bayesian: first sweeps, not averaged (${burnIn})`,
    trust: `bayesian: power of the likelihood (${trust})`,
    likelihood: `bayesian: ${LIKELIHOODS.join(" or ")} (${likelihood})`,
  };
  for (const key of SAMPLING) {
    const option = new Option(`${flagOf(key)} <x>`, text[key]).helpGroup("Options of learning:");
    command.addOption(key === "likelihood" ? option : option.argParser(numberOf(key)));
  }
  const run = [
    new Option("--threads <n>", "bayesian: cores to use (all)").argParser(numberOf("threads")),
    new Option(
      "--checkpoint <file>",
      "bayesian: kept on the way, to go on from after an interrupt",
    ),
    new Option(
      "--time-limit <s>",
      "bayesian: end after so many seconds with what there is",
    ).argParser(numberOf("timeLimit")),
  ];
  for (const option of run) command.addOption(option.helpGroup("Options of learning:"));
  return command.addHelpText(
    "after",
    `\n--method bayesian averages over several numbers of features: --factors ${factors.join(",")}.`,
  );
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
  const others = ["epochs", "regularization", "biasRegularization", "learningRate", "refit"];
  refuse([...others, "patience", "leastGain", "initialSpread"].filter(typed), method);
  const { seed, sweeps, burnIn, trust, likelihood, heldOutShare } = flags;
  const given: GibbsOptions = {
    seed,
    ...(typed("factors") ? { factors: flags.factors } : {}),
    ...(typed("heldOutShare") ? { heldOutShare } : {}),
    ...(sweeps === undefined ? {} : { sweeps }),
    ...(burnIn === undefined ? {} : { burnIn }),
    ...(trust === undefined ? {} : { trust }),
    ...(likelihood === undefined ? {} : { likelihood }),
  };
  return { ...checkedUsage(() => resolveGibbsOptions(given)), method };
}

function refuse(keys: readonly string[], method: string): void {
  const [key] = keys;
  if (key === undefined) return;
  const flag = key === "refit" ? "--no-refit" : flagOf(key);
  throw new UsageError(
    `Cannot read the command line: ${flag} is not an option of --method ${method}`,
  );
}

/** `16,32,64` or a single number. */
function factorsOf(text: string): number | number[] {
  const numbers = text.split(",").map(numberOf("factors"));
  return numbers.length === 1 ? numbers[0]! : numbers;
}
