import { nearestName } from "../../core/check.ts";
import type { ExportColumns } from "../../io/exports/named-table.ts";
import { COLUMN_ROLES } from "../../io/exports/named-table.ts";
import { ProblemError } from "../http/problem-error.ts";

/**
 * Columns as `title=Film,rating=My rating` names them.
 *
 * @throws {ProblemError} `invalid-request`.
 */
export function askedColumns(text: string): ExportColumns {
  const columns: Record<string, string> = {};
  for (const pair of text.split(",")) {
    const [role = "", ...rest] = pair.split("=");
    const [key, name] = [role.trim(), rest.join("=").trim()];
    if (name === "") throw refused("must name columns as in title=Film,rating=Mine");
    if (!(COLUMN_ROLES as readonly string[]).includes(key)) throw refused(unknownRole(key));
    columns[key] = name;
  }
  return columns;
}

function unknownRole(key: string): string {
  const near = nearestName(key, COLUMN_ROLES);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  return `must be of ${COLUMN_ROLES.join(", ")}, got ${JSON.stringify(key)}${hint}`;
}

function refused(message: string): ProblemError {
  return new ProblemError("invalid-request", {
    detail: `Cannot read the export: the query parameter \`columns\` ${message}`,
    errors: [{ in: "query", path: "columns", message }],
  });
}
