import type { Scored } from "./best-films.ts";
import { bestFilms } from "./best-films.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";
import type { PicksFoldIn } from "./picks-fold-in.ts";

/** Films that someone may be drawn to: the first of the picks head, and the best known. */
const DRAWN_TO = 200;

/**
 * Films that someone may well come upon and be drawn to, those whose interval of stars ends lowest
 * first.
 *
 * @param upper - the upper end of a film's interval, in stars.
 */
export function filmsToAvoid(
  side: FilmSide,
  foldIn: PicksFoldIn,
  passes: (row: number) => boolean,
  upper: (row: number) => number,
): Scored[] {
  const index = filmIndexOf(side);
  const drawn = bestFilms(index, foldIn.features, DRAWN_TO, passes);
  return drawn
    .map(({ row }) => ({ row, score: upper(row) }))
    .sort((a, b) => a.score - b.score || a.row - b.row);
}
