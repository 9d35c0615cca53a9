import type { z } from "@hono/zod-openapi";
import type { ImportResult } from "../../contract/ratings-routes.ts";
import { MOST_ROWS_TOLD } from "../../contract/ratings-routes.ts";
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { MatchedFilms } from "../../core/catalogue/match-films.ts";
import type { RatingScale } from "../../core/ratings/rating-scale.ts";
import { clampToScale, onScale } from "../../core/ratings/rating-scale.ts";
import type { ExportedFilm } from "../../io/exports/person-export.ts";
import type { ImportedFilms } from "../../io/import-films.ts";
import { LISTS, repeatedRows } from "../../io/import-films.ts";
import { SHAPES } from "../serving/film-shapes.ts";

/** Where every row of an export ended. */
export function importJson(
  { catalogue, scale }: { readonly catalogue: Catalogue; readonly scale: RatingScale },
  films: ImportedFilms,
): Omit<z.infer<typeof ImportResult>, "stored" | "notices"> {
  const { told, rated } = films;
  const unknown = LISTS.flatMap((list) => films[list].unknown.map((film) => ({ list, film })));
  const ambiguous = LISTS.flatMap((list) => films[list].ambiguous.map((film) => ({ list, film })));
  return {
    ...{ format: told.format, rows: told.rows },
    ratings: rated.matched.map(({ movieId, rating }) => ({
      ...{ movieId: String(movieId), rating: clampToScale(scale, rating) },
    })),
    seen: idsOf(films.seen),
    notForMe: idsOf(films.notForMe),
    watchlist: idsOf(films.watchlist),
    unknown: unknown.slice(0, MOST_ROWS_TOLD).map(({ list, film }) => rowJson(list, film)),
    unknownLeftOut: Math.max(0, unknown.length - MOST_ROWS_TOLD),
    ambiguous: ambiguous.slice(0, MOST_ROWS_TOLD).map(({ list, film }) => ({
      ...rowJson(list, film),
      candidates: film.candidates.map(({ movieIndex }) => SHAPES.movie(catalogue.at(movieIndex))),
    })),
    ambiguousLeftOut: Math.max(0, ambiguous.length - MOST_ROWS_TOLD),
    leftOut: { ...told.leftOut, repeated: repeatedRows(films) },
    clamped: rated.matched.filter(({ rating }) => !onScale(scale, rating)).length,
  };
}

function idsOf({ matched }: MatchedFilms<ExportedFilm>): string[] {
  return matched.map(({ movieId }) => String(movieId));
}

function rowJson(list: string, { title, year, line, file }: ExportedFilm) {
  return { list, title, year: year ?? null, line, file };
}
