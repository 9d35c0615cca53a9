import type { KeptRow } from "../messages.ts";
import type { FilmRecord, OwnState } from "../state/own-state.ts";
import { unknownRows } from "./import-change.ts";

/** All that someone has said, a row a film and list; films not known here as their file told of them. */
export function keptRows({ films, left }: Pick<OwnState, "films" | "left">): KeptRow[] {
  return [
    ...[...films.values()].flatMap(rowsOf),
    ...unknownRows(left).map(({ list, told, rating, date }) => ({
      list,
      film: told,
      rating,
      date,
    })),
  ];
}

/** Who rates a film has seen it, so that needs no row of its own. */
function rowsOf(record: FilmRecord): KeptRow[] {
  const { movieId, title, year, rating, mark, isWished, date } = record;
  const film = { movieId, title, year };
  const isRated = rating !== undefined;
  const isTold = isRated && (mark === "seen" || mark === "notSeen");
  return [
    ...(isRated ? [{ list: "rated" as const, film, rating, date }] : []),
    ...(mark !== undefined && !isTold
      ? [{ list: mark, film, date: isRated ? undefined : date }]
      : []),
    ...(isWished === true ? [{ list: "watchlist" as const, film }] : []),
  ];
}
