import type { OperationId } from "../contract/routes.ts";
import type { ListChoices, OwnRating } from "../contract/types.ts";
import type { CallOptions } from "./client-options.ts";

/** When a rating was given. */
export interface PutRatingOptions extends CallOptions {
  /** ISO 8601 with its zone; default: now. */
  readonly ratedAt?: string | undefined;
}

/** Which page of what is stored of a person. */
export interface RatingsOptions extends CallOptions {
  /** Ratings on a page, 10 000 at most; default 1 000. */
  readonly limit?: number | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

/** Which films a list is of. */
export interface ListOptions extends ListChoices, CallOptions {}

/** Which films a list is of, and what is known of whoever brings the ratings. */
export interface PicksForOptions extends ListOptions {
  /** Ids of films seen and not rated. */
  readonly seen?: readonly OwnRating["movieId"][] | undefined;
  readonly notForMe?: readonly OwnRating["movieId"][] | undefined;
  /** Films to avoid; default 3. */
  readonly avoid?: number | undefined;
}

/** Whose export it is. */
export interface ImportOptions extends CallOptions {
  /** Whose ratings these are; without, nothing is stored. */
  readonly personId?: string | undefined;
  /** The file's name: watchlist.csv and watched.csv look alike. */
  readonly file?: string | undefined;
  /** Of a table of another kind, which columns hold what: `title=Film,rating=Points`. */
  readonly columns?: string | undefined;
  /** What its ratings are on; default: that of the format, else as they are. */
  readonly scale?: "0.5-5" | "1-10" | "0-10" | "0-100" | undefined;
  /** What a list without ratings is; default: as the file's name says. */
  readonly listAs?: "seen" | "watchlist" | undefined;
}

/** How many films are found. */
export interface MoviesOptions extends CallOptions {
  /** 50 at most; default 10. */
  readonly limit?: number | undefined;
}

/** Which films count as similar. */
export interface SimilarOptions extends CallOptions {
  /** 100 at most; default 10. */
  readonly count?: number | undefined;
  /** Films with fewer ratings are left out; default 20. */
  readonly leastRatings?: number | undefined;
}

/** How hidden features are told. */
export interface FeaturesOptions extends CallOptions {
  /** At each end; default 4. */
  readonly films?: number | undefined;
}

/** Names of the options of every call. */
export const CALL_KEYS: Readonly<Record<keyof CallOptions, 0>> = { signal: 0, timeoutMs: 0 };

const LIST_KEYS: Readonly<Record<keyof ListChoices, 0>> = {
  ...{ count: 0, surprise: 0, seed: 0, exclude: 0, among: 0, fromYear: 0, toYear: 0 },
  ...{ genres: 0, withoutGenres: 0, fromRank: 0, toRank: 0 },
};

type Own<Options> = Readonly<Record<Exclude<keyof Options, keyof CallOptions>, 0>>;

/** Names of the further options of a route. */
export const OPTION_KEYS: Readonly<Partial<Record<OperationId, Readonly<Record<string, 0>>>>> = {
  putRating: { ratedAt: 0 } satisfies Own<PutRatingOptions>,
  getRatings: { limit: 0, after: 0 } satisfies Own<RatingsOptions>,
  getPicks: LIST_KEYS,
  getAvoid: LIST_KEYS,
  postPicks: { ...LIST_KEYS, seen: 0, notForMe: 0, avoid: 0 } satisfies Own<PicksForOptions>,
  postTogether: LIST_KEYS,
  postImport: {
    ...{ personId: 0, file: 0, columns: 0, scale: 0, listAs: 0 },
  } satisfies Own<ImportOptions>,
  findMovies: { limit: 0 } satisfies Own<MoviesOptions>,
  getSimilar: { count: 0, leastRatings: 0 } satisfies Own<SimilarOptions>,
  getFeatures: { films: 0 } satisfies Own<FeaturesOptions>,
};

/** The options that the service is told. */
export function chosenOf<Options extends CallOptions>(
  options: Options,
): Omit<Options, keyof CallOptions> {
  const { signal: _, timeoutMs: __, ...chosen } = options;
  return chosen;
}
