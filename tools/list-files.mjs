// @ts-check
import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/**
 * Every file below a folder, sorted, as paths relative to it with `/`; none where there is no folder.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function listFiles(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
