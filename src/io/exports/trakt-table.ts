import type { FilmKind } from "./export-collector.ts";
import type { ExportTable } from "./export-table.ts";
import type { ExportFormat } from "./export-format.ts";
import type { TableLayout } from "./table-layout.ts";
import { columnOf } from "./table-layout.ts";

const FORMAT: ExportFormat = { name: "trakt-csv", title: "Trakt export (CSV)", family: "trakt" };

/** Trakt's tables: of ratings (`rated_at`), of what was watched, of the watchlist (`listed_at`). */
export function traktLayout(table: ExportTable): TableLayout | undefined {
  const title = columnOf(table, "title");
  const own = columnOf(table, "traktid", "traktrating");
  if (title === undefined || own === undefined) return undefined;
  const listed = columnOf(table, "listedat");
  const dates = [columnOf(table, "ratedat", "watchedat", "lastwatchedat"), listed];
  return {
    format: FORMAT,
    columns: {
      title,
      year: columnOf(table, "year"),
      rating: columnOf(table, "rating"),
      imdb: columnOf(table, "imdbid"),
      tmdb: columnOf(table, "tmdbid"),
      type: columnOf(table, "type"),
      dates: dates.filter((column) => column !== undefined),
    },
    scale: "1-10",
    unrated: dates[0] === undefined && listed !== undefined ? "watchlist" : "seen",
    kindOf: traktKind,
  };
}

/** What Trakt's `type` says; nothing where there is none. */
export function traktKind(type: string): FilmKind {
  switch (type.trim().toLowerCase()) {
    case "show":
    case "season":
      return "shows";
    case "episode":
      return "episodes";
    case "person":
    case "list":
      return "others";
    default:
      return "film";
  }
}
