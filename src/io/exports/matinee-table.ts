import type { ExportFormat } from "./export-format.ts";
import type { ExportTable } from "./export-table.ts";
import type { TableLayout } from "./table-layout.ts";

const FORMAT: ExportFormat = {
  name: "matinee-csv",
  title: "Table of ratings (CSV)",
  family: "other",
};
const HEADER = "Name,Year,Rating";

/** Ratings that were given when asked, as `matinee picks --save` writes them. */
export function matineeLayout({ header }: ExportTable): TableLayout | undefined {
  if (header.join(",") !== HEADER) return undefined;
  // Anyone may have made such a table, so the scale is left to the values.
  const columns = { title: 0, year: 1, rating: 2, dates: [] };
  return { format: FORMAT, columns, unrated: "seen" };
}
