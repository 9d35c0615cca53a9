import { dateOfCell, imdbIdOfCell, numberOfCell, tmdbIdOfCell, yearOfCell } from "./cell-values.ts";
import type { ExportCollector, RowPlace, Wrong } from "./export-collector.ts";
import type { ExportFormat, ReadFile } from "./export-format.ts";
import { MOST_TITLE_CHARACTERS } from "./export-limits.ts";
import { scaleText, starsOf } from "./export-scale.ts";
import { exportedFilm } from "./exported-film.ts";
import type { JsonObject } from "./json-fields.ts";
import { cellField, fieldOf, isObject, textField } from "./json-fields.ts";
import type { ExportedFilm, ExportScale } from "./person-export.ts";

const FORMAT: ExportFormat = { name: "matinee-json", title: "Films (JSON)", family: "other" };

/** The lists of a file, and what an entry without a rating is in each. */
const LISTS = [
  ["ratings", "seen"],
  ["seen", "seen"],
  ["watchlist", "watchlist"],
] as const;

/** Fields by which an entry is known to be of a film. */
const NAMES_A_FILM = ["title", "imdbId", "tmdbId"] as const;

/** Whether it has at least one of the lists. */
export function isMatineeJson(value: unknown): value is JsonObject {
  return isObject(value) && LISTS.some(([name]) => Array.isArray(fieldOf(value, name)));
}

/** Whether an entry of an array without a name is one of a film. */
export function isMatineeEntry(entry: unknown): boolean {
  return isObject(entry) && NAMES_A_FILM.some((name) => fieldOf(entry, name) !== undefined);
}

/**
 * Reads this project's own form, for whoever writes a file by program:
 * `{ "ratings": [{ "title", "year", "imdbId", "tmdbId", "rating", "date" }], "seen": […], "watchlist": […] }`,
 * where every list and every field but the title or an id may be missing.
 */
export function readMatineeJson(
  value: JsonObject,
  file: string,
  scale: ExportScale | undefined,
  collector: ExportCollector,
): ReadFile {
  const found = scale ?? "0.5-5";
  for (const [name, unrated] of LISTS) {
    const entries = fieldOf(value, name);
    if (!Array.isArray(entries)) continue;
    readEntries(entries, { file, unrated, scale: found, list: ` of "${name}"` }, collector);
  }
  return { format: FORMAT, scale: found };
}

/** The same without names: an array of films, with or without ratings. */
export function readMatineeEntries(
  entries: readonly unknown[],
  file: string,
  { scale, listAs }: { scale: ExportScale | undefined; listAs: "seen" | "watchlist" },
  collector: ExportCollector,
): ReadFile {
  const found = scale ?? "0.5-5";
  readEntries(entries, { file, unrated: listAs, scale: found, list: "" }, collector);
  return { format: FORMAT, scale: found };
}

interface EntryRules {
  readonly file: string;
  readonly unrated: "seen" | "watchlist";
  readonly scale: ExportScale;
  /** Which one, for messages. */
  readonly list: string;
}

function readEntries(
  entries: readonly unknown[],
  rules: EntryRules,
  collector: ExportCollector,
): void {
  const { file, unrated, scale, list } = rules;
  for (const [k, entry] of entries.entries()) {
    const place = { file, line: k + 1 };
    const film = filmOf(entry, place);
    if ("wanted" in film) {
      collector.refuse(place, { ...film, wanted: `${film.wanted} in entry ${k + 1}${list}` });
      continue;
    }
    const text = cellField(entry as JsonObject, "rating");
    const value = numberOfCell(text);
    const stars = starsOf(value ?? NaN, scale);
    if (text === "") collector.addFilm(unrated, film);
    else if (stars !== undefined) collector.addRating({ ...film, rating: stars }, "current");
    else {
      const wanted = `"rating" must be ${scaleText(scale, value)} in entry ${k + 1}${list}`;
      collector.refuse(place, { wanted, found: text });
    }
  }
}

function filmOf(entry: unknown, place: RowPlace): ExportedFilm | Wrong {
  if (!isObject(entry)) return { wanted: "there must be an object" };
  const wrong = (name: string, must: string): Wrong => {
    return { wanted: `"${name}" must be ${must}`, found: cellField(entry, name) };
  };
  const title = textField(entry, "title");
  const imdbId = imdbIdOfCell(cellField(entry, "imdbId"));
  const tmdbId = tmdbIdOfCell(cellField(entry, "tmdbId"));
  const year = yearOfCell(cellField(entry, "year"));
  if (imdbId === null) return wrong("imdbId", "an id such as tt0114709");
  if (tmdbId === null) return wrong("tmdbId", "a number such as 275");
  if (year === null) return wrong("year", "a year of four digits, null or missing");
  if (title === "" && imdbId === undefined && tmdbId === undefined) {
    return wrong("title", 'a text that is not empty, or "imdbId" or "tmdbId" must be there');
  }
  if (title.length > MOST_TITLE_CHARACTERS) {
    return wrong("title", `of at most ${MOST_TITLE_CHARACTERS} characters`);
  }
  const date = dateOfCell(textField(entry, "date"), false);
  return exportedFilm({ title, year, imdbId, tmdbId, date, ...place });
}
