import type { SparseRows } from "../ratings/sparse-rows.ts";
import { Search, blockEnd, setOpen } from "./best-films.ts";
import { passesForOne } from "./candidates.ts";
import type { FilmIndex } from "./film-index.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import { openFilms } from "./open-films.ts";
import { ratingsOfPerson } from "./people-ratings.ts";
import { foldIntoPicks } from "./picks-fold-in.ts";
import type { PicksSettings } from "./picks-options.ts";
import { arranged, poolOf } from "./rank.ts";
import { Taste } from "./taste.ts";

/** People for whom films are scanned at a time: at a million films a third less time each than alone. */
export const SCANNED_TOGETHER = 8;

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
  for (let from = first; from < end; from += SCANNED_TOGETHER) {
    const people = Array.from({ length: Math.min(SCANNED_TOGETHER, end - from) }, (_, k) =>
      seekerOf(side, ratings, from + k, settings),
    );
    lookForAll(
      index,
      people.map(({ search }) => search),
      open,
    );
    for (const [k, { taste, search }] of people.entries()) {
      const films = arranged(side, search.best, settings, (row) => taste.expected(row));
      rated[from + k - first] = taste.ratings.length;
      counts[from + k - first] = films.length;
      for (const { row, score } of films) {
        const { stars, low, high } = taste.predict(side.catalogue.at(row).id);
        rows.push(row);
        numbers.push(stars, low, high, score);
      }
    }
  }
  return { rated, counts, rows: Uint32Array.from(rows), numbers: Float64Array.from(numbers) };
}

interface Seeker {
  readonly taste: Taste;
  readonly search: Search;
}

function seekerOf(
  side: FilmSide,
  ratings: SparseRows,
  person: number,
  settings: PicksSettings,
): Seeker {
  const taste = new Taste(side, ratingsOfPerson(ratings, person));
  const { features } = foldIntoPicks(side, taste.ratings, taste.marks);
  const passes = passesForOne(side, taste.outOfPicks(), settings);
  return { taste, search: new Search(filmIndexOf(side), features, poolOf(settings), passes) };
}

/** A block of films for one person after the other, then the next block: so it is brought to the cache once. */
function lookForAll(
  index: FilmIndex,
  searches: readonly Search[],
  open: Uint32Array | undefined,
): void {
  setOpen(index, open);
  let going = searches;
  for (let first = 0; first < index.byLength.length && going.length > 0;) {
    const [start, end] = [first, blockEnd(index, first)];
    going = going.filter((search) => search.look(start, end));
    first = end;
  }
}
