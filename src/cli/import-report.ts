import type { Catalogue, ExportedFilm, FilmCandidate, PersonExport } from "../index.ts";
import type { ImportedFilms } from "../io/import-films.ts";
import { imdbName } from "../core/catalogue/movie.ts";
import { LISTS, repeatedRows, rowCounts } from "../io/import-films.ts";
import { printLists } from "./import-lists.ts";
import type { JsonObject } from "./json-shapes.ts";
import { movieJson } from "./json-shapes.ts";
import { adviceLines, faultTexts } from "./recognised-text.ts";
import { kindsLeftOut } from "../io/exports/kinds-left-out.ts";
import type { Source } from "./source.ts";
import { listed } from "./terminal/film-text.ts";
import { counted, grouped } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { tableLines } from "./terminal/table.ts";
import { plainText } from "./terminal/text-width.ts";

const SCALES: Readonly<Record<PersonExport["scale"], string>> = {
  "0.5-5": "ratings in stars",
  "1-10": "ratings from 1 to 10, read as half as many stars",
  "0-10": "ratings from 0 to 10, read as half as many stars, 0 as 0.5",
  "0-100": "ratings from 0 to 100, read as a twentieth in stars, 0 as 0.5",
};

/**
 * Prints what became of each row.
 *
 * @param isDecided - whether there is a file of decisions already.
 */
export function printImport(
  screen: Screen,
  films: ImportedFilms,
  source: Source,
  isDecided: boolean,
): void {
  printCounts(screen, films, source);
  printLists(screen, films, source.catalogue, isDecided);
}

function printCounts(screen: Screen, films: ImportedFilms, source: Source): void {
  const { told } = films;
  const scale = told.ratings.length > 0 ? `, ${SCALES[told.scale]}` : "";
  screen.printText(
    `${plainText(told.formatTitle)}: ${counted(told.rows, "row")}${scale}. Films of ${plainText(source.title)}.`,
  );
  screen.print("");
  const right = { align: "right" } as const;
  const rows = LISTS.filter((name) => told[NAMES[name].list].length > 0).map((name) => {
    const { matched, ambiguous, unknown } = films[name];
    return [
      NAMES[name].title,
      ...[matched, ambiguous, unknown].map((list) => grouped(list.length)),
    ];
  });
  const columns = [
    {},
    { header: "recognised", ...right },
    { header: "unsure", ...right },
    { header: "unknown", ...right },
  ];
  screen.print(...tableLines(columns, rows));
  const left = leftOutText(films);
  if (left !== "") screen.printText(left);
  const { unreadable } = told.leftOut;
  for (const text of faultTexts(unreadable, told)) screen.printText(text, "  ");
  const yearless = yearlessFilms(films);
  if (yearless > 0) {
    screen.printText(
      `${counted(yearless, "film has", "films have")} no year, so title alone tells them, which now and then takes a namesake.`,
    );
  }
  const { matched, unknown, ambiguous } = films.rated;
  const total = matched.length + unknown.length + ambiguous.length;
  const advice = adviceLines({ count: matched.length, total, unknown }, source);
  if (advice.length === 0) return;
  screen.print("");
  screen.printText(advice[0]!);
  screen.print(...advice.slice(1));
}

/** Films recognised by their title alone. */
function yearlessFilms(films: ImportedFilms): number {
  return LISTS.flatMap((name) => films[name].matched).filter(
    ({ reason, year }) => reason === "title alone" && year === undefined,
  ).length;
}

const NAMES = {
  rated: { list: "ratings", title: "rated" },
  seen: { list: "seen", title: "seen, not rated" },
  watchlist: { list: "watchlist", title: "on a watchlist" },
  notForMe: { list: "notForMe", title: "not for you" },
  notSeen: { list: "notSeen", title: "not seen" },
} as const;

/** `1,284 rows are films' own; 58 left out: 12 shows, 40 repeated`. */
function leftOutText(films: ImportedFilms): string {
  const { leftOut } = rowCounts(films);
  if (leftOut === 0) return "";
  const { unreadable } = films.told.leftOut;
  const repeated = repeatedRows(films);
  const parts = [
    ...kindsLeftOut(films.told.leftOut),
    repeated > 0 ? `${grouped(repeated)} of a film that another row tells of` : "",
    unreadable > 0 ? `${grouped(unreadable)} that cannot be used` : "",
  ];
  const told = parts.filter((part) => part !== "");
  return `${counted(leftOut, "row")} left out: ${listed(told)}.`;
}

/** Every row of the file, by what became of it. */
export function importJson(films: ImportedFilms, source: Source): JsonObject {
  const { told } = films;
  const { catalogue, origin } = source;
  return {
    format: told.format,
    rows: told.rows,
    scale: told.scale,
    counts: rowCounts(films),
    recognised: LISTS.flatMap((list) =>
      films[list].matched.map((film) => ({
        ...exportedJson(list, film),
        film: movieJson(catalogue.at(film.movieIndex)),
        ...{ reason: film.reason, confidence: film.confidence },
      })),
    ),
    ambiguous: LISTS.flatMap((list) =>
      films[list].ambiguous.map((film) => ({
        ...exportedJson(list, film),
        candidates: film.candidates.map((candidate) => candidateJson(candidate, catalogue)),
      })),
    ),
    unknown: LISTS.flatMap((list) => films[list].unknown.map((film) => exportedJson(list, film))),
    leftOut: { ...told.leftOut, repeated: repeatedRows(films) },
    faults: told.faults,
    ...origin,
  };
}

function exportedJson(list: string, film: ExportedFilm & { readonly rating?: number }): JsonObject {
  const { title, year, imdbId, tmdbId, rating, date, file, line } = film;
  return {
    ...{ list, title, year: year ?? null, rating: rating ?? null, date: date ?? null },
    imdbId: imdbId === undefined ? null : imdbName(imdbId),
    ...{ tmdbId: tmdbId ?? null, file, line },
  };
}

function candidateJson(
  { movieIndex, reason, confidence }: FilmCandidate,
  catalogue: Catalogue,
): JsonObject {
  const movie = catalogue.at(movieIndex);
  const imdbId = movie.imdbId === undefined ? null : imdbName(movie.imdbId);
  return { ...movieJson(movie), imdbId, reason, confidence };
}
