import { DataError } from "../../core/errors.ts";
import type { ExportCollector } from "./export-collector.ts";
import type { ReadFile } from "./export-format.ts";
import { ACTION } from "./export-limits.ts";
import type { ExportTable } from "./export-table.ts";
import { readTable } from "./export-table.ts";
import { everythingLayout } from "./everything-table.ts";
import { imdbLayout } from "./imdb-table.ts";
import { parseJson } from "./json-text.ts";
import {
  letterboxdImportLayout,
  letterboxdLayout,
  letterboxdListLayout,
} from "./letterboxd-table.ts";
import {
  isMatineeEntry,
  isMatineeJson,
  readMatineeEntries,
  readMatineeJson,
} from "./matinee-json.ts";
import { matineeLayout } from "./matinee-table.ts";
import { movieLensLayout } from "./movielens-table.ts";
import type { ExportColumns } from "./named-table.ts";
import { namedLayout, unknownColumns, usualLayout } from "./named-table.ts";
import type { ExportScale } from "./person-export.ts";
import type { TableLayout } from "./table-layout.ts";
import { readRows } from "./table-rows.ts";
import { isTraktEntry, readTrakt } from "./trakt-json.ts";
import { traktLayout } from "./trakt-table.ts";

/** What the caller knows better than the file. */
export interface TextRules {
  readonly columns?: ExportColumns | undefined;
  readonly scale?: ExportScale | undefined;
  /** What a list without ratings is, by the option, else by the file's name. */
  readonly listAs: "seen" | "watchlist";
  /** By the option alone: what people call their lists says nothing. */
  readonly listAsOption?: "seen" | "watchlist" | undefined;
}

/**
 * Reads one file, of whichever format it turns out to be, into `collector`.
 *
 * @throws {DataError} if it is of none, or damaged as a whole.
 */
export function readText(
  text: string,
  file: string,
  rules: TextRules,
  collector: ExportCollector,
): ReadFile {
  const start = /[^\s\ufeff]/u.exec(text.slice(0, 1000))?.[0];
  if (start === "[" || start === "{") return readJsonText(text, file, rules, collector);
  if (start === "<") {
    throw new DataError(`${ACTION}: it is a web page and no export; download the export itself`, {
      ...{ file, line: 1 },
    });
  }
  const table = readTable(text, file, collector.verbose);
  return readRows(table, layoutOf(table, rules), rules.scale, collector);
}

/** The first that knows the table: those with names of their own come before those with any. */
function layoutOf(table: ExportTable, { columns, listAs, listAsOption }: TextRules): TableLayout {
  if (columns !== undefined) return namedLayout(table, columns, listAs);
  const layout =
    letterboxdListLayout(table, listAsOption) ??
    imdbLayout(table) ??
    movieLensLayout(table) ??
    everythingLayout(table) ??
    traktLayout(table) ??
    letterboxdLayout(table, listAs) ??
    letterboxdImportLayout(table, listAs) ??
    matineeLayout(table) ??
    usualLayout(table, listAs);
  if (layout === undefined) throw unknownColumns(table);
  return layout;
}

function readJsonText(
  text: string,
  file: string,
  { scale, listAs }: TextRules,
  collector: ExportCollector,
): ReadFile {
  const value = parseJson(text.replace(/^\ufeff/u, ""), file);
  if (isMatineeJson(value)) return readMatineeJson(value, file, scale, collector);
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    if (entries.length === 0 || entries.some(isTraktEntry)) {
      return readTrakt(entries, file, scale, collector);
    }
    if (entries.some(isMatineeEntry)) {
      return readMatineeEntries(entries, file, { scale, listAs }, collector);
    }
  }
  throw new DataError(
    `${ACTION}: its JSON is neither Trakt's nor of the form { "ratings": [{ "title", "year", "rating" }] }`,
    { file },
  );
}
