import { describe, integerIn, numberIn, rejectUnknownKeys } from "../check.ts";
import type { Id } from "../ratings/id-map.ts";

/** Which films may stand in a list. Films that the person has seen or refused never do. */
export interface FilmFilters {
  /** Movie ids to leave out. Default none. */
  readonly exclude?: readonly Id[];
  /** Movie ids to choose from, such as a watchlist. Default all films. */
  readonly among?: readonly Id[] | undefined;
  /** The earliest and the latest year. Integers. A film whose year is not known passes neither. */
  readonly fromYear?: number | undefined;
  readonly toYear?: number | undefined;
  /** Films of any of these genres, as the catalogue spells them, in any case. Default all. */
  readonly genres?: readonly string[];
  /** No film of any of these. Default none. */
  readonly withoutGenres?: readonly string[];
  /**
   * How well known: places in the order of training ratings, 1 being the film with most. Integers
   * from 1.
   */
  readonly fromRank?: number | undefined;
  readonly toRank?: number | undefined;
}

/** What can be chosen about a list of films. */
export interface PicksOptions extends FilmFilters {
  /** How many films at most. Integer in [1, 10 000]. Default 3. */
  readonly count?: number;
  /**
   * 0: the best films. Above, others that are nearly as good come up too, the more so the higher;
   * which ones is up to `seed`. In [0, 1]. Default 0.
   */
  readonly surprise?: number;
  /** Of `surprise`. Integer in [0, 2³² − 1]. Default 1. */
  readonly seed?: number;
}

/** What is not asked for where it is left out. */
type OpenEnded = "among" | "fromYear" | "toYear" | "fromRank" | "toRank";

/** Options with the defaults filled in. */
export interface PicksSettings extends Required<Omit<PicksOptions, OpenEnded>> {
  readonly among: readonly Id[] | undefined;
  readonly fromYear: number | undefined;
  readonly toYear: number | undefined;
  readonly fromRank: number | undefined;
  readonly toRank: number | undefined;
}

/** Three films are an evening's choice, not a wall. */
export const PICKS_DEFAULTS: PicksSettings = Object.freeze({
  count: 3,
  surprise: 0,
  seed: 1,
  exclude: Object.freeze([]) as readonly Id[],
  among: undefined,
  fromYear: undefined,
  toYear: undefined,
  genres: Object.freeze([]) as readonly string[],
  withoutGenres: Object.freeze([]) as readonly string[],
  fromRank: undefined,
  toRank: undefined,
});

const YEARS = [0, 9999] as const;
const RANKS = [1, 2 ** 32 - 1] as const;

/** @throws {TypeError | RangeError} for an unknown or wrong option. */
export function resolvePicksOptions(action: string, given: PicksOptions): PicksSettings {
  rejectUnknownKeys(action, given, PICKS_DEFAULTS);
  const optional = (
    name: "fromYear" | "toYear" | "fromRank" | "toRank",
    [min, max]: readonly [number, number],
  ): number | undefined => {
    const value = given[name];
    return value === undefined ? undefined : integerIn(action, name, value, min, max);
  };
  const settings = {
    count: integerIn(action, "count", given.count ?? PICKS_DEFAULTS.count, 1, 10_000),
    surprise: numberIn(action, "surprise", given.surprise ?? PICKS_DEFAULTS.surprise, 0, 1),
    seed: integerIn(action, "seed", given.seed ?? PICKS_DEFAULTS.seed, 0, 2 ** 32 - 1),
    exclude: listOf(action, "exclude", given.exclude ?? PICKS_DEFAULTS.exclude),
    among: given.among === undefined ? undefined : listOf(action, "among", given.among),
    fromYear: optional("fromYear", YEARS),
    toYear: optional("toYear", YEARS),
    genres: listOf(action, "genres", given.genres ?? PICKS_DEFAULTS.genres),
    withoutGenres: listOf(
      action,
      "withoutGenres",
      given.withoutGenres ?? PICKS_DEFAULTS.withoutGenres,
    ),
    fromRank: optional("fromRank", RANKS),
    toRank: optional("toRank", RANKS),
  };
  inOrder(action, "Year", settings.fromYear, settings.toYear);
  inOrder(action, "Rank", settings.fromRank, settings.toRank);
  return settings;
}

function listOf<T>(action: string, name: string, value: readonly T[]): readonly T[] {
  const isList: boolean = Array.isArray(value); // as a condition it would make the type any[]
  if (!isList) {
    throw new TypeError(`${action}: "${name}" must be a list, got ${describe(value)}`);
  }
  return value;
}

function inOrder(
  action: string,
  what: string,
  from: number | undefined,
  to: number | undefined,
): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw new RangeError(
    `${action}: "from${what}" must be at most "to${what}", got ${from} and ${to}`,
  );
}
