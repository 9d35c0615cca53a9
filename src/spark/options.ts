import { describe, integerIn, numberIn, oneOf, rejectUnknownKeys } from "../core/check.ts";

/** Formats of files that Spark reads. */
export type SparkFormat = "parquet" | "orc" | "json" | "csv";

/** Every format, in the order in which they are told. */
export const SPARK_FORMATS: readonly SparkFormat[] = Object.freeze([
  "parquet",
  "orc",
  "json",
  "csv",
]);

/** What is learned, from where, on a cluster. */
export interface SparkOptions {
  /** Files or folders that the cluster can read, all of one format, or the name of one table. */
  readonly ratings: string | readonly string[];
  /**
   * Names of the columns of person, film and stars, and, where there is one, of a time: of several ratings
   * of one film by one person the latest counts then, else their mean. Default `user, item, rating`.
   */
  readonly columns?: readonly string[];
  /** Of the ratings' files. Default: what the first one's name ends in, else parquet. */
  readonly format?: SparkFormat;
  /**
   * A table or files with titles: a column named as the films' one of the ratings, `id` or `movieId`, and any of
   * `title`, `year`, `genres` (a list, or a text with `|`), `imdbId`, `tmdbId`. Without it, ids are the titles.
   */
  readonly films?: string | readonly string[] | undefined;
  /**
   * A folder on the cluster that the people's features are written to, as Parquet (`id`, `bias`, `features`); it must not be there
   * yet. It has who was learned from; the model then holds films alone: that is all that new people need.
   */
  readonly peopleTo?: string | undefined;
  /** F, the number of hidden features for stars. Integer in [1, 512]. Default 32. */
  readonly factors?: number;
  /** Passes over both sides, for stars. Integer in [1, 1000]. Default 8. */
  readonly sweeps?: number;
  /** λ: the ridge of a row with n ratings is λ·(n + 50). In [1e-6, 100]. Default 0.06. */
  readonly regularization?: number;
  /** Share of the ratings held out to tell how far off stars are. In [0, 0.5]. Default 0.05. */
  readonly heldOutShare?: number;
  /** Whether stars are learned once more with those held out among the others. Default true. */
  readonly refit?: boolean;
  /** Views of the picks head, each a fit of its own. Integer in [1, 16]. Default 3. */
  readonly views?: number;
  /** Integer in [0, 2³² − 1]. Default 1. */
  readonly seed?: number;
}

/** What can be chosen about learning on a cluster, which is stored in the model. */
export type SparkSettings = Required<
  Pick<
    SparkOptions,
    "factors" | "sweeps" | "regularization" | "heldOutShare" | "refit" | "views" | "seed"
  >
>;

/** The one place of the defaults. Tuned on inner splits of MovieLens 1M; of fewer ratings, 0.08 is better than 0.06. */
export const SPARK_DEFAULTS: Readonly<SparkSettings> = Object.freeze({
  factors: 32,
  sweeps: 8,
  regularization: 0.06,
  heldOutShare: 0.05,
  refit: true,
  views: 3,
  seed: 1,
});

/** Where the ratings are, checked. */
export interface SparkSource {
  readonly ratings: readonly string[];
  readonly user: string;
  readonly item: string;
  readonly rating: string;
  readonly time: string | undefined;
  readonly format: SparkFormat | undefined;
  readonly films: readonly string[];
  readonly peopleTo: string | undefined;
}

const ACTION = "Cannot train on Spark";
const COLUMNS = ["user", "item", "rating"] as const;
const KNOWN: Record<keyof SparkOptions, true> = {
  ratings: true,
  columns: true,
  format: true,
  films: true,
  peopleTo: true,
  factors: true,
  sweeps: true,
  regularization: true,
  heldOutShare: true,
  refit: true,
  views: true,
  seed: true,
};

/**
 * Fills in the defaults.
 *
 * @throws {TypeError | RangeError} for an unknown option, one of the wrong type, or out of range.
 */
export function resolveSparkOptions(given: SparkOptions): {
  readonly source: SparkSource;
  readonly settings: SparkSettings;
} {
  rejectUnknownKeys(ACTION, given, KNOWN);
  return { source: sourceOf(given), settings: settingsOf(given) };
}

function sourceOf(given: SparkOptions): SparkSource {
  const { format, peopleTo, films } = given;
  const columns = given.columns ?? COLUMNS;
  checkColumns(columns);
  if (peopleTo !== undefined) checkText("peopleTo", peopleTo);
  return {
    ratings: namesOf("ratings", given.ratings),
    ...{ user: columns[0]!, item: columns[1]!, rating: columns[2]!, time: columns[3] },
    format: format === undefined ? undefined : oneOf(ACTION, "format", format, SPARK_FORMATS),
    films: films === undefined ? [] : namesOf("films", films),
    peopleTo,
  };
}

function settingsOf(given: SparkOptions): SparkSettings {
  const defaults = SPARK_DEFAULTS;
  const integer = (name: keyof SparkSettings, min: number, max: number): number =>
    integerIn(ACTION, name, given[name] ?? defaults[name], min, max);
  const number = (name: keyof SparkSettings, min: number, max: number): number =>
    numberIn(ACTION, name, given[name] ?? defaults[name], min, max);
  const refit: unknown = given.refit ?? defaults.refit;
  if (typeof refit !== "boolean") {
    throw new TypeError(`${ACTION}: "refit" must be true or false, got ${describe(refit)}`);
  }
  return {
    factors: integer("factors", 1, 512),
    sweeps: integer("sweeps", 1, 1000),
    regularization: number("regularization", 1e-6, 100),
    heldOutShare: number("heldOutShare", 0, 0.5),
    refit,
    views: integer("views", 1, 16),
    seed: integer("seed", 0, 2 ** 32 - 1),
  };
}

function checkColumns(columns: unknown): asserts columns is readonly string[] {
  if (!Array.isArray(columns) || columns.length < 3 || columns.length > 4) {
    throw new RangeError(
      `${ACTION}: "columns" must be three names or four (person, film, rating, time), got ${describe(columns)}`,
    );
  }
  for (const name of columns) checkText("columns", name);
  const lower = columns.map((name: string) => name.toLowerCase()); // Spark minds no case
  if (new Set(lower).size === columns.length) return;
  throw new RangeError(`${ACTION}: "columns" must be different ones, got ${columns.join(", ")}`);
}

function namesOf(name: string, given: string | readonly string[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length === 0) {
    throw new RangeError(`${ACTION}: "${name}" must name files or a table, got none`);
  }
  for (const one of list) checkText(name, one);
  return list as readonly string[];
}

function checkText(name: string, value: unknown): void {
  if (typeof value === "string" && value.trim() !== "") return;
  if (typeof value === "string") {
    throw new RangeError(`${ACTION}: "${name}" must not be empty`);
  }
  throw new TypeError(`${ACTION}: "${name}" must be a text, got ${describe(value)}`);
}
