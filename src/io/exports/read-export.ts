import { describe, oneOf, rejectUnknownKeys } from "../../core/check.ts";
import { DataError } from "../../core/errors.ts";
import { counted, grouped } from "../counted.ts";
import { listNamed, readArchive } from "./export-archive.ts";
import { ExportCollector } from "./export-collector.ts";
import type { ExportContent } from "./export-content.ts";
import { openContent } from "./export-content.ts";
import { ACTION } from "./export-limits.ts";
import { NAME_COLUMNS_AND_SCALE } from "./export-remedies.ts";
import { EXPORT_SCALES } from "./export-scale.ts";
import type { ExportColumns } from "./named-table.ts";
import { COLUMN_ROLES } from "./named-table.ts";
import type { ExportScale, LeftOutRows, PersonExport } from "./person-export.ts";
import { readText } from "./read-text.ts";

/** What a caller may know better than the file tells. */
export interface ReadExportOptions {
  /** Which columns of a table hold what. By default they are recognised. */
  readonly columns?: ExportColumns | undefined;
  /** What the ratings are on. By default that of the format, else as the values are. */
  readonly scale?: ExportScale | undefined;
  /**
   * What a list without ratings is: Letterboxd's `watched.csv` and `watchlist.csv` have the same
   * columns. By default `watchlist` where the file's name has that word, else `seen`. In an archive
   * its own names say it. A list that someone made at Letterboxd is a watchlist by default.
   */
  readonly listAs?: "seen" | "watchlist" | undefined;
  /** Whether messages may quote what stands in the file. By default false. */
  readonly verbose?: boolean | undefined;
}

const NO_OPTIONS: Readonly<Record<keyof ReadExportOptions, undefined>> = Object.freeze({
  columns: undefined,
  scale: undefined,
  listAs: undefined,
  verbose: undefined,
});

/**
 * Reads a person's own export, of whichever kind it turns out to be: of Letterboxd, IMDb, Trakt or
 * MovieLens, what matinee saved, or any table with titles or ids of films. What it is, is seen from what is
 * in it. Rows that cannot be used are counted and left out. `docs/exports.md` tells the formats.
 *
 * @param content - the whole file: bytes (borrowed), a text, or a `Blob`.
 * @param file - its name, for messages.
 * @throws {DataError} that names the place, if the file is of no known kind, damaged, too large, not to
 * be trusted, or holds no film; it quotes nothing of the file unless `verbose`.
 * @throws {TypeError} if `content`, `file` or an option is of the wrong kind.
 * @throws {RangeError} if an option has a value that it cannot have.
 *
 * Cost: O(bytes), with at most 128 MB of them; of an archive, what is needed of it.
 *
 * @example
 * ```ts
 * const text = "Const,Your Rating,Date Rated,Title,Title Type,Year\ntt0116282,9,2024-05-01,Fargo,Movie,1996\n";
 * const { formatTitle, ratings } = await readExport(text, "ratings.csv");
 * assert.equal(formatTitle, "IMDb ratings (CSV)");
 * assert.deepEqual(ratings, [
 *   { title: "Fargo", year: 1996, imdbId: 116282, rating: 4.5, date: "2024-05-01", file: "ratings.csv", line: 2 },
 * ]);
 * ```
 */
export async function readExport(
  content: ExportContent,
  file: string,
  options: ReadExportOptions = {},
): Promise<PersonExport> {
  checkOptions(options);
  checkName(file);
  const { columns, scale, verbose = false } = options;
  const listAs = options.listAs ?? listNamed(file) ?? "seen";
  const rules = { columns, scale, listAs, listAsOption: options.listAs };
  const collector = new ExportCollector(verbose);
  const opened = await openContent(content, file);
  const read =
    opened.kind === "archive"
      ? await readArchive(opened.source, file, rules, collector)
      : readText(opened.text, file, rules, collector);
  const found = collector.result(read.format.name, read.format.title, read.scale);
  const { ratings, seen, watchlist, notForMe, notSeen } = found;
  if ([ratings, seen, watchlist, notForMe, notSeen].every((list) => list.length === 0)) {
    throw nothingUsable(found, file);
  }
  return found;
}

function checkOptions(options: ReadExportOptions): void {
  rejectUnknownKeys(ACTION, options, NO_OPTIONS);
  const { columns, scale, listAs, verbose } = options;
  if (scale !== undefined) oneOf(ACTION, "scale", scale, EXPORT_SCALES);
  if (listAs !== undefined) oneOf(ACTION, "listAs", listAs, ["seen", "watchlist"]);
  if (verbose !== undefined && typeof verbose !== "boolean") {
    throw new TypeError(`${ACTION}: "verbose" must be true or false`);
  }
  if (columns === undefined) return;
  rejectUnknownKeys(ACTION, columns, Object.fromEntries(COLUMN_ROLES.map((role) => [role, ""])));
  for (const role of COLUMN_ROLES) {
    const name: unknown = columns[role];
    if (name === undefined || typeof name === "string") continue;
    throw new TypeError(`${ACTION}: "columns.${role}" must be the name of a column`);
  }
}

function checkName(file: unknown): void {
  if (typeof file === "string") return;
  throw new TypeError(
    `${ACTION}: "file" must be the file's name, such as "ratings.csv", got ${describe(file)}`,
  );
}

/** Says what the rows were instead. */
function nothingUsable(
  { rows, leftOut, faults, formatTitle }: PersonExport,
  file: string,
): DataError {
  const [fault] = faults;
  if (fault !== undefined) {
    const { message, ...place } = fault;
    const which =
      rows === 1
        ? "the only row cannot be used"
        : `no row can be used of the ${grouped(rows)} there are`;
    return new DataError(
      `${ACTION}: ${which}; it was taken for ${formatTitle}, where ${message}; mend it${NAME_COLUMNS_AND_SCALE}`,
      place,
    );
  }
  if (rows === 0) {
    return new DataError(`${ACTION}: it holds no films (${formatTitle})`, { file });
  }
  return new DataError(
    `${ACTION}: it holds no film, but ${otherThings(leftOut)}; films are what is read`,
    { file },
  );
}

/** `2 shows, 1 episode and 3 shorts`. */
function otherThings({ shows, episodes, shorts, others }: LeftOutRows): string {
  const kinds = [
    [shows, "show"],
    [episodes, "episode"],
    [shorts, "short"],
    [others, "other thing"],
  ] as const;
  const told = kinds.filter(([count]) => count > 0).map(([count, thing]) => counted(count, thing));
  const last = told.pop()!;
  return told.length === 0 ? last : `${told.join(", ")} and ${last}`;
}
