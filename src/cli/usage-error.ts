import {
  GIBBS_DEFAULTS,
  GRADIENT_DESCENT_DEFAULTS,
  PICKS_DEFAULTS,
  WEIGHTED_ALS_DEFAULTS,
} from "../index.ts";

/** The command was typed wrongly: an option, its value, a film that the data does not have. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/**
 * What `check` returns; a TypeError or RangeError of it, which tells of an option, as wrong usage
 * in the words of the command line.
 *
 * @throws {UsageError}
 */
export function checkedUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    throw new UsageError(inFlags(error.message), { cause: error });
  }
}

/** `"learningRate" must be in …` → `--learning-rate must be in …`. */
export function inFlags(message: string): string {
  return message.replace(/"([a-z][a-zA-Z]*)"/gu, (quoted, key: string) =>
    OPTION_KEYS.has(key) ? flagOf(key) : quoted,
  );
}

/** `learningRate` → `--learning-rate`. */
export function flagOf(key: string): string {
  return RANGE_FLAGS[key] ?? `--${key.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Both ends of a range are typed as one option. */
const RANGE_FLAGS: Readonly<Record<string, string>> = {
  fromYear: "--years",
  toYear: "--years",
  fromRank: "--popularity",
  toRank: "--popularity",
};

const OPTION_KEYS: ReadonlySet<string> = new Set([
  ...Object.keys(GRADIENT_DESCENT_DEFAULTS),
  ...Object.keys(GIBBS_DEFAULTS),
  ...Object.keys(WEIGHTED_ALS_DEFAULTS),
  ...Object.keys(PICKS_DEFAULTS),
  ...[
    "against",
    "avoid",
    "columns",
    "films",
    "format",
    "host",
    "leastRatings",
    "memory",
    "method",
    "movies",
    "mostConnections",
    "peopleTo",
    "port",
    "protocol",
    "rate",
    "ratings",
    "scale",
    "testShare",
    "threads",
    "timeLimit",
    "unnamed",
    "users",
  ],
]);
