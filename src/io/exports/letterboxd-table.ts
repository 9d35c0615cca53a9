import type { ExportFormat } from "./export-format.ts";
import type { ExportTable } from "./export-table.ts";
import type { TableLayout } from "./table-layout.ts";
import { columnOf } from "./table-layout.ts";

const RATINGS = letterboxd("letterboxd-ratings", "Letterboxd ratings");
const DIARY = letterboxd("letterboxd-diary", "Letterboxd diary");
const SEEN = letterboxd("letterboxd-watched", "Letterboxd films watched");
const WATCHLIST = letterboxd("letterboxd-watchlist", "Letterboxd watchlist");
const LIST = letterboxd("letterboxd-list", "Letterboxd list");
const IMPORT = letterboxd("letterboxd-import", "Table as Letterboxd imports it");

function letterboxd(name: string, title: string): ExportFormat {
  return { name, title: `${title} (CSV)`, family: "letterboxd" };
}

/**
 * `ratings.csv`, `diary.csv`, `watched.csv` and `watchlist.csv` of an export of Letterboxd. The last
 * two have the same columns, so `listAs` has to say which one it is.
 */
export function letterboxdLayout(
  table: ExportTable,
  listAs: "seen" | "watchlist",
): TableLayout | undefined {
  const title = columnOf(table, "name");
  if (title === undefined || columnOf(table, "letterboxduri") === undefined) return undefined;
  const rating = columnOf(table, "rating");
  const date = columnOf(table, "date");
  const watched = columnOf(table, "watcheddate");
  const columns = {
    ...{ title, rating, year: columnOf(table, "year") },
    dates: [date, watched].filter((column) => column !== undefined),
  };
  if (rating === undefined) {
    return {
      format: listAs === "seen" ? SEEN : WATCHLIST,
      columns,
      scale: "0.5-5",
      unrated: listAs,
    };
  }
  const isDiary = watched !== undefined || columnOf(table, "rewatch") !== undefined;
  const [format, weight] = isDiary ? [DIARY, "diary" as const] : [RATINGS, "current" as const];
  return { format, columns, scale: "0.5-5", unrated: "seen", weight };
}

/** A list that someone made, which has no ratings and says nothing of what it is for. */
export function letterboxdListLayout(
  table: ExportTable,
  listAs: "seen" | "watchlist" = "watchlist",
): TableLayout | undefined {
  if (!table.isLetterboxdList) return undefined;
  return {
    format: LIST,
    columns: { title: columnOf(table, "name"), year: columnOf(table, "year"), dates: [] },
    scale: "0.5-5",
    unrated: listAs,
  };
}

/** Any of the columns that Letterboxd takes in: `imdbID,tmdbID,Title,Year,Rating,Rating10,WatchedDate`. */
export function letterboxdImportLayout(
  table: ExportTable,
  listAs: "seen" | "watchlist",
): TableLayout | undefined {
  const title = columnOf(table, "title", "name");
  const imdb = columnOf(table, "imdbid");
  const tmdb = columnOf(table, "tmdbid");
  const rating = columnOf(table, "rating");
  const rating10 = columnOf(table, "rating10");
  const watched = columnOf(table, "watcheddate");
  if ((title ?? imdb ?? tmdb) === undefined) return undefined;
  if ((rating10 ?? watched) === undefined && !isSpelledAsImport(table)) return undefined;
  const isList = (rating ?? rating10) === undefined && watched === undefined;
  return {
    format: IMPORT,
    columns: {
      ...{ title, imdb, tmdb, rating, rating10, year: columnOf(table, "year") },
      dates: watched === undefined ? [] : [watched],
    },
    // Others call their ids so too, and rate out of ten.
    scale: rating === undefined && rating10 !== undefined ? "1-10" : undefined,
    unrated: isList ? listAs : "seen",
  };
}

/** The ids' names are written so nowhere else. */
function isSpelledAsImport({ header }: ExportTable): boolean {
  return header.includes("imdbID") || header.includes("tmdbID");
}
