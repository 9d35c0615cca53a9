import { dateOfCell, imdbIdOfCell, numberOfCell, tmdbIdOfCell, yearOfCell } from "./cell-values.ts";
import type { ExportCollector, FilmKind, RowPlace, Wrong } from "./export-collector.ts";
import type { ExportFormat, ReadFile } from "./export-format.ts";
import { MOST_TITLE_CHARACTERS } from "./export-limits.ts";
import { scaleText, starsOf } from "./export-scale.ts";
import { exportedFilm } from "./exported-film.ts";
import type { JsonObject } from "./json-fields.ts";
import { cellField, fieldOf, isObject, textField } from "./json-fields.ts";
import type { ExportedFilm, ExportScale } from "./person-export.ts";
import { traktKind } from "./trakt-table.ts";

const FORMAT: ExportFormat = { name: "trakt-json", title: "Trakt export (JSON)", family: "trakt" };
const NESTED = ["movie", "show", "season", "episode", "person", "list"] as const;

/** Whether an entry is one of Trakt's, which keep the film in an object of its own. */
export function isTraktEntry(entry: unknown): boolean {
  return isObject(entry) && NESTED.some((name) => isObject(fieldOf(entry, name)));
}

/**
 * Reads an array of Trakt's: ratings (`rating`), films watched and the history of that (`plays`,
 * `last_watched_at`, `watched_at`), the watchlist (`listed_at`). What each entry is, it says itself.
 */
export function readTrakt(
  entries: readonly unknown[],
  file: string,
  scale: ExportScale | undefined,
  collector: ExportCollector,
): ReadFile {
  const found = scale ?? "1-10";
  for (const [k, entry] of entries.entries()) {
    readEntry(entry, { file, line: k + 1 }, found, collector);
  }
  return { format: FORMAT, scale: found };
}

function readEntry(
  entry: unknown,
  place: RowPlace,
  scale: ExportScale,
  collector: ExportCollector,
): void {
  if (!isObject(entry)) return collector.refuse(place, { wanted: "an entry must be an object" });
  const kind = kindOf(entry);
  if (kind !== "film") return collector.leaveOut(kind);
  const movie = fieldOf(entry, "movie");
  if (!isObject(movie)) return collector.refuse(place, { wanted: 'an entry must have a "movie"' });
  const film = filmOf(movie, entry, place);
  if ("wanted" in film) return collector.refuse(place, film);
  const text = cellField(entry, "rating");
  if (text !== "") {
    const value = numberOfCell(text);
    const rating = starsOf(value ?? NaN, scale);
    if (rating !== undefined) return collector.addRating({ ...film, rating }, "current");
    const wanted = `"rating" must be ${scaleText(scale, value)}`;
    return collector.refuse(place, { wanted, found: text });
  }
  const list = listOf(entry);
  if (list !== undefined) return collector.addFilm(list, film);
  collector.refuse(place, {
    wanted: 'an entry must have a "rating", "watched_at", "last_watched_at" or "listed_at"',
  });
}

/** History has the show beside the episode. */
function kindOf(entry: JsonObject): FilmKind {
  const told = traktKind(textField(entry, "type"));
  if (told !== "film") return told;
  if (isObject(fieldOf(entry, "movie"))) return "film";
  if (isObject(fieldOf(entry, "episode"))) return "episodes";
  if (isObject(fieldOf(entry, "show")) || isObject(fieldOf(entry, "season"))) return "shows";
  return isObject(fieldOf(entry, "person")) || isObject(fieldOf(entry, "list")) ? "others" : "film";
}

function listOf(entry: JsonObject): "seen" | "watchlist" | undefined {
  const has = (name: string): boolean => fieldOf(entry, name) !== undefined;
  if (has("plays") || has("last_watched_at") || has("watched_at")) return "seen";
  return has("listed_at") ? "watchlist" : undefined;
}

const DATES = ["rated_at", "watched_at", "last_watched_at", "listed_at"] as const;

/** Ids that are none are no fault where there is a title: people do not write them. */
function filmOf(movie: JsonObject, entry: JsonObject, place: RowPlace): ExportedFilm | Wrong {
  const title = textField(movie, "title");
  const given = fieldOf(movie, "ids");
  const ids = isObject(given) ? given : {};
  const imdbId = imdbIdOfCell(cellField(ids, "imdb")) ?? undefined;
  const tmdbId = tmdbIdOfCell(cellField(ids, "tmdb")) ?? undefined;
  if (title === "" && imdbId === undefined && tmdbId === undefined) {
    return { wanted: 'a "movie" must have a "title" or "ids"' };
  }
  if (title.length > MOST_TITLE_CHARACTERS) {
    return { wanted: `"title" must have at most ${MOST_TITLE_CHARACTERS} characters` };
  }
  const year = yearOfCell(cellField(movie, "year")) ?? undefined;
  const dates = DATES.map((name) => dateOfCell(textField(entry, name), false));
  const date = dates.find((day) => day !== undefined);
  return exportedFilm({ title, year, imdbId, tmdbId, date, ...place });
}
