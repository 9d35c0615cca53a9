import type { Id } from "../../core/ratings/id-map.ts";
import { knownGenres } from "../../core/taste/candidates.ts";
import type { PicksOptions } from "../../core/taste/picks-options.ts";
import { resolvePicksOptions } from "../../core/taste/picks-options.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { ServedModel } from "../service.ts";

/** What a request may say of a list, as the contract has checked it. */
export type AskedList = {
  readonly [K in keyof PicksOptions]?:
    | (K extends "exclude" | "among" ? readonly string[] : PicksOptions[K])
    | undefined;
};

/**
 * Options of the library. Movies that the model does not know are in no list of its films, so among those to leave
 * out or to choose from they change nothing.
 *
 * @param where - for the answer: `query` or `json`.
 * @throws {ProblemError} `invalid-request` for an unknown genre, naming the nearest, or a range that holds nothing.
 */
export function listOptions(
  served: ServedModel,
  asked: AskedList,
  where: "query" | "json",
): PicksOptions {
  const { exclude, among, ...others } = asked;
  const options: PicksOptions = {
    ...present(others),
    ...(exclude === undefined ? {} : { exclude: knownIds(served, exclude) }),
    ...(among === undefined ? {} : { among: knownIds(served, among) }),
  };
  refused(where, "fromYear", () => resolvePicksOptions(ACTION, { ...options, ...NO_RANKS }));
  refused(where, "fromRank", () => resolvePicksOptions(ACTION, options));
  const { catalogue } = served.model;
  for (const name of ["genres", "withoutGenres"] as const) {
    const genres = options[name] ?? [];
    if (genres.length > 0) refused(where, name, () => knownGenres(catalogue, name, genres));
  }
  return options;
}

const ACTION = "Cannot choose films";
const NO_RANKS = { fromRank: undefined, toRank: undefined } as const;

/** What the library refuses is what was asked for; nothing else is in these calls. */
function refused(where: string, path: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { message } = error;
    throw new ProblemError("invalid-request", {
      detail: message,
      errors: [{ in: where, path, message }],
    });
  }
}

function knownIds({ model, rowOf }: ServedModel, movieIds: readonly string[]): Id[] {
  return movieIds.flatMap((movieId) => {
    const row = rowOf(movieId);
    return row < 0 ? [] : [model.catalogue.at(row).id];
  });
}

function present(options: Omit<AskedList, "exclude" | "among">): PicksOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
