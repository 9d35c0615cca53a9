import type { Catalogue, ExportedFilm, MatchedFilms, PersonExport, RowFault } from "../../index.ts";
import { matchFilms } from "../../index.ts";
import { counted, grouped } from "../../io/counted.ts";
import { kindsLeftOut } from "../../io/exports/kinds-left-out.ts";
import type { FoundRow, ImportedFile, ListName, OpenRow, ToldFilm } from "../messages.ts";

/** Of so many of the unknown films or more being newer than the catalogue, that is why. */
const MOSTLY = 0.5;
/** From so many on it is worth saying. */
const LEAST_NEWER = 3;

type Told = ExportedFilm & { readonly rating?: number };

/** A person's file as the page reviews it: each row found, open, or left out and counted. */
export function importedFile(told: PersonExport, file: string, catalogue: Catalogue): ImportedFile {
  const lists: readonly (readonly [ListName, MatchedFilms<Told>])[] = [
    ["rated", matchFilms<Told>(told.ratings, catalogue)],
    ["seen", matchFilms<Told>(told.seen, catalogue)],
    ["watchlist", matchFilms<Told>(told.watchlist, catalogue)],
    ["notForMe", matchFilms<Told>(told.notForMe, catalogue)],
    ["notSeen", matchFilms<Told>(told.notSeen, catalogue)],
  ];
  const unknown = lists.flatMap(([list, { unknown: films }]) =>
    films.map((film) => openRow(list, film, [])),
  );
  const repeated = lists.reduce((sum, [, matched]) => sum + matched.repeated, 0);
  return {
    ...{ file, formatTitle: told.formatTitle, rows: told.rows },
    found: lists.flatMap(([list, { matched }]) =>
      matched.map((film) => foundRow(list, film, catalogue)),
    ),
    ambiguous: lists.flatMap(([list, { ambiguous }]) =>
      ambiguous.map((film) => openRow(list, film, candidatesOf(film, catalogue))),
    ),
    unknown,
    leftOut: leftOutTexts(told, repeated),
    faults: faultTexts(told),
    advice: adviceOf(unknown, catalogue),
  };
}

function foundRow(
  list: ListName,
  film: MatchedFilms<Told>["matched"][number],
  catalogue: Catalogue,
): FoundRow {
  const { movieId, movieIndex, reason, confidence, rating, date } = film;
  const { title, year } = catalogue.at(movieIndex);
  return { list, movieId, title, year, rating, date, reason, confidence, told: toldOf(film) };
}

function openRow(list: ListName, film: Told, candidates: OpenRow["candidates"]): OpenRow {
  return { list, rating: film.rating, date: film.date, told: toldOf(film), candidates };
}

function candidatesOf(
  { candidates }: MatchedFilms<Told>["ambiguous"][number],
  catalogue: Catalogue,
): OpenRow["candidates"] {
  return candidates.map(({ movieIndex, confidence }) => {
    const { id, title, year, genres } = catalogue.at(movieIndex);
    return { movieId: id, title, year, genres, confidence };
  });
}

function toldOf({ title, year, imdbId, tmdbId }: ExportedFilm): ToldFilm {
  return { title, year, imdbId, tmdbId };
}

/** `12 episodes`, `3 of a film that another row tells of`, `2 that cannot be used`. */
function leftOutTexts({ leftOut }: PersonExport, matchedTwice: number): string[] {
  const repeated = leftOut.repeated + matchedTwice;
  return [
    ...kindsLeftOut(leftOut),
    ...(repeated > 0 ? [`${grouped(repeated)} of a film that another row tells of`] : []),
    ...(leftOut.unreadable > 0 ? [`${grouped(leftOut.unreadable)} that cannot be used`] : []),
  ];
}

function faultTexts({ faults, format, leftOut }: PersonExport): string[] {
  const texts = faults.map((fault) => `${placeOf(fault, format)}: ${fault.message}`);
  const more = leftOut.unreadable - faults.length;
  return more > 0 ? [...texts, `and ${counted(more, "more row")}`] : texts;
}

/** `line 17, cell 3`; of an archive `ratings.csv, line 17`, of JSON, which has no lines to speak of, `entry 17`. */
function placeOf({ file, line, column }: RowFault, format: string): string {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const isJson = format.endsWith("json") || name.endsWith(".json");
  const place = `${isJson ? "entry" : "line"} ${line}${column === undefined ? "" : `, cell ${column}`}`;
  return format.endsWith("zip") ? `${name}, ${place}` : place;
}

function adviceOf(unknown: readonly OpenRow[], { movies }: Catalogue): string | undefined {
  const last = movies.reduce((latest, { year }) => Math.max(latest, year ?? 0), 0);
  const newer = unknown.filter(({ told: { year } }) => year !== undefined && year > last).length;
  if (newer < LEAST_NEWER || newer < MOSTLY * unknown.length) return undefined;
  const which =
    newer === unknown.length
      ? `all ${grouped(newer)}`
      : `${grouped(newer)} of the ${grouped(unknown.length)}`;
  return `The films known here end in ${last}, and ${which} unknown ones are newer.`;
}
