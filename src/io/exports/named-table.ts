import { nearestName } from "../../core/check.ts";
import { DataError } from "../../core/errors.ts";
import { shown, shownList } from "../shown.ts";
import type { ExportFormat } from "./export-format.ts";
import { ACTION } from "./export-limits.ts";
import type { ExportTable } from "./export-table.ts";
import { columnKey } from "./export-table.ts";
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
 * The layout of a table whose columns the caller names.
 *
 * @throws {DataError} if the table lacks one of them, or none names a film.
 */
export function namedLayout(
  table: ExportTable,
  named: ExportColumns,
  listAs: "seen" | "watchlist",
): TableLayout {
  const index = (role: keyof ExportColumns): number | undefined => {
    const name = named[role];
    return name === undefined ? undefined : namedColumn(table, name);
  };
  const date = index("date");
  const columns = {
    ...{ title: index("title"), year: index("year"), rating: index("rating") },
    ...{ imdb: index("imdb"), tmdb: index("tmdb"), dates: date === undefined ? [] : [date] },
  };
  if ((columns.title ?? columns.imdb ?? columns.tmdb) === undefined) throw unknownColumns(table);
  const unrated = columns.rating === undefined ? listAs : "seen";
  return { format: FORMAT, columns, unrated, hasYearInTitle: columns.year === undefined };
}

/** The layout of a table whose columns are called what they hold, or `undefined`. */
export function usualLayout(
  table: ExportTable,
  listAs: "seen" | "watchlist",
): TableLayout | undefined {
  const index = (role: keyof ExportColumns): number | undefined => columnOf(table, ...USUAL[role]);
  const date = index("date");
  const columns = {
    ...{ title: index("title"), year: index("year"), rating: index("rating") },
    ...{ imdb: index("imdb"), tmdb: index("tmdb"), dates: date === undefined ? [] : [date] },
    otherTitle: columnOf(table, "originaltitle"),
  };
  if ((columns.title ?? columns.imdb ?? columns.tmdb) === undefined) return undefined;
  const unrated = columns.rating === undefined ? listAs : "seen";
  return { format: FORMAT, columns, unrated, hasYearInTitle: columns.year === undefined };
}

function namedColumn({ file, header, names, headerLine }: ExportTable, name: string): number {
  const exact = header.indexOf(name.trim());
  const index = exact >= 0 ? exact : names.indexOf(columnKey(name));
  if (index >= 0 && columnKey(name) !== "") return index;
  const near = nearestName(
    name,
    header.map((column) => column.slice(0, 100)),
  );
  const hint = near === undefined ? "" : `; did you mean ${shown(near)}?`;
  throw new DataError(
    `${ACTION}: there is no column ${shown(name)}, got the columns ${shownList(header)}${hint}`,
    { file, line: headerLine },
  );
}

/** What to say of a table whose columns tell nothing. */
export function unknownColumns({ file, header, headerLine }: ExportTable): DataError {
  const remedy = "say which is which with --columns title=…,rating=… (the option `columns`)";
  const found = looksLikeData(header)
    ? "its first line must name the columns, and seems to hold data"
    : `none of its columns is known to hold titles or ids of films, got the columns ${shownList(header)}`;
  return new DataError(`${ACTION}: ${found}; ${remedy}`, { file, line: headerLine });
}

/** What stands in the first line of a table without a header is nobody's business. */
function looksLikeData(header: readonly string[]): boolean {
  return header.length < 2 || header.some((name) => /^[\d.,\s/-]*$|^https?:/u.test(name));
}
