import type { Scored } from "./best-films.ts";
import { bestFilms } from "./best-films.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import type { PicksFoldIn } from "./picks-fold-in.ts";
import type { Expected } from "./rank.ts";

/**
 * Films that someone may be drawn to: so many of those that people like them choose, and so many of the
 * best known. On inner splits of MovieLens 100K, three films to avoid a person, where both are 100, 200:
 * .178 and .130 of them had been rated, .826 and .877 of these 3 or less; with the best known 200 alone
 * .129 and .855; with the first 50, 200 and 500 of the picks head alone .654, .327 and .141, of which .411,
 * .711 and .807 (of all ratings, .46 are 3 or less).
 */
const DRAWN_TO = 200;
const WELL_KNOWN = 200;

/**
 * Films that someone may well come upon and be drawn to, and that they will give less than they give on
 * average; those whose interval of stars ends lowest first.
 */
export function filmsToAvoid(
  side: FilmSide,
  foldIn: PicksFoldIn,
  passes: (row: number) => boolean,
  expected: (row: number) => Expected,
): Scored[] {
  const index = filmIndexOf(side);
  const drawnTo = bestFilms(index, foldIn.features, DRAWN_TO, passes);
  const rows = new Set(drawnTo.map(({ row }) => row));
  let known = 0;
  for (const row of index.byCount) {
    if (known === WELL_KNOWN) break;
    if (!passes(row)) continue;
    known++;
    rows.add(row);
  }
  return Array.from(rows, (row) => ({ row, ...expected(row) }))
    .filter(({ isBelowUsual }) => isBelowUsual)
    .map(({ row, high }) => ({ row, score: high }))
    .sort((a, b) => a.score - b.score || a.row - b.row);
}
