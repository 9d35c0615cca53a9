import { imdbName } from "../../core/catalogue/movie.ts";
import { csvText } from "../csv-text.ts";
import { columnKey } from "./column-key.ts";
import type { UnratedList } from "./export-collector.ts";
import type { ExportFormat } from "./export-format.ts";
import type { ExportTable } from "./export-table.ts";
import type { ExportedFilm } from "./person-export.ts";
import type { TableLayout } from "./table-layout.ts";
import { columnOf } from "./table-layout.ts";

const FORMAT: ExportFormat = {
  name: "matinee-everything",
  title: "Everything from matinee (CSV)",
  family: "other",
};
/** Ids as Letterboxd calls them, so that it takes the ratings in, too. */
const HEADER = ["List", "Title", "Year", "Rating", "Date", "imdbID", "tmdbID"];
const KEYS: readonly string[] = HEADER.map(columnKey);

const WORD_OF: Readonly<Record<UnratedList | "rated", string>> = {
  rated: "rated",
  seen: "seen",
  watchlist: "watchlist",
  notForMe: "not for me",
  notSeen: "not seen",
};
const LIST_OF: ReadonlyMap<string, UnratedList | "rated"> = new Map(
  Object.entries(WORD_OF).map(([list, word]) => [columnKey(word), list as UnratedList | "rated"]),
);

/** A row of the table: a film may have several, one a list. */
export interface EverythingRow extends Pick<
  ExportedFilm,
  "title" | "year" | "imdbId" | "tmdbId" | "date"
> {
  readonly list: UnratedList | "rated";
  /** In stars, of a film rated. */
  readonly rating?: number | undefined;
}

/** All that someone has said of films, in one table that {@link everythingLayout} reads again. */
export function everythingCsv(rows: readonly EverythingRow[]): string {
  const cells = rows.map(({ list, title, year, rating, date, imdbId, tmdbId }) => {
    const imdb = imdbId === undefined ? undefined : imdbName(imdbId);
    return [WORD_OF[list], title, year, rating, date, imdb, tmdbId];
  });
  return csvText(HEADER, cells);
}

/** The table that {@link everythingCsv} writes, its columns in any order, as spreadsheets leave them. */
export function everythingLayout(table: ExportTable): TableLayout | undefined {
  if (table.names.length !== KEYS.length) return undefined;
  const [list, title, year, rating, date, imdb, tmdb] = KEYS.map((key) => columnOf(table, key));
  if ([list, title, year, rating, date, imdb, tmdb].includes(undefined)) return undefined;
  return {
    format: FORMAT,
    columns: { list, title, year, rating, imdb, tmdb, dates: [date!] },
    scale: "0.5-5",
    unrated: "seen",
    listOf: (text) => LIST_OF.get(columnKey(text)),
    listWords: Object.values(WORD_OF).join(", "),
  };
}
