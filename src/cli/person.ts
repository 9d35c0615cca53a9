import { basename, dirname, extname, resolve } from "node:path";
import type { Catalogue, PersonRating, RatingScale } from "../index.ts";
import { DataError, matchFilms, movieName } from "../index.ts";
import type { LetterboxdRating as NamedRating } from "../io/letterboxd.ts";
import { readLetterboxd } from "../io/letterboxd.ts";
import { readWholeFile } from "../io/node-files.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { grouped } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { UsageError } from "./usage-error.ts";

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
  /** Of someone who was asked about films instead: how many they had not seen. */
  readonly notSeen?: number;
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
  { io, screen }: Run,
  paths: readonly string[],
): Promise<readonly PersonFile[]> {
  if (paths.some((path) => path.trim() === "")) {
    throw new UsageError("Cannot read the ratings: the name of the file must not be empty");
  }
  tellTwice(
    screen,
    paths.map((path) => resolve(io.cwd, path)),
  );
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
 * @param source - what the catalogue is of, and where more films are, for messages.
 * @throws {DataError} if none is found.
 */
export function recognise(
  file: PersonFile,
  catalogue: Catalogue,
  scale: RatingScale,
  { title, largerAdvice }: { readonly title: string; readonly largerAdvice?: string | undefined },
): Person {
  const { matched, unknown, ambiguous, repeated } = matchFilms(file.ratings, catalogue);
  if (matched.length === 0) throw nothingRecognised(file, catalogue, title, largerAdvice);
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
        candidates: rating.candidates.map(({ movieIndex }) => movieName(catalogue.at(movieIndex))),
      })),
      below: matched.filter(({ rating }) => rating < scale.min).length,
      above: matched.filter(({ rating }) => rating > scale.max).length,
      superseded: file.superseded + repeated,
    },
  };
}

function nothingRecognised(
  file: PersonFile,
  catalogue: Catalogue,
  data: string,
  largerAdvice = "check that it has titles and years as the data does",
): DataError {
  const years = catalogue.movies.flatMap(({ year }) => year ?? []);
  const last = years.reduce((latest, year) => Math.max(latest, year), 0);
  const upTo = last > 0 ? `, whose films end in ${last}` : "";
  const { length } = file.ratings;
  const none =
    length === 1 ? "the only one rated is not" : `none of the ${grouped(length)} rated is`;
  return new DataError(`Cannot recognise a film: ${none} in ${data}${upTo}; ${largerAdvice}`, {
    file: file.path,
  });
}

/** Letterboxd calls every export `ratings.csv`: where names are equal, the folders tell people apart. */
function peopleNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path, extname(path)));
  const folders = paths.map((path) => basename(dirname(path)));
  const told = names.map((name, k) => {
    const apart = names.some((other, j) => other === name && folders[j] !== folders[k]);
    return apart && folders[k] !== "" ? folders[k]! : name;
  });
  const seen = new Map<string, number>();
  return told.map((name) => {
    if (told.indexOf(name) === told.lastIndexOf(name)) return name;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return `${name} ${number}`;
  });
}

/** The same file twice counts one person's taste double, which is hardly meant. */
function tellTwice(screen: Screen, paths: readonly string[]): void {
  const repeated = new Set(paths.filter((path, k) => paths.indexOf(path) !== k));
  for (const path of repeated) {
    screen.notice(`"${path}" is named more than once, and counts that often`);
  }
}
