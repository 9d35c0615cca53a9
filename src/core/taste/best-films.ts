import { dot } from "../dot.ts";
import type { FilmIndex } from "./film-index.ts";
import { SCAN_ROWS } from "./film-index.ts";

/** A film and what it is worth to someone. */
export interface Scored {
  readonly row: number;
  readonly score: number;
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
 * @param person - p in all views, one after the other; as wide as the index.
 * @param passes - whether a row may be in the list.
 * @param open - by place, a bit a film: those that are not are passed over; all where it is absent.
 *
 * Cost: O(I·F) at most; of the 9 700 films of MovieLens latest-small it looks at a tenth.
 */
export function bestFilms(
  index: FilmIndex,
  person: Float64Array,
  count: number,
  passes: (row: number) => boolean,
  open?: Uint32Array,
): Scored[] {
  const search = new Search(index, person, count, passes);
  setOpen(index, open);
  for (let first = 0; first < index.byLength.length;) {
    const end = blockEnd(index, first);
    if (!search.look(first, end)) break;
    first = end;
  }
  return search.best;
}

/** Says which films are passed over by the scans that follow. */
export function setOpen({ scanner }: FilmIndex, open: Uint32Array | undefined): void {
  if (open === undefined) scanner.open.fill(2 ** 32 - 1);
  else scanner.open.set(open);
}

/** Where the block of rows that begins there ends. */
export function blockEnd({ byLength }: FilmIndex, first: number): number {
  const rows = Math.min(SCAN_ROWS, Math.max(FIRST_ROWS, (first >>> 7) << 5)); // a multiple of 32
  return Math.min(byLength.length, first + rows);
}

/** One person's list on its way. */
export class Search {
  readonly best: Scored[] = [];
  readonly #index: FilmIndex;
  readonly #person: Float64Array;
  readonly #count: number;
  readonly #passes: (row: number) => boolean;
  /** |p|. */
  readonly #length: number;
  /** The score to beat, once the list is full. */
  #least = -Infinity;

  constructor(
    index: FilmIndex,
    person: Float64Array,
    count: number,
    passes: (row: number) => boolean,
  ) {
    this.#index = index;
    this.#person = person;
    this.#count = count;
    this.#passes = passes;
    this.#length = Math.hypot(...person) * SLACK;
  }

  /** @returns whether there may be more in the films that follow. */
  look(first: number, end: number): boolean {
    const { byLength, lengths, features, width, scanner } = this.#index;
    const person = this.#person;
    const most = this.#length * lengths[first]!;
    // Lengths are in order as far as they are rounded.
    if (most * (1 + 2 * HALF_PLACE) < this.#least) return false;
    scanner.person.set(person);
    const hits = scanner.scan(first, end, surelyBelow(this.#least, most, width));
    for (let k = 0; k < hits; k++) {
      const place = scanner.found[k]!;
      const row = byLength[place]!;
      if (!this.#passes(row)) continue;
      const score = dot(person, features, place * width, width);
      if (score < this.#least) continue;
      insert(this.best, { row, score }, this.#count);
      if (this.best.length === this.#count) this.#least = this.best.at(-1)!.score;
    }
    return true;
  }
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
