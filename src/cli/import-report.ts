import type { Catalogue, ExportedFilm, FilmCandidate, PersonExport } from "../index.ts";
import type { ImportedFilms } from "./import-films.ts";
import { LISTS, recognisedLoosely, repeatedRows, rowCounts } from "./import-films.ts";
import type { JsonObject } from "./json-shapes.ts";
import { movieJson } from "./json-shapes.ts";
import { adviceLines, faultTexts, kindsLeftOut } from "./recognised-text.ts";
import type { Source } from "./source.ts";
import { cutFilm, listed } from "./terminal/film-text.ts";
import { counted, grouped, percent } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { tableLines } from "./terminal/table.ts";
import { cutText, plainText, textWidth } from "./terminal/text-width.ts";

/** So many names are read; the others are in `--json`. */
const MOST_NAMES = 12;
const SCALES: Readonly<Record<PersonExport["scale"], string>> = {
  "0.5-5": "ratings in stars",
  "1-10": "ratings from 1 to 10, read as half as many stars",
  "0-10": "ratings from 0 to 10, read as half as many stars, 0 as 0.5",
  "0-100": "ratings from 0 to 100, read as a twentieth in stars, 0 as 0.5",
};

/** Prints what became of each row. */
export function printImport(screen: Screen, films: ImportedFilms, source: Source): void {
  printCounts(screen, films, source);
  printAmbiguous(screen, films, source.catalogue);
  printLoose(screen, films, source.catalogue);
  printUnknown(screen, films);
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
  for (const text of faultTexts(unreadable, told.faults)) screen.printText(text, "  ");
  const { matched, unknown, ambiguous } = films.rated;
  const total = matched.length + unknown.length + ambiguous.length;
  const advice = adviceLines({ count: matched.length, total, unknown }, source);
  if (advice.length === 0) return;
  screen.print("");
  screen.printText(advice[0]!);
  screen.print(...advice.slice(1));
}

const NAMES = {
  rated: { list: "ratings", title: "rated" },
  seen: { list: "seen", title: "seen, not rated" },
  watchlist: { list: "watchlist", title: "on a watchlist" },
} as const;

/** `1,284 rows are films' own; 58 left out: 12 shows, 40 repeated`. */
function leftOutText(films: ImportedFilms): string {
  const { leftOut } = rowCounts(films);
  if (leftOut === 0) return "";
  const { unreadable } = films.told.leftOut;
  const repeated = repeatedRows(films);
  const parts = [
    kindsLeftOut(films.told.leftOut),
    repeated > 0 ? `${grouped(repeated)} of a film that another row tells of` : "",
    unreadable > 0 ? `${grouped(unreadable)} that cannot be used` : "",
  ];
  return `${counted(leftOut, "row")} left out: ${listed(parts.filter((part) => part !== ""))}.`;
}

function printAmbiguous(screen: Screen, films: ImportedFilms, catalogue: Catalogue): void {
  const all = LISTS.flatMap((name) => films[name].ambiguous);
  if (all.length === 0) return;
  const { strong, quiet } = screen.styles;
  screen.print("", strong("Which film is it?"));
  for (const film of all.slice(0, MOST_NAMES)) {
    screen.print(`  ${cutFilm(film, screen.columns - 20)}${quiet(`  line ${film.line}`)}`);
    for (const candidate of film.candidates) {
      screen.print(`     ${candidateText(candidate, catalogue, screen.columns - 5)}`);
    }
  }
  printMore(screen, all.length);
  screen.printText(
    "Decide with --corrections FILE: in a terminal you are asked, else its column Film is yours to fill in.",
    "",
    quiet,
  );
}

/** `War of the Worlds (2005)  tt0407304  Action, Sci-Fi`: what tells films of one name apart. */
export function candidateText(
  { movieIndex }: FilmCandidate,
  catalogue: Catalogue,
  columns: number,
): string {
  const movie = catalogue.at(movieIndex);
  const id = movie.imdbId === undefined ? "" : `  ${imdbName(movie.imdbId)}`;
  const name = cutFilm(movie, Math.max(LEAST_NAME, columns - textWidth(id))) + id;
  const left = columns - textWidth(name) - 2;
  const genres = plainText(movie.genres.join(", "));
  return left < LEAST_GENRES || genres === "" ? name : `${name}  ${cutText(genres, left)}`;
}

const LEAST_NAME = 12;
const LEAST_GENRES = 6;

/** `tt0407304`. */
export function imdbName(imdbId: number): string {
  return `tt${String(imdbId).padStart(7, "0")}`;
}

function printLoose(screen: Screen, films: ImportedFilms, catalogue: Catalogue): void {
  const loose = recognisedLoosely(films).sort((a, b) => a.confidence - b.confidence);
  if (loose.length === 0) return;
  screen.print("", screen.styles.strong("Recognised, if not by title and year"));
  const half = screen.isNarrow ? screen.columns - 15 : Math.floor((screen.columns - 26) / 2);
  const rows = loose
    .slice(0, MOST_NAMES)
    .map((film) => [
      cutFilm(film, half),
      cutFilm(catalogue.at(film.movieIndex), half),
      film.reason,
      percent(film.confidence),
    ]);
  const columns = [{}, {}, {}, { align: "right" } as const];
  const narrow = rows.map(([own = "", , reason = ""]) => [own, reason]);
  screen.print(...(screen.isNarrow ? tableLines([{}, {}], narrow) : tableLines(columns, rows)));
  printMore(screen, loose.length);
}

function printUnknown(screen: Screen, films: ImportedFilms): void {
  const all = LISTS.flatMap((name) => films[name].unknown);
  if (all.length === 0) return;
  screen.print("", screen.styles.strong("Unknown here"));
  const names = all.slice(0, MOST_NAMES).map((film) => cutFilm(film, screen.columns - 2));
  screen.print(...names.map((name) => `  ${name}`));
  printMore(screen, all.length);
}

function printMore(screen: Screen, all: number): void {
  if (all <= MOST_NAMES) return;
  screen.print(screen.styles.quiet(`  and ${grouped(all - MOST_NAMES)} more; --json has them all`));
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
