import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Id } from "../core/ratings/id-map.ts";

/** A rating out of a person's own export, where films have names and no id. */
export interface ExportedRating {
  /** As it stands in the file. */
  readonly title: string;
  readonly year?: number | undefined;
  /** In stars, in [0.5, 5]. */
  readonly rating: number;
  /** Where it stands in the file, from 1. */
  readonly line: number;
  /** The day of the rating as `2024-05-01`, where the file tells it. */
  readonly date?: string | undefined;
}

/** A rating of a film that the catalogue has; `model.taste` takes it as it is. */
export interface MatchedRating extends ExportedRating {
  readonly movieId: Id;
  readonly movieIndex: number;
}

/** A rating that could be of several films. */
export interface AmbiguousRating extends ExportedRating {
  /** Their movie indices. */
  readonly candidates: readonly number[];
}

/** A person's ratings, sorted by whether the catalogue has the film. */
export interface MatchedRatings {
  /** One for each film. */
  readonly matched: MatchedRating[];
  readonly unknown: ExportedRating[];
  readonly ambiguous: AmbiguousRating[];
  /** Ratings left out of `matched`, since a later one (or one further down) is of the same film. */
  readonly superseded: number;
}

/**
 * Finds the films that a person rated by title and year. Where two titles turn out to be one film
 * the rating of the later date counts, in its place; of one date, or without dates, the lower one.
 *
 * Cost: O(ratings); the first use of a catalogue indexes its titles.
 *
 * @example
 * ```ts
 * const catalogue = new Catalogue([
 *   { id: 1, title: "Alien", year: 1979, genres: [], alternatives: [] },
 * ]);
 * const { matched, unknown } = matchRatings(
 *   [
 *     { title: "alien", year: 1979, rating: 4.5, line: 2 },
 *     { title: "Stalker", year: 1979, rating: 5, line: 3 },
 *   ],
 *   catalogue,
 * );
 * assert.equal(matched[0]?.movieIndex, 0);
 * assert.equal(unknown[0]?.title, "Stalker");
 * ```
 */
export function matchRatings(
  ratings: Iterable<ExportedRating>,
  catalogue: Catalogue,
): MatchedRatings {
  const matched = new Map<number, MatchedRating>();
  const unknown: ExportedRating[] = [];
  const ambiguous: AmbiguousRating[] = [];
  let superseded = 0;
  for (const rating of ratings) {
    const match = catalogue.find(rating.title, rating.year);
    if (match.kind === "unknown") unknown.push(rating);
    else if (match.kind === "ambiguous") {
      ambiguous.push({ ...rating, candidates: match.candidates });
    } else {
      const { movieIndex } = match;
      const before = matched.get(movieIndex);
      if (before !== undefined) superseded++;
      if (before !== undefined && isOlder(rating, before)) continue;
      matched.delete(movieIndex); // so that it moves to the end
      matched.set(movieIndex, { ...rating, movieId: catalogue.at(movieIndex).id, movieIndex });
    }
  }
  return { matched: [...matched.values()], unknown, ambiguous, superseded };
}

/** Whether `a` was given on a day before that of `b`; one without a date is older than one with it. */
export function isOlder(a: ExportedRating, b: ExportedRating): boolean {
  return (a.date ?? "") < (b.date ?? ""); // ISO dates sort as texts
}
