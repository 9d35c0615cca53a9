import { basename } from "node:path";
import type { RowFault } from "../index.ts";
import { plainText } from "./terminal/text-width.ts";

/**
 * `line 17`; of an archive `ratings.csv, line 17`, of JSON, which has no lines to speak of, `entry 17`.
 *
 * @param format - that of the export.
 */
export function rowPlace({ file, line }: Pick<RowFault, "file" | "line">, format: string): string {
  const name = plainText(basename(file));
  const isJson = format.endsWith("json") || name.endsWith(".json");
  const place = `${isJson ? "entry" : "line"} ${line}`;
  return format.endsWith("zip") ? `${name}, ${place}` : place;
}
