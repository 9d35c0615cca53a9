import type { ExportFormat } from "./export-format.ts";
import type { ExportTable } from "./export-table.ts";
import { imdbTitleKind } from "./imdb-title-type.ts";
import type { TableLayout } from "./table-layout.ts";
import { columnOf } from "./table-layout.ts";

const RATINGS: ExportFormat = {
  name: "imdb-ratings",
  title: "IMDb ratings (CSV)",
  family: "other",
};
const LIST: ExportFormat = { name: "imdb-list", title: "IMDb list (CSV)", family: "other" };

/**
 * Ratings and lists of IMDb, in the three layouts that there have been: `You rated` and `created` until
 * 2017, then `Your Rating` and `Date Rated`, since 2024 with `Original Title`. Of a list, which has
 * positions, films without a rating are wishes.
 */
export function imdbLayout(table: ExportTable): TableLayout | undefined {
  const imdb = columnOf(table, "const");
  const title = columnOf(table, "title");
  const type = columnOf(table, "titletype");
  const rating = columnOf(table, "yourrating", "yourated");
  if (imdb === undefined || title === undefined || (type ?? rating) === undefined) return undefined;
  const isList = columnOf(table, "position") !== undefined;
  const dates = [columnOf(table, "daterated"), columnOf(table, "created")];
  return {
    format: isList && columnOf(table, "yourated") === undefined ? LIST : RATINGS,
    columns: {
      ...{ imdb, title, type, rating },
      otherTitle: columnOf(table, "originaltitle"),
      year: columnOf(table, "year"),
      dates: dates.filter((column) => column !== undefined),
    },
    scale: "1-10",
    unrated: isList ? "watchlist" : "seen",
    kindOf: imdbTitleKind,
  };
}
