import type { CsvForm } from "./csv-cells.ts";
import { csvOf } from "./csv-cells.ts";
import type { MadeFilm } from "./made-films.ts";

export const RATINGS_HEADER = "Date,Name,Year,Letterboxd URI,Rating";
export const FILMS_HEADER = "Date,Name,Year,Letterboxd URI";
export const DIARY_HEADER = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date";

function uri(film: MadeFilm): string {
  return `https://boxd.it/${film.tmdb.toString(36)}`;
}

/** `ratings.csv`. */
export function letterboxdRatings(films: readonly MadeFilm[], form?: CsvForm): string {
  const rows = films.map((film) => [
    ...[film.day, film.title, film.year, uri(film), film.outOfTen / 2],
  ]);
  return csvOf([RATINGS_HEADER.split(","), ...rows], form);
}

/** `watched.csv` and `watchlist.csv`. */
export function letterboxdFilms(films: readonly MadeFilm[], form?: CsvForm): string {
  const rows = films.map((film) => [film.day, film.title, film.year, uri(film)]);
  return csvOf([FILMS_HEADER.split(","), ...rows], form);
}

/** `diary.csv`; every other entry has no rating. */
export function letterboxdDiary(films: readonly MadeFilm[], form?: CsvForm): string {
  const rows = films.map((film, k) => [
    ...[film.day, film.title, film.year, uri(film), k % 2 === 0 ? 1 : ""],
    ...[k % 3 === 0 ? "Yes" : "", "at home, late", film.day],
  ]);
  return csvOf([DIARY_HEADER.split(","), ...rows], form);
}

/** A list, of which two lines and a blank one stand above the films. */
export function letterboxdList(films: readonly MadeFilm[], form?: CsvForm): string {
  const about = [
    ["Letterboxd list export v7"],
    ["Date", "Name", "Tags", "URL", "Description"],
    ["2024-01-01", "Best, ever", "", "https://boxd.it/list", "of\nall"],
  ];
  const rows = films.map((film, k) => [k + 1, film.title, film.year, uri(film), ""]);
  const table = [["Position", "Name", "Year", "URL", "Description"], ...rows];
  return `${csvOf(about, form)}${form?.lineEnd ?? "\n"}${csvOf(table, form)}`;
}

/** The files of an archive: five films rated, two more seen, three wishes, and what is not to be read. */
export function letterboxdArchive(films: readonly MadeFilm[]): Record<string, string> {
  return {
    "profile.csv": "Date Joined,Username\n2015-01-01,someone\n",
    "ratings.csv": letterboxdRatings(films.slice(0, 5)),
    "watched.csv": letterboxdFilms(films.slice(0, 7)),
    "watchlist.csv": letterboxdFilms(films.slice(7, 10)),
    "diary.csv": letterboxdDiary([films[0]!, films[5]!, films[10]!]),
    "reviews.csv": `${DIARY_HEADER.replace("Rewatch", "Rewatch,Review")}\n`,
    "comments.csv": "Date,Content,Comment\n2024-01-01,u,Nice\n",
    "likes/films.csv": letterboxdFilms(films.slice(0, 9)),
    "lists/best.csv": letterboxdList(films.slice(0, 9)),
    "deleted/diary.csv": letterboxdDiary(films),
    "orphaned/watchlist.csv": letterboxdFilms(films),
  };
}
