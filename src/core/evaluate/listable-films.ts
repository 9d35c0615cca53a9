import type { FilmSide } from "../taste/film-side.ts";
import { rankedByCount } from "../taste/film-index.ts";

/** What tells which films can be listed: of a model, or of a catalogue and training ratings. */
export type ListedSide = Pick<FilmSide, "catalogue" | "movieCounts">;

/**
 * The films that a list can hold: those with a training rating, each once. A film that stands twice
 * in the catalogue is its row with the most ratings.
 */
export class ListableFilms {
  /** Rows, ascending. */
  readonly rows: Uint32Array;
  /** Training ratings by row. */
  readonly counts: Uint32Array;
  /** By row: 1 for the film with the most training ratings, of equals for the lower row; 0 for none listed. */
  readonly popularityRank: Uint32Array;
  readonly #filmOf: Uint32Array;
  /** Film → the row that it is listed as. */
  readonly #shown: Uint32Array;

  constructor(side: ListedSide) {
    const { shown, byCount, rank } = rankedByCount(side);
    this.counts = side.movieCounts;
    this.rows = byCount.toSorted();
    this.popularityRank = rank;
    this.#filmOf = side.catalogue.filmOf;
    this.#shown = shown;
  }

  /** The row that the film of this row is listed as. */
  listedAs(row: number): number {
    return this.#shown[this.#filmOf[row]!]!;
  }

  /** All but the films of these rows, ascending. */
  without(given: ArrayLike<number>): Uint32Array {
    const out = new Set(Array.from(given, (row) => this.listedAs(row)));
    return this.rows.filter((row) => !out.has(row));
  }
}

/**
 * The rows with the highest scores, best first; of equal scores the lower row first, so that a list
 * never depends on how it was sorted. A score that is NaN is not listed.
 *
 * @param scores - by row.
 * @param rows - ascending.
 *
 * Cost: O(rows) for a list that is short beside them.
 */
export function bestRows(scores: ArrayLike<number>, rows: Uint32Array, count: number): Uint32Array {
  const best: number[] = [];
  for (const row of rows) {
    const score = scores[row]!;
    if (Number.isNaN(score)) continue;
    let place = best.length;
    while (place > 0 && score > scores[best[place - 1]!]!) place--;
    if (place === count) continue;
    best.splice(place, 0, row);
    if (best.length > count) best.pop();
  }
  return Uint32Array.from(best);
}
