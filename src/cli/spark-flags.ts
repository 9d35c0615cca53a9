import type { Command } from "commander";
import { Option } from "commander";
import type { SparkFormat, SparkOptions } from "../spark/options.ts";
import { SPARK_DEFAULTS, SPARK_FORMATS, resolveSparkOptions } from "../spark/options.ts";
import { LEARNING_KEYS } from "./learning-options.ts";
import { UsageError, checkedUsage, flagOf } from "./usage-error.ts";

/** What `train` takes about a cluster. */
export interface SparkFlags {
  readonly on?: string;
  readonly ratings?: readonly string[];
  readonly columns?: string;
  readonly films?: readonly string[];
  readonly format?: SparkFormat;
  readonly peopleTo?: string;
}

/** Options that mean nothing without `--on`. */
const KEYS = ["ratings", "columns", "films", "format", "peopleTo"] as const;
/** Options of learning that mean something on a cluster, besides `seed`. */
const LEARNING: readonly string[] = [
  ...["factors", "sweeps", "regularization", "heldOutShare", "refit", "views"],
];

/** Adds `--on` and what goes with it. */
export function withSparkOptions(command: Command): Command {
  const { factors, sweeps, regularization, heldOutShare, views } = SPARK_DEFAULTS;
  const defaults = [
    `--factors (${factors}), --sweeps (${sweeps}), --regularization (${regularization})`,
    `--held-out-share (${heldOutShare}), --no-refit, --views (${views})`,
  ].join(", ");
  const options = [
    new Option(
      "--on <address>",
      `train on a Spark cluster, sc://HOST:15002, with the token in SPARK_CONNECT_AUTHENTICATE_TOKEN if it wants one; of the options of learning it takes ${defaults}`,
    ),
    new Option(
      "--ratings <where>",
      "a table there, or files that the cluster can read; several by several flags",
    ).argParser(collected),
    new Option(
      "--columns <names>",
      "its columns of person, film, stars, and of a time if there is one (user,item,rating)",
    ),
    new Option(
      "--films <where>",
      "a table or files there with the films' ids and titles, and years, genres, imdbId, tmdbId",
    ).argParser(collected),
    new Option("--format <name>", "of the files; by default, what their names end in").choices(
      SPARK_FORMATS,
    ),
    new Option(
      "--people-to <folder>",
      "keep people's features on the cluster, as Parquet in a new folder; the model has films alone",
    ),
  ];
  for (const option of options) command.addOption(option.helpGroup("Training on a cluster:"));
  return command;
}

/** `--ratings a --ratings b` are two; commas belong to patterns such as `{2025,2026}/*.parquet`. */
function collected(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** @throws {UsageError} for an option that only means something on a cluster. */
export function refuseSparkFlags(command: Command): void {
  const typed = KEYS.find((key) => command.getOptionValueSource(key) === "cli");
  if (typed === undefined) return;
  throw new UsageError(
    `Cannot read the command line: ${flagOf(typed)} is for training on a cluster; add --on sc://HOST:15002, or leave it out`,
  );
}

/**
 * What is to be learned, checked before anything is connected to.
 *
 * @throws {UsageError} for an option that means nothing on a cluster, or a wrong value.
 */
export function sparkOptionsOf(flags: SparkFlags, command: Command): SparkOptions {
  const typed = (key: string): boolean => command.getOptionValueSource(key) === "cli";
  const foreign = ["data", ...LEARNING_KEYS].find((key) => typed(key) && !LEARNING.includes(key));
  if (foreign !== undefined) {
    throw new UsageError(
      `Cannot read the command line: ${flagOf(foreign)} is not for training on a cluster; leave it out, or leave --on out`,
    );
  }
  if (flags.ratings === undefined) {
    throw new UsageError(
      "Cannot read the command line: --on needs --ratings TABLE, or files that the cluster can read",
    );
  }
  const given: Record<string, unknown> = { seed: command.getOptionValue("seed") };
  for (const key of LEARNING) if (typed(key)) given[key] = command.getOptionValue(key);
  for (const key of KEYS) if (flags[key] !== undefined) given[key] = flags[key];
  if (flags.columns !== undefined) {
    given["columns"] = flags.columns.split(",").map((name) => name.trim());
  }
  const options = given as unknown as SparkOptions;
  checkedUsage(() => resolveSparkOptions(options));
  return options;
}
