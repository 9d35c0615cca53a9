import type { Catalogue, DataSet, Movie, RatingScale } from "../index.ts";
import { histogramOf, histogramLines, type RatingCount } from "./histogram.ts";
import type { JsonObject } from "./json-shapes.ts";
import { movieJson } from "./json-shapes.ts";
import { dataTitle } from "./open-data.ts";
import { cutFilm } from "./terminal/film-text.ts";
import { counted, grouped } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { tableLines } from "./terminal/table.ts";
import { cutText, plainText, wrapWords } from "./terminal/text-width.ts";

/** Least, lower quartile, median, upper quartile, most. */
export interface Spread {
  readonly least: number;
  readonly quarter: number;
  readonly median: number;
  readonly threeQuarters: number;
  readonly most: number;
}

/** What is in a data set. */
export interface DataDescription {
  readonly name: string;
  /** With at least one rating. */
  readonly users: number;
  /** Rows of the catalogue. */
  readonly movies: number;
  /** Rows, those of one film counted once. */
  readonly films: number;
  readonly ratings: number;
  readonly mean: number;
  readonly scale: RatingScale;
  readonly histogram: readonly RatingCount[];
  /** Ratings a user, of users with any. */
  readonly perUser: Spread;
  /** Ratings a movie, of movies with any. */
  readonly perMovie: Spread;
  readonly unratedMovies: number;
  readonly mostRated: readonly { readonly movie: Movie; readonly ratings: number }[];
  /** Ratings that a later one of the same user and movie replaced. */
  readonly superseded: number;
  /** Films that stand more than once in the catalogue, each by its rows. */
  readonly repeated: readonly (readonly Movie[])[];
}

const MOST_RATED = 10;
/** Below, the headers of the quartiles are shortened. */
const SPREAD_COLUMNS = 72;
const REPEATED_SHOWN = 5;
const ID_COLUMNS = 16;

/** What a description is made of: counts by index, and how often each rating was given. */
export interface DataCounts {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly userCounts: Uint32Array;
  readonly movieCounts: Uint32Array;
  readonly ratings: number;
  readonly mean: number;
  readonly scale: RatingScale;
  readonly histogram: readonly RatingCount[];
  readonly superseded: number;
}

/** Counts what is in a data set. Cost: O(N + I log I). */
export function describeData({ name, ratings, catalogue, superseded }: DataSet): DataDescription {
  return describeCounts({
    ...{ name, catalogue, superseded },
    userCounts: ratings.userCounts(),
    movieCounts: ratings.movieCounts(),
    ratings: ratings.length,
    mean: ratings.mean(),
    scale: ratings.scale,
    histogram: histogramOf(ratings),
  });
}

/** Cost: O(U log U + I log I). */
export function describeCounts(counts: DataCounts): DataDescription {
  const { name, ratings, mean, scale, histogram, catalogue, movieCounts, superseded } = counts;
  const userCounts = counts.userCounts.filter((count) => count > 0);
  const byCount = Array.from(movieCounts.keys()).sort((a, b) => movieCounts[b]! - movieCounts[a]!);
  return {
    name,
    users: userCounts.length,
    movies: catalogue.size,
    films: catalogue.filmCount,
    ...{ ratings, mean, scale, histogram },
    perUser: spreadOf(userCounts),
    perMovie: spreadOf(movieCounts.filter((count) => count > 0)),
    unratedMovies: movieCounts.filter((count) => count === 0).length,
    mostRated: byCount
      .slice(0, MOST_RATED)
      .map((row) => ({ movie: catalogue.at(row), ratings: movieCounts[row]! })),
    superseded,
    repeated: repeatedFilms(catalogue),
  };
}

export function descriptionJson(description: DataDescription): JsonObject {
  const { mostRated, repeated, ...counts } = description;
  return {
    ...counts,
    mostRated: mostRated.map(({ movie, ratings }) => ({ ...movieJson(movie), ratings })),
    repeated: repeated.map((rows) => rows.map(movieJson)),
  };
}

export function descriptionLines(screen: Screen, description: DataDescription): string[] {
  const { name, users, movies, ratings, mean, superseded, repeated, unratedMovies } = description;
  const { strong } = screen.styles;
  const lines = [
    strong(cutText(capitalised(plainText(dataTitle(name))), screen.columns)),
    ...wrapWords(
      `${counted(users, "person", "people")} rated ${counted(movies - unratedMovies, "film")}: ` +
        `${counted(ratings, "rating")}, ${mean.toFixed(2)} stars on average.`,
      screen.columns,
    ),
    "",
    ...histogramLines(screen, description.histogram),
    "",
    ...spreadLines(description, screen.columns),
    "",
    strong("Most rated"),
    ...tableLines(
      [{ align: "right" }, {}],
      description.mostRated.map((film) => [
        grouped(film.ratings),
        cutFilm(film.movie, screen.columns - 12),
      ]),
    ),
  ];
  if (unratedMovies > 0) lines.push("", `${counted(unratedMovies, "film")} without a rating.`);
  if (superseded > 0) {
    const left = `${counted(superseded, "rating")} left out: the same person rated the film again later.`;
    lines.push("", ...wrapWords(left, screen.columns));
  }
  if (repeated.length > 0) lines.push("", ...repeatedLines(screen, repeated));
  return lines;
}

function spreadLines({ perUser, perMovie }: DataDescription, columns: number): string[] {
  const quarter = columns < SPREAD_COLUMNS ? "" : " quarter";
  const row = (label: string, spread: Spread): string[] => [
    label,
    ...[spread.least, spread.quarter, spread.median, spread.threeQuarters, spread.most].map(
      grouped,
    ),
  ];
  const right = { align: "right" } as const;
  return tableLines(
    [
      { header: "" },
      { header: "fewest", ...right },
      { header: `lower${quarter}`, ...right },
      { header: "median", ...right },
      { header: `upper${quarter}`, ...right },
      { header: "most", ...right },
    ],
    columns < SPREAD_COLUMNS
      ? [row("person", perUser), row("film", perMovie)]
      : [row("ratings a person", perUser), row("ratings a film", perMovie)],
  );
}

function repeatedLines(screen: Screen, repeated: readonly (readonly Movie[])[]): string[] {
  const lines = wrapWords(
    `${counted(repeated.length, "film")} in the list twice; each is one film for picks:`,
    screen.columns,
  );
  for (const rows of repeated.slice(0, REPEATED_SHOWN)) {
    const ids = cutText(rows.map(({ id }) => plainText(String(id))).join(", "), ID_COLUMNS);
    const title = cutFilm(rows[0]!, screen.columns - ID_COLUMNS - 10);
    lines.push(`  ${title}  (ids ${ids})`);
  }
  if (repeated.length > REPEATED_SHOWN)
    lines.push(`  and ${grouped(repeated.length - REPEATED_SHOWN)} more`);
  return lines;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function spreadOf(counts: Uint32Array): Spread {
  const sorted = counts.slice().sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return {
    least: at(0),
    quarter: at(0.25),
    median: at(0.5),
    threeQuarters: at(0.75),
    most: at(1),
  };
}

function repeatedFilms(catalogue: Catalogue): Movie[][] {
  const rows = new Map<number, Movie[]>();
  for (const [row, film] of catalogue.filmOf.entries()) {
    const movies = rows.get(film) ?? [];
    movies.push(catalogue.at(row));
    rows.set(film, movies);
  }
  return [...rows.values()].filter((movies) => movies.length > 1);
}
