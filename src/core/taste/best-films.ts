import { dot } from "../dot.ts";
import type { FilmIndex } from "./film-index.ts";
import { SCAN_PEOPLE, SCAN_ROWS } from "./film-scanner.ts";

/** A film and what it is worth to someone. */
export interface Scored {
  readonly row: number;
  readonly score: number;
}

/** Someone whose best films are looked for. */
export interface Seeker {
  /** p in all views, one after the other; as wide as the index. */
  readonly features: Float64Array;
  /** Whether a row may be in the list. */
  readonly passes: (row: number) => boolean;
}

/** What lengths and products in double precision may be off by, as a share. */
const SLACK = 1 + 2 ** -40;

/** Half a unit of the last place in single precision, as a share. */
const HALF_PLACE = 2 ** -24;

/** Rows of the first blocks: the threshold rises fastest there. */
const FIRST_ROWS = 64;

/**
 * The films of the highest scores p·q, best first; of equal ones the lower row first. Exact, though
 * it seldom looks at all: no film scores more than |p|·|q|, and films are visited longest first.
 * A scan in single precision leaves out what cannot be in the list even so, and scores of the rest are
 * worked out in double precision: so lists do not depend on which loops there are.
 *
 * @param open - by place, a bit a film: those that are not are passed over; all where it is absent.
 *
 * Cost: O(I·F) at most; of the 9 700 films of MovieLens latest-small it looks at a tenth.
 */
export function bestFilms(
  index: FilmIndex,
  seeker: Seeker,
  count: number,
  open?: Uint32Array,
): Scored[] {
  return bestFilmsOfEach(index, [seeker], count, open)[0]!;
}

/**
 * As {@link bestFilms} for several people: where films are more than a cache holds, they are brought
 * there once for all of them.
 *
 * @param seekers - at most {@link SCAN_PEOPLE}.
 */
export function bestFilmsOfEach(
  index: FilmIndex,
  seekers: readonly Seeker[],
  count: number,
  open?: Uint32Array,
): Scored[][] {
  const { scanner, byLength } = index;
  if (seekers.length > SCAN_PEOPLE) {
    throw new RangeError(`Cannot scan films: at most ${SCAN_PEOPLE} people at once`);
  }
  scanner.setOpen(open);
  const searches = seekers.map((seeker, who) => new Search(index, seeker, who, count));
  let going = searches;
  for (let first = 0; first < byLength.length && going.length > 0;) {
    const end = Math.min(byLength.length, first + rowsAfter(first));
    going = going.filter((search) => search.look(first, end));
    first = end;
  }
  return searches.map(({ best }) => best);
}

/** One person's list on its way. */
class Search {
  readonly best: Scored[] = [];
  readonly #index: FilmIndex;
  readonly #seeker: Seeker;
  readonly #who: number;
  readonly #count: number;
  /** |p|. */
  readonly #length: number;
  /** The score to beat, once the list is full. */
  #least = -Infinity;

  constructor(index: FilmIndex, seeker: Seeker, who: number, count: number) {
    this.#index = index;
    this.#seeker = seeker;
    this.#who = who;
    this.#count = count;
    this.#length = Math.hypot(...seeker.features) * SLACK;
    index.scanner.setPerson(who, seeker.features);
  }

  /** @returns whether there may be more in the films that follow. */
  look(first: number, end: number): boolean {
    const { byLength, lengths, features, width, scanner } = this.#index;
    const most = this.#length * lengths[first]!;
    if (most * (1 + 2 * HALF_PLACE) < this.#least) return false; // lengths are in order as far as they are rounded
    const { features: person, passes } = this.#seeker;
    const { found } = scanner;
    const hits = scanner.scan(this.#who, first, end, surelyBelow(this.#least, most, width));
    for (let k = 0; k < hits; k++) {
      const row = byLength[found[k]!]!;
      if (!passes(row)) continue;
      const score = dot(person, features, found[k]! * width, width);
      if (score < this.#least) continue;
      insert(this.best, { row, score }, this.#count);
      if (this.best.length === this.#count) this.#least = this.best.at(-1)!.score;
    }
    return true;
  }
}

/** A multiple of 32. */
function rowsAfter(first: number): number {
  return Math.min(SCAN_ROWS, Math.max(FIRST_ROWS, (first >>> 7) << 5));
}

/**
 * What a score of at least `least` cannot fall below in single precision. Of each product one rounding
 * and that of p count, of each sum as many as there are additions one after the other, with each
 * product at most |p|·|q| in all; what is too small for single precision counts as nothing. Source:
 * Higham 2002, section 3.1.
 *
 * @param most - |p|·|q|.
 */
function surelyBelow(least: number, most: number, width: number): number {
  if (least === -Infinity) return least;
  const off = (width / 8 + 8) * HALF_PLACE * most + 2 * HALF_PLACE * Math.abs(least);
  return Math.fround(least - off - 2 ** -126);
}

function insert(best: Scored[], film: Scored, count: number): void {
  let at = 0;
  let end = best.length;
  while (at < end) {
    const middle = (at + end) >>> 1;
    if (isBefore(film, best[middle]!)) end = middle;
    else at = middle + 1;
  }
  if (at >= count) return;
  best.splice(at, 0, film);
  if (best.length > count) best.pop();
}

function isBefore(a: Scored, b: Scored): boolean {
  return a.score > b.score || (a.score === b.score && a.row < b.row);
}
