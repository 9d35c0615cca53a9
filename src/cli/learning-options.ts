import type { Command } from "commander";
import { Option } from "commander";
import { oneOf } from "../core/check.ts";
import { LIKELIHOODS } from "../core/learn/gibbs-options.ts";
import type { Method, TrainOptions } from "../index.ts";
import {
  GIBBS_DEFAULTS,
  GRADIENT_DESCENT_DEFAULTS,
  METHODS,
  WEIGHTED_ALS_DEFAULTS,
} from "../index.ts";
import { learningOf } from "../methods.ts";
import type { GlobalFlags } from "./options.ts";
import {
  TRAINING_GROUP,
  TRAINING_KEYS,
  descentOption,
  methodOption,
  noRefitOption,
  numberOf,
} from "./options.ts";
import type { SamplingFlags } from "./sampling-run.ts";
import { checkSamplingFlags } from "./sampling-run.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What `train` and `evaluate` take about learning, besides the options of the method. */
export interface LearningFlags extends GlobalFlags, SamplingFlags {
  readonly method: string;
  readonly raterWeight?: number;
}

/** What each method takes; `seed` is everyone's. */
const KEYS: Readonly<Record<Method, readonly string[]>> = {
  bayesian: [
    ...["factors", "heldOutShare", "sweeps", "burnIn", "trust", "likelihood", "raterWeight"],
    ...["checkpoint", "timeLimit"],
  ],
  "gradient-descent": [...TRAINING_KEYS, "refit"],
  "weighted-als": ["factors", "views", "sweeps", "regularization", "unseenRatio", "neutral"],
};

/** What is of a run, not of what is learned. */
const RUN_KEYS: readonly string[] = ["checkpoint", "timeLimit"];

/** All options that say what is learned and how. */
export const LEARNING_KEYS: readonly string[] = [
  ...["method", "threads"],
  ...new Set(Object.values(KEYS).flat()),
];

/** Adds the options of all methods, those of the default one first. */
export function withLearningOptions(command: Command): Command {
  const add = (group: string, ...options: readonly Option[]): void => {
    for (const option of options) command.addOption(option.helpGroup(group));
  };
  add(
    TRAINING_GROUP,
    methodOption(METHODS),
    described(
      "factors",
      "<n,…>",
      `hidden features; bayesian averages several (${byMethod("factors")})`,
    ).argParser(factorsOf),
    described("sweeps", "<n>", `passes over everything (${byMethod("sweeps")})`).argParser(
      numberOf("sweeps"),
    ),
    described(
      "regularization",
      "<x>",
      `weight decay of the hidden features (${byMethod("regularization")})`,
    ).argParser(numberOf("regularization")),
    described(
      "heldOutShare",
      "<x>",
      `share kept apart, to tell how far off it is (${byMethod("heldOutShare")})`,
    ).argParser(numberOf("heldOutShare")),
    described("threads", "<n>", "cores to use (all)").argParser(numberOf("threads")),
  );
  add("Options of --method bayesian:", ...samplingOptions());
  const shared = ["factors", "heldOutShare", "regularization"];
  add(
    "Options of --method gradient-descent:",
    ...TRAINING_KEYS.filter((key) => !shared.includes(key)).map(descentOption),
    noRefitOption(),
  );
  add("Options of --method weighted-als:", ...alsOptions());
  return command;
}

/** `16,32,64; 32; 64`: the defaults of the methods that have the option, in the order of METHODS. */
function byMethod(key: string): string {
  const defaults: Readonly<Record<Method, object>> = {
    bayesian: GIBBS_DEFAULTS,
    "gradient-descent": GRADIENT_DESCENT_DEFAULTS,
    "weighted-als": WEIGHTED_ALS_DEFAULTS,
  };
  const having = METHODS.filter((method) => Object.hasOwn(defaults[method], key));
  const values = having.map((method) => String((defaults[method] as Record<string, unknown>)[key]));
  return having.length === METHODS.length
    ? values.join("; ")
    : having.map((method, k) => `${method} ${values[k]}`).join(", ");
}

function samplingOptions(): Option[] {
  const { burnIn, trust, likelihood, raterWeight } = GIBBS_DEFAULTS;
  return [
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
    described("checkpoint", "<file>", "kept on the way, to go on from after an interrupt"),
    described(
      "timeLimit",
      "<s>",
      "end each run after so many seconds, with what there is",
    ).argParser(numberOf("timeLimit")),
  ];
}

function alsOptions(): Option[] {
  const { views, unseenRatio, neutral } = WEIGHTED_ALS_DEFAULTS;
  return [
    described("views", "<n>", `views from different starts, added up (${views})`).argParser(
      numberOf("views"),
    ),
    described(
      "unseenRatio",
      "<x>",
      `what films not rated weigh together, those rated 1 (${unseenRatio})`,
    ).argParser(numberOf("unseenRatio")),
    described(
      "neutral",
      "<x>",
      `stars that speak for a film as little as none (${neutral})`,
    ).argParser(numberOf("neutral")),
  ];
}

function described(key: string, placeholder: string, text: string): Option {
  return new Option(`${flagOf(key)} ${placeholder}`, text);
}

/**
 * The options of the method chosen, checked before anything is read or downloaded.
 *
 * @throws {UsageError} for a value out of its range, or an option of another method.
 */
export function learningOptionsOf(flags: LearningFlags, command: Command): TrainOptions {
  const method = checkedUsage(() => oneOf("Cannot learn", "method", flags.method, METHODS));
  checkSamplingFlags(flags);
  const typed = (key: string): boolean => command.getOptionValueSource(key) === "cli";
  const own = KEYS[method];
  const foreign = Object.values(KEYS)
    .flat()
    .find((key) => typed(key) && !own.includes(key));
  if (foreign !== undefined) throw foreignOption(foreign, method);
  const given: Record<string, unknown> = { method, seed: flags.seed };
  for (const key of own) {
    if (typed(key) && !RUN_KEYS.includes(key)) given[key] = command.getOptionValue(key);
  }
  if (method !== "bayesian" && Array.isArray(given["factors"])) {
    throw new UsageError(
      "Cannot read the command line: --factors must be one number; only --method bayesian takes several",
    );
  }
  const { settings } = checkedUsage(() => learningOf("Cannot learn", given as TrainOptions));
  return { ...settings, method } as TrainOptions;
}

/**
 * What is of evaluations on hidden ratings alone: a model keeps no more than normal noise and what was
 * sampled.
 *
 * @throws {UsageError}
 */
export function refuseForModels({ raterWeight }: LearningFlags, options: TrainOptions): void {
  if (options.method === "gradient-descent" || options.method === "weighted-als") return;
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

function foreignOption(key: string, method: Method): UsageError {
  const flag = key === "refit" ? "--no-refit" : flagOf(key);
  const owners = METHODS.filter((known) => KEYS[known].includes(key));
  return new UsageError(
    `Cannot read the command line: ${flag} is not an option of --method ${method}; leave it out, or ` +
      `add --method ${owners.join(" or ")}`,
  );
}

/** `16,32,64` or a single number. */
function factorsOf(text: string): number | number[] {
  const numbers = text.split(",").map(numberOf("factors"));
  return numbers.length === 1 ? numbers[0]! : numbers;
}
