import { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Movie } from "../core/catalogue/movie.ts";
import { movieOfId } from "../core/catalogue/movie-of-id.ts";
import { DataError } from "../core/errors.ts";
import type { StopSignal } from "../core/errors.ts";
import type { IdMap } from "../core/ratings/id-map.ts";
import { HALF_STARS, WHOLE_STARS } from "../core/ratings/rating-scale.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import type { DataFiles } from "./data-files.ts";
import { listed, textOf } from "./data-texts.ts";
import { moviesOfCsv, moviesOfDat, moviesOfItems, withLinks } from "./movielens-movies.ts";
import type { RatingRules } from "./rating-rules.ts";

/** What a data set is seen to be by its files, before its ratings are read. */
export interface DataSetPlan {
  /** The file of ratings. */
  readonly ratingsFile: string;
  readonly rules: RatingRules;
  /** Undefined where the ratings make the films known. */
  readonly catalogue: Catalogue | undefined;
  /** For people, and the scale: both may depend on whether there are half stars. */
  readonly nameAndScale: (fractions: boolean) => { name: string; scale: RatingScale };
}

/** The tables of ratings that may stand beside `movies.csv`, or alone. */
const TABLES = ["ratings.csv", "ratings.parquet"];

/**
 * Looks at the names of a data set's files, and reads its films.
 *
 * @throws {DataError} if a file is missing or damaged.
 * @throws {AbortedError} if `signal` is set.
 */
export async function planOf(
  files: DataFiles,
  signal: StopSignal | undefined,
): Promise<DataSetPlan> {
  const { names, ratingsFile } = files;
  if (ratingsFile !== undefined) return planOfTable(ratingsFile, ratingsFile);
  if (names.includes("u.data")) return planOf100k(files, signal);
  if (names.includes("ratings.dat")) return planOfDat(files, signal);
  const table = TABLES.find((name) => names.includes(name));
  if (table === undefined) {
    throw new DataError(
      `Cannot read the data set: "u.data", "ratings.dat", "ratings.csv" or "ratings.parquet" must be there, got ${listed(names)}`,
      { file: files.place },
    );
  }
  if (names.includes("movies.csv")) return planWithMovies(files, table, signal);
  return planOfTable(table, lastPart(files.place));
}

async function planOf100k(files: DataFiles, signal: StopSignal | undefined): Promise<DataSetPlan> {
  const catalogue = new Catalogue(moviesOfItems(...(await textOf(files, "u.item", signal))));
  return {
    ratingsFile: "u.data",
    rules: {
      separator: "\t",
      scale: WHOLE_STARS,
      movies: { ids: catalogue.ids, from: "u.item" },
    },
    catalogue,
    nameAndScale: () => ({ name: "MovieLens 100K", scale: WHOLE_STARS }),
  };
}

async function planOfDat(files: DataFiles, signal: StopSignal | undefined): Promise<DataSetPlan> {
  const catalogue = new Catalogue(moviesOfDat(...(await textOf(files, "movies.dat", signal))));
  const has = (name: string): boolean => files.names.includes(name);
  return {
    ratingsFile: "ratings.dat",
    rules: {
      separator: "::",
      scale: HALF_STARS,
      movies: { ids: catalogue.ids, from: "movies.dat" },
    },
    catalogue,
    nameAndScale: (fractions) => {
      // Only 1M has users.dat, only 10M has tags.dat and half stars; part of either is told by these.
      const is10m = fractions || (has("tags.dat") && !has("users.dat"));
      return is10m
        ? { name: "MovieLens 10M", scale: HALF_STARS }
        : { name: "MovieLens 1M", scale: WHOLE_STARS };
    },
  };
}

async function planWithMovies(
  files: DataFiles,
  ratingsFile: string,
  signal: StopSignal | undefined,
): Promise<DataSetPlan> {
  const movies = moviesOfCsv(...(await textOf(files, "movies.csv", signal)));
  const catalogue = new Catalogue(await linked(movies, files, signal));
  return {
    ratingsFile,
    rules: {
      separator: ",",
      scale: HALF_STARS,
      textIds: movies.some(({ id }) => typeof id === "string"), // then it is not MovieLens's
      movies: { ids: catalogue.ids, from: "movies.csv" },
    },
    catalogue,
    nameAndScale: () => ({ name: nameOf(files.place), scale: HALF_STARS }),
  };
}

function planOfTable(ratingsFile: string, name: string): DataSetPlan {
  return {
    ratingsFile,
    rules: { separator: ",", scale: HALF_STARS, textIds: true },
    catalogue: undefined,
    nameAndScale: () => ({ name: `Ratings in ${name}`, scale: HALF_STARS }),
  };
}

/** The films of the set, by the ids of its ratings where no file lists them. */
export async function catalogueOf(
  plan: DataSetPlan,
  { movies }: { readonly movies: IdMap },
  files: DataFiles,
  signal: StopSignal | undefined,
): Promise<Catalogue> {
  if (plan.catalogue !== undefined) return plan.catalogue;
  return new Catalogue(await linked(movies.toArray().map(movieOfId), files, signal));
}

/** The movies with the ids of `links.csv`, where that is there. */
async function linked(
  movies: readonly Movie[],
  files: DataFiles,
  signal: StopSignal | undefined,
): Promise<readonly Movie[]> {
  if (files.ratingsFile !== undefined || !files.names.includes("links.csv")) return movies;
  return withLinks(movies, ...(await textOf(files, "links.csv", signal)));
}

/** Models carry the name of their data, and must not tell, nor depend on, where it lay. */
function lastPart(place: string): string {
  return place.split(/[/\\]/u).findLast((part) => part !== "") ?? place;
}

/** `/data/ml-25m.zip` tells the set. */
function nameOf(place: string): string {
  const last = lastPart(place);
  const found = /^ml-(20m|25m|32m|latest-small|latest)(?:\.zip)?$/iu.exec(last);
  if (found === null) return `Ratings in ${last}`;
  const size = found[1]!.toLowerCase();
  return `MovieLens ${size.startsWith("latest") ? size.replace("-", " ") : size.toUpperCase()}`;
}
