import { nearestName } from "../../core/check.ts";
import { DataError } from "../../core/errors.ts";
import { counted } from "../counted.ts";
import { shown, shownList } from "../shown.ts";
import { columnKey } from "./column-key.ts";
import type { ExportFormat } from "./export-format.ts";
import { ACTION } from "./export-limits.ts";
import { NAME_THE_COLUMNS, SHOW_NAMES } from "./export-remedies.ts";
import type { ExportTable } from "./export-table.ts";
import type { TableLayout } from "./table-layout.ts";
import { columnOf } from "./table-layout.ts";

/** Which columns of a table hold what, by the names that they have in its header. */
export interface ExportColumns {
  readonly title?: string | undefined;
  readonly year?: string | undefined;
  readonly rating?: string | undefined;
  readonly imdb?: string | undefined;
  readonly tmdb?: string | undefined;
  readonly date?: string | undefined;
}

const FORMAT: ExportFormat = { name: "table", title: "Table (CSV)", family: "other" };

/** What columns are called, as `columnKey` has it, the surest first. */
const USUAL: Readonly<Record<keyof ExportColumns, readonly string[]>> = {
  title: ["title", "name", "film", "movie", "filmtitle", "movietitle", "filmname", "moviename"],
  year: ["year", "releaseyear", "yearreleased", "released"],
  rating: [
    ...["myrating", "yourrating", "userrating", "rating", "myscore", "yourscore", "score"],
    ...["stars", "mystars", "vote", "myvote"],
  ],
  imdb: ["imdb", "imdbid", "const", "tconst"],
  tmdb: ["tmdb", "tmdbid", "themoviedbid"],
  date: [
    ...["date", "dateseen", "watcheddate", "datewatched", "daterated", "ratingdate"],
    ...["ratedat", "watchedat", "watchedon", "ratedon"],
  ],
};

/** The names that `columns` may have. */
export const COLUMN_ROLES: readonly (keyof ExportColumns)[] = Object.keys(
  USUAL,
) as (keyof ExportColumns)[];

/**
 * The layout of a table of which the caller names columns; those that are not named are recognised.
 *
 * @throws {DataError} if the table lacks one of them, or none is of films.
 */
export function namedLayout(
  table: ExportTable,
  named: ExportColumns,
  listAs: "seen" | "watchlist",
): TableLayout {
  const given: ColumnIndices = {};
  for (const role of COLUMN_ROLES) {
    const name = named[role];
    if (name !== undefined) given[role] = namedColumn(table, name);
  }
  const layout = layoutWith(given, table, listAs);
  if (layout === undefined) throw unknownColumns(table);
  return layout;
}

/** The layout of a table whose columns are called what they hold, or `undefined`. */
export function usualLayout(
  table: ExportTable,
  listAs: "seen" | "watchlist",
): TableLayout | undefined {
  return layoutWith({}, table, listAs);
}

type ColumnIndices = Partial<Record<keyof ExportColumns, number>>;

function layoutWith(
  given: ColumnIndices,
  table: ExportTable,
  listAs: "seen" | "watchlist",
): TableLayout | undefined {
  const taken = new Set(Object.values(given));
  const names = table.names.map((name, k) => (taken.has(k) ? "" : name));
  const free = { ...table, names };
  const index = (role: keyof ExportColumns): number | undefined =>
    given[role] ?? columnOf(free, ...USUAL[role]);
  const date = index("date");
  const columns = {
    ...{ title: index("title"), year: index("year"), rating: index("rating") },
    ...{ imdb: index("imdb"), tmdb: index("tmdb"), dates: date === undefined ? [] : [date] },
    otherTitle: columnOf(free, "originaltitle"),
  };
  if ((columns.title ?? columns.imdb ?? columns.tmdb) === undefined) return undefined;
  const unrated = columns.rating === undefined ? listAs : "seen";
  return { format: FORMAT, columns, unrated, hasYearInTitle: columns.year === undefined };
}

function namedColumn(table: ExportTable, name: string): number {
  const { file, header, names, headerLine } = table;
  const exact = header.indexOf(name.trim());
  const index = exact >= 0 ? exact : names.indexOf(columnKey(name));
  if (index >= 0 && columnKey(name) !== "") return index;
  const message = `there is no column ${shown(name)}, got ${columnsText(table)}`;
  const remedy = looksLikeData(header)
    ? `, and its first line seems to hold data; put ${headerLike(table)} on top`
    : (nearestHint(name, header) ??
      `; put ${headerLike(table)} on top if its first line names no columns`);
  throw new DataError(`${ACTION}: ${message}${remedy}${verboseHint(table)}`, {
    ...{ file, line: headerLine },
  });
}

function nearestHint(name: string, header: readonly string[]): string | undefined {
  const columns = header.map((column) => column.slice(0, 100));
  const near = nearestName(name, columns);
  return near === undefined ? undefined : `; did you mean ${shown(near)}?`;
}

/** What to say of a table whose columns tell nothing. */
export function unknownColumns(table: ExportTable): DataError {
  const { file, header, headerLine } = table;
  const found = looksLikeData(header)
    ? "its first line must name the columns, and seems to hold data"
    : "none of its columns is known to hold titles or ids of films";
  const remedy = `put ${headerLike(table)} on top${NAME_THE_COLUMNS}`;
  return new DataError(
    `${ACTION}: ${found}, got ${columnsText(table)}; ${remedy}${verboseHint(table)}`,
    { file, line: headerLine },
  );
}

/** The first line of a table without a header holds someone's film, and whether it does is a guess. */
function columnsText({ header, verbose }: ExportTable): string {
  return verbose ? `the columns ${shownList(header)}` : counted(header.length, "column");
}

function verboseHint({ verbose }: ExportTable): string {
  return verbose ? "" : SHOW_NAMES;
}

/** A header for as many columns as there are. */
function headerLike({ header: { length }, separator }: ExportTable): string {
  const names = length === 1 ? ["Title"] : ["Title", ...(length > 2 ? ["Year"] : []), "Rating"];
  if (length > names.length) names.push("…");
  const mark = separator === "\t" ? "," : separator;
  const tabs = separator === "\t" && length > 1 ? ", with tabs for commas," : "";
  return `a line such as \`${names.join(mark)}\`${tabs}`;
}

/** A help to the message only. */
function looksLikeData(header: readonly string[]): boolean {
  return header.length < 2 || header.some((name) => /^[\d.,\s/-]*$|^https?:/u.test(name));
}
