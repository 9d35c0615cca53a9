import type { FilmKind, RatingWeight, UnratedList } from "./export-collector.ts";
import type { ExportFormat } from "./export-format.ts";
import type { ExportTable } from "./export-table.ts";
import type { ExportScale } from "./person-export.ts";

/** What a table's columns hold: their indices, from 0, as far as it has them. */
export interface TableColumns {
  readonly title?: number | undefined;
  readonly otherTitle?: number | undefined;
  readonly year?: number | undefined;
  readonly rating?: number | undefined;
  /** Out of ten, where the cell of `rating` is empty. */
  readonly rating10?: number | undefined;
  readonly imdb?: number | undefined;
  readonly tmdb?: number | undefined;
  /** In the order in which they are looked into. */
  readonly dates: readonly number[];
  readonly type?: number | undefined;
  /** Which list a row is of, in a table of several. */
  readonly list?: number | undefined;
}

/** Whose table it is, and how its rows are to be understood. */
export interface TableLayout {
  readonly format: ExportFormat;
  readonly columns: TableColumns;
  /** By default to be found from the values. */
  readonly scale?: ExportScale | undefined;
  /** What a film without a rating is. */
  readonly unrated: "seen" | "watchlist";
  readonly weight?: RatingWeight | undefined;
  /** What a cell of `columns.list` says; undefined where it is none of what may stand there. */
  readonly listOf?: ((text: string) => UnratedList | "rated" | undefined) | undefined;
  /** The words that may, for messages. */
  readonly listWords?: string | undefined;
  /** What a cell of `columns.type` says. */
  readonly kindOf?: ((text: string) => FilmKind) | undefined;
  /** Whether titles may be written as MovieLens does: `Matrix, The (1999)`. */
  readonly hasYearInTitle?: boolean | undefined;
}

/** The index of the first of the names that the table has; `wanted` as `columnKey` gives them. */
export function columnOf(table: ExportTable, ...wanted: readonly string[]): number | undefined {
  for (const name of wanted) {
    const index = table.names.indexOf(name);
    if (index >= 0) return index;
  }
  return undefined;
}
