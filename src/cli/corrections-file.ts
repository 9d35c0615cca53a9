import type { Catalogue, ExportedFilm, FilmCandidate, WantedFilm } from "../index.ts";
import { movieName } from "../index.ts";
import type { Correction, Decide } from "../io/corrections.ts";
import {
  correctionsCsv,
  decisions,
  readCorrections,
  unmetDecisions,
  withUndecided,
} from "../io/corrections.ts";
import { kindAt } from "../io/node-kind-at.ts";
import { readWholeFile, writeFileAtomically } from "../io/node-files.ts";
import { checkWritable } from "../io/node-writable-file.ts";
import type { ImportedFilms } from "../io/import-films.ts";
import { LISTS } from "../io/import-films.ts";
import { imdbName } from "../core/catalogue/movie.ts";
import { unmetText } from "./recognised-text.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import { counted } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

/** A film that could be several, with those that it could be. */
export type AmbiguousFilm = ExportedFilm & { readonly candidates: readonly FilmCandidate[] };

/** The decisions that `--corrections` keeps. */
export class CorrectionsFile {
  readonly #run: Run;
  readonly #file: string;
  #corrections: readonly Correction[];

  constructor(run: Run, file: string, corrections: readonly Correction[]) {
    this.#run = run;
    this.#file = file;
    this.#corrections = corrections;
  }

  /** What was decided so far. */
  decide(): Decide {
    return decisions(this.#corrections);
  }

  /** Keeps a decision in the file at once: an interrupted run loses none. */
  async add(film: WantedFilm, decision: string, candidates: string): Promise<void> {
    const { title, year } = film;
    await this.#write([
      ...this.#corrections.filter((known) => known.title !== title || known.year !== year),
      { title, year, film: decision, candidates },
    ]);
  }

  /** Adds what is still to be decided, for whoever fills the file in; says so. */
  async keep(films: ImportedFilms, catalogue: Catalogue): Promise<void> {
    const open = ambiguousFilms(films);
    const undecided = open.map(({ title, year, candidates }) => ({
      ...{ title, year },
      candidates: candidates.map((one) => filmDecision(one, catalogue)).join(" | "),
    }));
    const all = withUndecided(this.#corrections, undecided);
    const added = all.length - this.#corrections.length;
    if (added > 0) await this.#write(all);
    const unmet = unmetDecisions(this.#corrections, catalogue).flatMap(({ line }) => line ?? []);
    if (unmet.length > 0) this.#run.screen.notice(unmetText(this.#file, unmet));
    if (open.length === 0) return;
    this.#run.screen.notice(
      `${counted(open.length, "film is", "films are")} to be decided in ${plainText(this.#file)}: ` +
        "fill in the column Film with one of the candidates, or none",
    );
  }

  async #write(corrections: readonly Correction[]): Promise<void> {
    const { io } = this.#run;
    await writeFileAtomically(pathFrom(io, this.#file), correctionsCsv(corrections), {
      signal: io.signal,
    });
    this.#corrections = corrections;
  }
}

/**
 * The file that `--corrections` names; one that is not there yet is empty.
 *
 * @throws {UsageError | DataError | WriteError} if it is no such file, or could not be written.
 */
export async function correctionsFile(
  run: Run,
  file: string | undefined,
): Promise<CorrectionsFile | undefined> {
  if (file === undefined) return undefined;
  if (file.trim() === "") {
    throw new UsageError(
      "Cannot read the corrections: --corrections must name a file, got nothing",
    );
  }
  const path = pathFrom(run.io, file);
  const known =
    (await kindAt(path)) === undefined ? [] : readCorrections(await readWholeFile(path), file);
  await checkWritable(path);
  return new CorrectionsFile(run, file, known);
}

/** The films that could be several, over all lists, once each. */
export function ambiguousFilms(films: ImportedFilms): AmbiguousFilm[] {
  const all = LISTS.flatMap((name): AmbiguousFilm[] => films[name].ambiguous);
  return [...new Map(all.map((film) => [`${film.title}\n${film.year ?? ""}`, film])).values()];
}

/** How a decision for this film is written: by its IMDb id where that is known. */
export function filmDecision({ movieIndex }: FilmCandidate, catalogue: Catalogue): string {
  const movie = catalogue.at(movieIndex);
  return movie.imdbId === undefined ? movieName(movie) : imdbName(movie.imdbId);
}
