import { basename, dirname, extname, resolve } from "node:path";
import type {
  Catalogue,
  ExportedRating,
  FilmCandidate,
  Id,
  PersonExport,
  PersonRating,
  RatingScale,
} from "../index.ts";
import { DataError, matchFilms, readExport } from "../index.ts";
import type { Correction } from "../io/corrections.ts";
import { decisions, readCorrections, unmetDecisions } from "../io/corrections.ts";
import { readWholeFile } from "../io/node-files.ts";
import type { ReadingFlags } from "./reading-flags.ts";
import { readOptionsOf } from "./reading-flags.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { counted, grouped } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { UsageError } from "./usage-error.ts";

/** A person's file, read, but not yet matched with films. */
export interface PersonFile {
  /** For movie night: the file's name without folder and ending. */
  readonly name: string;
  /** As typed. */
  readonly path: string;
  readonly told: PersonExport;
  /** What they decided of films that could be several. */
  readonly corrections?: CorrectionsRead | undefined;
}

/** What `--corrections` names. */
export interface CorrectionsRead {
  /** As typed. */
  readonly path: string;
  readonly corrections: readonly Correction[];
}

/** A rating of a film that could be several. */
export type AmbiguousRating = ExportedRating & { readonly candidates: readonly FilmCandidate[] };

/** Which of a person's films were found. */
export interface Recognised {
  /** Rated films found, of {@link total}. */
  readonly count: number;
  readonly total: number;
  readonly unknown: readonly ExportedRating[];
  readonly ambiguous: readonly AmbiguousRating[];
  /** Ratings below the lowest one here, as which they count, and above the highest. */
  readonly below: number;
  readonly above: number;
  readonly superseded: number;
  /** Films found that they have seen without rating them; they are in no list. Default none. */
  readonly seen?: number;
  /** Lines of the corrections that name no film which is known here. */
  readonly unmet?: { readonly path: string; readonly lines: readonly number[] } | undefined;
  /** What they brought; absent for someone who was asked. */
  readonly told?: PersonExport | undefined;
  /** Of someone who was asked about films instead: how many they had not seen. */
  readonly notSeen?: number;
}

/** A person whose films have been found. */
export interface Person {
  readonly name: string;
  readonly ratings: readonly PersonRating[];
  /** Films that they have seen without rating them. Default none. */
  readonly seen?: readonly Id[];
  /** What they want to hear no more of. Default none. */
  readonly notForMe?: readonly Id[];
  /** Films that may be one which they have rated or seen: not sure enough to tell, but for no list. Default none. */
  readonly doubtful?: readonly Id[];
  readonly recognised: Recognised;
}

/**
 * Reads the files of one or more people.
 *
 * @throws {DataError} if one cannot be read, or holds no ratings.
 * @throws {UsageError} for a wrong option.
 */
export async function readPeople(
  run: Run,
  paths: readonly string[],
  flags: ReadingFlags = {},
): Promise<readonly PersonFile[]> {
  const { io, screen } = run;
  const whole = paths.map((path) => resolve(io.cwd, path));
  tellTwice(screen, whole);
  const names = peopleNames(whole);
  const corrections = await readCorrectionsOf(run, flags);
  const people: PersonFile[] = [];
  for (const [k, path] of paths.entries()) {
    const told = await readTold(run, path, flags);
    if (told.ratings.length === 0) throw noRatings(told, path);
    people.push({ name: names[k]!, path, told, corrections });
  }
  return people;
}

/**
 * Reads one file of a person's, which may hold no ratings.
 *
 * @throws {DataError} if it cannot be read or is no export.
 * @throws {UsageError} for a wrong option.
 */
export async function readTold(
  { io }: Run,
  path: string,
  flags: ReadingFlags = {},
): Promise<PersonExport> {
  const options = readOptionsOf(flags);
  if (path.trim() === "") {
    throw new UsageError("Cannot read the ratings: the name of the file must not be empty");
  }
  return readExport(await readWholeFile(pathFrom(io, path)), path, options);
}

/**
 * What `--corrections` names, for commands that only read it.
 *
 * @throws {DataError} if it cannot be read.
 */
export async function readCorrectionsOf(
  { io }: Run,
  { corrections: path }: ReadingFlags,
): Promise<CorrectionsRead | undefined> {
  if (path === undefined) return undefined;
  return { path, corrections: readCorrections(await readWholeFile(pathFrom(io, path)), path) };
}

function noRatings({ seen, watchlist }: PersonExport, path: string): DataError {
  const what =
    seen.length > 0
      ? `only ${counted(seen.length, "film")} seen without a rating`
      : `only a list of ${counted(watchlist.length, "film")}`;
  return new DataError(
    `Cannot read the ratings: it holds ${what}; take the file with your ratings, or the whole export`,
    { file: path },
  );
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
  const { told } = file;
  const decided = file.corrections && decisions(file.corrections.corrections);
  const rated = matchFilms(told.ratings, catalogue, { decided });
  if (rated.matched.length === 0) throw nothingRecognised(file, catalogue, title, largerAdvice);
  const seen = matchFilms(told.seen, catalogue, { decided });
  const notForMe = matchFilms(told.notForMe, catalogue, { decided });
  const onScale = (rating: number): number => Math.min(scale.max, Math.max(scale.min, rating));
  return {
    name: file.name,
    ratings: rated.matched.map(({ movieId, rating }) => ({ movieId, rating: onScale(rating) })),
    seen: seen.matched.map(({ movieId }) => movieId),
    notForMe: notForMe.matched.map(({ movieId }) => movieId),
    doubtful: [...rated.ambiguous, ...seen.ambiguous].flatMap(({ candidates }) =>
      candidates.map(({ movieIndex }) => catalogue.at(movieIndex).id),
    ),
    recognised: {
      count: rated.matched.length,
      total: told.ratings.length - rated.repeated,
      unknown: rated.unknown,
      ambiguous: rated.ambiguous,
      below: rated.matched.filter(({ rating }) => rating < scale.min).length,
      above: rated.matched.filter(({ rating }) => rating > scale.max).length,
      superseded: told.replaced + rated.repeated,
      seen: seen.matched.length,
      unmet: file.corrections && unmetIn(file.corrections, catalogue),
      told,
    },
  };
}

function unmetIn(
  { path, corrections }: CorrectionsRead,
  catalogue: Catalogue,
): Recognised["unmet"] {
  const lines = unmetDecisions(corrections, catalogue).flatMap(({ line }) => line ?? []);
  return lines.length === 0 ? undefined : { path, lines };
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
  const { length } = file.told.ratings;
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
