import { dot } from "../dot.ts";
import type { FilmIndex } from "./film-index.ts";
import { SCAN_ROWS } from "./film-scanner.ts";

/** A film and what it is worth to someone. */
export interface Scored {
  readonly row: number;
  readonly score: number;
}

/** What lengths and products in double precision may be off by, as a share. */
const SLACK = 1 + 2 ** -40;

/** Half a unit of the last place in single precision. */
const HALF_PLACE = 2 ** -24;

/** Rows of the first blocks: the threshold rises fastest there. */
const FIRST_ROWS = 64;

/**
 * The films of the highest scores p·q, best first; of equal ones the lower row first. Exact, though
 * it seldom looks at all: no film scores more than |p|·|q|, and films are visited longest first.
 * A scan in single precision leaves what cannot be in the list even so, and scores of the rest are
 * worked out in double precision: so lists do not depend on which loops there are.
 *
 * @param person - p in all views, one after the other; as wide as the index.
 * @param passes - whether a row may be in the list.
 * @param open - by place, a bit a film: those that are not are passed over; all where it is absent.
 *
 * Cost: O(I·F) at most; of the 9 700 films of MovieLens latest-small it looks at a tenth.
 */
export function bestFilms(
  { byLength, lengths, features, width, scanner }: FilmIndex,
  person: Float64Array,
  count: number,
  passes: (row: number) => boolean,
  open?: Uint32Array,
): Scored[] {
  const { found, person: own, open: isOpen } = scanner.table;
  own.set(person);
  if (open === undefined) isOpen.fill(2 ** 32 - 1);
  else isOpen.set(open);
  const length = Math.hypot(...person) * SLACK;
  const best: Scored[] = [];
  let least = -Infinity;
  for (let first = 0, end = 0; first < byLength.length; first = end) {
    const most = length * lengths[first]!;
    if (most * (1 + 2 * HALF_PLACE) < least) break; // lengths are in order as far as they are rounded
    end = Math.min(byLength.length, first + rowsAfter(first));
    const hits = scanner.scan(first, end, surelyBelow(least, most, width));
    for (let k = 0; k < hits; k++) {
      const row = byLength[found[k]!]!;
      if (!passes(row)) continue;
      const score = dot(person, features, found[k]! * width, width);
      if (score < least) continue;
      insert(best, { row, score }, count);
      if (best.length === count) least = best[count - 1]!.score;
    }
  }
  return best;
}

/** A multiple of 32. */
function rowsAfter(first: number): number {
  return Math.min(SCAN_ROWS, Math.max(FIRST_ROWS, (first >>> 7) << 5));
}

/**
 * What a score of at least `least` cannot fall below in single precision. Of each product one rounding
 * and that of p count, of each sum as many as there are additions one after the other; with each
 * product at most |p|·|q| in all. Source: Higham 2002, section 3.1.
 *
 * @param most - |p|·|q|.
 */
function surelyBelow(least: number, most: number, width: number): number {
  if (least === -Infinity) return least;
  const roundings = width / 8 + 8;
  const off = roundings * HALF_PLACE * most + 2 * HALF_PLACE * Math.abs(least);
  return Math.fround(least - off - Number.MIN_VALUE - 2 ** -126);
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
