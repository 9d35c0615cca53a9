import { DataError } from "../../core/errors.ts";
import type { LooseRow } from "../csv-rows.ts";
import { columnKey } from "./column-key.ts";
import { ACTION } from "./export-limits.ts";

const FIRST_LINE = /^\s*Letterboxd list export v\d+\s*$/iu;
/** The first line, and the names and the values of what is told of the list itself. */
const MOST_ROWS_ABOUT_LIST = 3;

/**
 * How many rows at the top of a table are about the list that it is, which is so in lists of Letterboxd:
 * `Letterboxd list export v7`, then a table `Date,Name,Tags,URL,Description` of one row, a blank line, and
 * the films under `Position,Name,Year,URL,Description`. Of any other table none.
 *
 * @throws {DataError} if the films' columns do not follow.
 */
export function rowsAboutList(rows: readonly LooseRow[], file: string): number {
  const [first] = rows;
  if (first === undefined || !FIRST_LINE.test(first.cells[0]!)) return 0;
  if (first.cells.slice(1).some((cell) => cell.trim() !== "")) return 0;
  const count = rows.slice(0, MOST_ROWS_ABOUT_LIST + 1).findIndex(({ cells }) => {
    const names = cells.map(columnKey);
    return names.includes("position") && names.includes("name");
  });
  if (count > 0) return count;
  throw new DataError(
    `${ACTION}: a list of Letterboxd must have a line such as \`Position,Name,Year\` above its films; export it anew`,
    { file, line: first.line },
  );
}
