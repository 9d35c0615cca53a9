import { basename, dirname, extname, resolve } from "node:path";
import type { Catalogue, PersonRating, RatingScale } from "../index.ts";
import { DataError, movieName } from "../index.ts";
import { readLetterboxd } from "../io/letterboxd.ts";
import type { ExportedRating as NamedRating } from "../io/match-ratings.ts";
import { matchRatings } from "../io/match-ratings.ts";
import { readWholeFile } from "../io/node-files.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";

/** A person's file, read, but not yet matched with films. */
export interface PersonFile {
  /** For movie night: the file's name without folder and ending. */
  readonly name: string;
  /** As typed. */
  readonly path: string;
  readonly ratings: readonly NamedRating[];
  /** Ratings that a later one of the same film replaced. */
  readonly superseded: number;
}

/** Which of a person's films were found. */
export interface Recognised {
  /** Films found, of {@link total}. */
  readonly count: number;
  readonly total: number;
  readonly unknown: readonly NamedRating[];
  readonly ambiguous: readonly (NamedRating & { readonly candidates: readonly string[] })[];
  /** Ratings below the lowest one here, as which they count, and above the highest. */
  readonly below: number;
  readonly above: number;
  readonly superseded: number;
}

/** A person whose films have been found. */
export interface Person {
  readonly name: string;
  readonly ratings: readonly PersonRating[];
  readonly recognised: Recognised;
}

/**
 * Reads the files of one or more people.
 *
 * @throws {DataError} if one cannot be read or is no export of ratings.
 */
export async function readPeople(
  { io }: Run,
  paths: readonly string[],
): Promise<readonly PersonFile[]> {
  const names = peopleNames(paths.map((path) => resolve(io.cwd, path)));
  const people: PersonFile[] = [];
  for (const [k, path] of paths.entries()) {
    const bytes = await readWholeFile(pathFrom(io, path));
    people.push({ name: names[k]!, path, ...readLetterboxd(bytes, path) });
  }
  return people;
}

/**
 * Finds a person's films in a catalogue.
 *
 * @param data - what the catalogue is of, for messages.
 * @throws {DataError} if none is found.
 */
export function recognise(
  file: PersonFile,
  catalogue: Catalogue,
  scale: RatingScale,
  data: string,
): Person {
  const { matched, unknown, ambiguous, superseded } = matchRatings(file.ratings, catalogue);
  if (matched.length === 0) throw nothingRecognised(file, catalogue, data);
  const onScale = (rating: number): number => Math.min(scale.max, Math.max(scale.min, rating));
  return {
    name: file.name,
    ratings: matched.map(({ movieIndex, rating }) => ({
      movieId: catalogue.at(movieIndex).id,
      rating: onScale(rating),
    })),
    recognised: {
      count: matched.length,
      total: matched.length + unknown.length + ambiguous.length,
      unknown,
      ambiguous: ambiguous.map((rating) => ({
        ...rating,
        candidates: rating.candidates.map((row) => movieName(catalogue.at(row))),
      })),
      below: matched.filter(({ rating }) => rating < scale.min).length,
      above: matched.filter(({ rating }) => rating > scale.max).length,
      superseded: file.superseded + superseded,
    },
  };
}

function nothingRecognised(file: PersonFile, catalogue: Catalogue, data: string): DataError {
  const years = catalogue.movies.flatMap(({ year }) => year ?? []);
  const last = years.reduce((latest, year) => Math.max(latest, year), 0);
  const upTo = last > 0 ? `, whose films end in ${last}` : "";
  return new DataError(
    `Cannot recognise a film: none of the ${file.ratings.length} is in ${data}${upTo}; ` +
      "choose a larger data set, e.g. --data ml-latest-small",
    { file: file.path },
  );
}

/** Letterboxd calls every export `ratings.csv`: where names are equal, the folders tell people apart. */
function peopleNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path, extname(path)));
  if (new Set(names).size === names.length) return names;
  const folders = paths.map((path) => basename(dirname(path)));
  if (new Set(folders).size === folders.length) return folders;
  return names.map((name, k) => `${name} ${k + 1}`);
}
