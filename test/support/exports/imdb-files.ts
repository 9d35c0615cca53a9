import type { CsvForm } from "./csv-cells.ts";
import { csvOf } from "./csv-cells.ts";
import type { MadeFilm } from "./made-films.ts";

const V1 = [
  ...["position", "const", "created", "modified", "description", "Title", "Title type"],
  ...["Directors", "You rated", "IMDb Rating", "Runtime (mins)", "Year", "Genres", "Num. Votes"],
  ...["Release Date (month/day/year)", "URL"],
];
const V2 =
  "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors";
const V3 = V2.replace("Title,URL", "Title,Original Title,URL");
const LIST =
  "Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated";
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `Sun Jan  1 00:00:00 2017`; the day of the week is not looked at. */
function spelled(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `Sun ${MONTHS[month! - 1]} ${String(date).padStart(2, " ")} 00:00:00 ${year}`;
}

function url(film: MadeFilm): string {
  return `https://www.imdb.com/title/${film.imdb}/`;
}

/** As until 2017: every cell in quotes, some release dates a year alone. */
export function imdbV1(films: readonly MadeFilm[], types: readonly string[]): string {
  const rows = films.map((film, k) => [
    ...[k + 1, film.imdb, spelled(film.day), "", "", film.title, types[k % types.length]],
    ...["A. Person, B. Person", film.outOfTen, "7.1", 100, film.year, "drama, crime", 12_345],
    ...[k % 2 === 0 ? film.year : film.day, url(film)],
  ]);
  return csvOf([V1, ...rows], { quoteAll: true });
}

/** As until 2024. */
export function imdbV2(films: readonly MadeFilm[], types: readonly string[]): string {
  const rows = films.map((film, k) => [
    ...[film.imdb, film.outOfTen, film.day, film.title, url(film), types[k % types.length]],
    ...["7.1", 100, film.year, "Drama, Crime", 12_345, film.day, "A. Person"],
  ]);
  return csvOf([V2.split(","), ...rows], { lineEnd: "\r\n" });
}

/** As since 2024, types in the user's language. */
export function imdbV3(
  films: readonly MadeFilm[],
  types: readonly string[],
  form?: CsvForm,
): string {
  const rows = films.map((film, k) => [
    ...[film.imdb, film.outOfTen, film.day, film.title, film.originalTitle, url(film)],
    ...[types[k % types.length], "7.1", 100, film.year, "Dramma, Crime", 12_345, film.day],
    "A. Person, B. Person",
  ]);
  return csvOf([V3.split(","), ...rows], form);
}

/** A list, as since 2024; every third film is rated. */
export function imdbList(films: readonly MadeFilm[], types: readonly string[]): string {
  const rows = films.map((film, k) => [
    ...[k + 1, film.imdb, film.day, film.day, "", film.title, film.originalTitle, url(film)],
    ...[types[k % types.length], "7.1", 100, film.year, "Drama", 12_345, film.day, "A. Person"],
    ...(k % 3 === 0 ? [film.outOfTen, film.day] : ["", ""]),
  ]);
  return csvOf([LIST.split(","), ...rows]);
}
