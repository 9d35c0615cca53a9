import { bytesOf } from "../core/check.ts";
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { WantedFilm } from "../core/catalogue/film-match.ts";
import { titleKey } from "../core/catalogue/title-key.ts";
import { parseTitle } from "../core/catalogue/title.ts";
import { DataError } from "../core/errors.ts";
import { counted } from "./counted.ts";
import { csvText } from "./csv-text.ts";
import { parseCsv } from "./csv.ts";
import { textOfBytes } from "./text-of-bytes.ts";

/** What someone decided about a film of their file that could be several. */
export interface Correction {
  /** As it stands in their file. */
  readonly title: string;
  readonly year?: number | undefined;
  /**
   * What they typed: an IMDb id (`tt0407304`), a title with its year, or `none` for a film that is not
   * among those known; empty where nothing is decided yet.
   */
  readonly film: string;
  /** Which films it could be, for whoever decides; not read again. */
  readonly candidates: string;
  /** Where it stands in the file, from 1; absent of one that was never in a file. */
  readonly line?: number | undefined;
}

/** What was decided about a film: which one it is, or that it is none; undefined where nothing was. */
export type Decide = (film: WantedFilm) => WantedFilm | "none" | undefined;

const ACTION = "Cannot read the corrections";
const HEADER = ["Title", "Year", "Film", "Candidates"] as const;
/** How people say that a film is not there. */
const NONE = /^(?:none|-|—)$/iu;
const IMDB_ID = /^tt(\d{7,10})$/iu;

/**
 * Reads a file of corrections: a table with the columns `Title`, `Year`, `Film`, and `Candidates`
 * where there is one.
 *
 * @param content - the whole file; borrowed.
 * @param file - its name, for messages, which quote nothing else of it.
 * @throws {DataError} that names line and column, if it is no such table, a title is missing, or a year
 *   is none.
 *
 * Cost: O(bytes).
 *
 * @example
 * ```ts
 * const text = "Title,Year,Film,Candidates\nWar of the Worlds,2005,tt0407304,\n";
 * const [one] = readCorrections(new TextEncoder().encode(text), "corrections.csv");
 * assert.equal(one?.film, "tt0407304");
 * ```
 */
export function readCorrections(content: Uint8Array | ArrayBuffer, file: string): Correction[] {
  const text = textOfBytes(bytesOf(ACTION, "content", content), file, ACTION);
  const { header, rows } = parseCsv(text, file, { verbose: false });
  const names = header.map((name) => name.toLowerCase());
  const [title, year, film, candidates] = HEADER.map((name) =>
    names.indexOf(name.toLowerCase()),
  ) as [number, number, number, number];
  if (title < 0 || film < 0) {
    const missing = title < 0 ? "Title" : "Film";
    throw new DataError(
      `${ACTION}: the columns "Title" and "Film" are expected, got ${counted(header.length, "column")} without "${missing}"`,
      { file, line: 1 },
    );
  }
  return rows.map(({ line, cells }) => {
    const wanted = cells[title]!.trim();
    const yearText = cells[year]?.trim() ?? "";
    if (titleKey(wanted) === "") {
      const place = { file, line, column: title + 1 };
      throw new DataError(`${ACTION}: "Title" must be a title that is not empty`, place);
    }
    if (!/^(?:\d{4})?$/u.test(yearText)) {
      const place = { file, line, column: year + 1 };
      throw new DataError(`${ACTION}: "Year" must be a year of four digits or empty`, place);
    }
    return {
      title: wanted,
      ...(yearText === "" ? {} : { year: Number(yearText) }),
      film: cells[film]!.trim(),
      candidates: cells[candidates]?.trim() ?? "",
      line,
    };
  });
}

/** As {@link readCorrections} reads it. */
export function correctionsCsv(corrections: readonly Correction[]): string {
  const rows = corrections.map(({ title, year, film, candidates }) => [
    ...[title, year, film, candidates],
  ]);
  return csvText(HEADER, rows);
}

/**
 * What the corrections say of a film: by its title, in any spelling, and year. Of two that are of one
 * film the lower one counts.
 *
 * Cost: O(corrections), then O(title length) a film.
 *
 * @example
 * ```ts
 * const decide = decisions([{ title: "Emma", year: 1996, film: "none", candidates: "" }]);
 * assert.equal(decide({ title: "emma", year: 1996 }), "none");
 * assert.equal(decide({ title: "Emma", year: 2020 }), undefined);
 * ```
 */
export function decisions(corrections: readonly Correction[]): Decide {
  const byFilm = new Map<string, WantedFilm | "none">();
  for (const correction of corrections) {
    if (correction.film !== "") byFilm.set(keyOf(correction), decided(correction.film));
  }
  return (film) => byFilm.get(keyOf(film));
}

/**
 * The decisions that name a film which the catalogue does not have, or not for sure: mistyped, or made
 * with another one.
 *
 * Cost: that of matching so many films.
 */
export function unmetDecisions(
  corrections: readonly Correction[],
  catalogue: Catalogue,
): Correction[] {
  return corrections.filter(({ film }) => {
    if (film === "") return false;
    const decision = decided(film);
    return decision !== "none" && catalogue.match(decision).kind !== "match";
  });
}

/**
 * The corrections there are, and below them the films that are still to be decided: what was decided
 * stays as it was typed.
 */
export function withUndecided(
  corrections: readonly Correction[],
  undecided: readonly Omit<Correction, "film">[],
): Correction[] {
  const known = new Set(corrections.map(keyOf));
  const added = new Map<string, Correction>();
  for (const { title, year, candidates } of undecided) {
    const correction = { title, year, film: "", candidates };
    if (!known.has(keyOf(correction))) added.set(keyOf(correction), correction);
  }
  return [...corrections, ...added.values()];
}

function keyOf({ title, year }: Pick<WantedFilm, "title" | "year">): string {
  return `${titleKey(title)}\n${year ?? ""}`;
}

function decided(film: string): WantedFilm | "none" {
  if (NONE.test(film)) return "none";
  const [, imdb] = IMDB_ID.exec(film) ?? [];
  if (imdb !== undefined) return { title: "", imdbId: Number(imdb) };
  const { title, year } = parseTitle(film);
  return { title, year };
}
