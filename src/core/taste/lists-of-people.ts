import type { SparseRows } from "../ratings/sparse-rows.ts";
import { bestFilmsOfEach } from "./best-films.ts";
import { filmIndexOf } from "./film-index.ts";
import { SCAN_PEOPLE } from "./film-scanner.ts";
import type { FilmSide } from "./film-side.ts";
import { openFilms } from "./open-films.ts";
import { ratingsOfPerson } from "./people-ratings.ts";
import type { PicksSettings } from "./picks-options.ts";
import { poolOf } from "./rank.ts";
import { Taste, listedFilms, seekerOf } from "./taste.ts";

/** Lists of people who follow each other, as arrays that threads can hand over. */
export interface PeopleLists {
  /** How many films each person has rated, one a person. */
  readonly rated: Uint32Array;
  /** Films of each list, one a person. */
  readonly counts: Uint32Array;
  /** Of all lists one after the other, rows of the catalogue. */
  readonly rows: Uint32Array;
  /** {@link LIST_NUMBERS} a film: stars, low, high, score. */
  readonly numbers: Float64Array;
}

/** Numbers that {@link PeopleLists} has of a film. */
export const LIST_NUMBERS = 4;

/**
 * The lists that `taste.picks()` gives each of these people, without reasons; films are scanned for
 * several people at a time.
 *
 * @param ratings - by rows of the catalogue, on the model's scale.
 * @param first - people from here to `end` − 1.
 * @throws {RangeError} for a movie or genre that the catalogue does not have.
 */
export function listsOfPeople(
  side: FilmSide,
  ratings: SparseRows,
  settings: PicksSettings,
  first: number,
  end: number,
): PeopleLists {
  const open = openFilms(side, settings);
  const index = filmIndexOf(side);
  const rated = new Uint32Array(end - first);
  const counts = new Uint32Array(end - first);
  const rows: number[] = [];
  const numbers: number[] = [];
  for (let from = first; from < end; from += SCAN_PEOPLE) {
    const people = Array.from({ length: Math.min(SCAN_PEOPLE, end - from) }, (_, k) => from + k);
    const tastes = people.map((person) => new Taste(side, ratingsOfPerson(ratings, person)));
    const seekers = tastes.map((taste) => seekerOf(taste, settings));
    const best = bestFilmsOfEach(index, seekers, poolOf(settings), open);
    for (const [k, taste] of tastes.entries()) {
      const films = listedFilms(taste, best[k]!, settings);
      rated[from + k - first] = taste.ratings.length;
      counts[from + k - first] = films.length;
      for (const { row, stars, low, high, score } of films) {
        rows.push(row);
        numbers.push(stars, low, high, score);
      }
    }
  }
  return { rated, counts, rows: Uint32Array.from(rows), numbers: Float64Array.from(numbers) };
}
