import type { ExportFormat } from "./export-format.ts";
import type { ExportTable } from "./export-table.ts";
import type { TableLayout } from "./table-layout.ts";
import { columnOf } from "./table-layout.ts";

const FORMAT: ExportFormat = {
  name: "movielens-csv",
  title: "Own ratings from MovieLens (CSV)",
  family: "other",
};

/** What MovieLens lets its users take along: `movie_id,imdb_id,tmdb_id,rating,average_rating,title`. */
export function movieLensLayout(table: ExportTable): TableLayout | undefined {
  const title = columnOf(table, "title");
  const rating = columnOf(table, "rating");
  const own = columnOf(table, "movieid");
  const imdb = columnOf(table, "imdbid");
  if (own === undefined || title === undefined || rating === undefined) return undefined;
  if ((imdb ?? columnOf(table, "averagerating")) === undefined) return undefined;
  return {
    format: FORMAT,
    columns: { title, rating, imdb, tmdb: columnOf(table, "tmdbid"), dates: [] },
    scale: "0.5-5",
    unrated: "seen",
    hasYearInTitle: true,
  };
}
