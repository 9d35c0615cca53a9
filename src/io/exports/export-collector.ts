import { isOlder } from "../../core/catalogue/match-films.ts";
import { shown } from "../shown.ts";
import { MOST_FAULTS } from "./export-limits.ts";
import { filmKey } from "./film-key.ts";
import type {
  ExportedFilm,
  ExportedRating,
  ExportScale,
  LeftOutRows,
  PersonExport,
  RowFault,
} from "./person-export.ts";

/** Where a row stands. */
export interface RowPlace {
  readonly file: string;
  readonly line: number;
}

/** Something that a row should hold and does not. */
export interface Wrong {
  /** What must hold there: `"Rating" must be a number in [0.5, 5]`. */
  readonly wanted: string;
  /** The cell, from 1. */
  readonly column?: number | undefined;
  /** What stands there, quoted only where `verbose` was asked for. */
  readonly found?: string | undefined;
}

/** What kind of thing a row is of; all but films are left out. */
export type FilmKind = "film" | "shows" | "episodes" | "shorts" | "others";

/** The lists of films without a rating, each with a film once. */
export type UnratedList = "seen" | "watchlist" | "notForMe" | "notSeen";

/** How much a rating says: one in a diary may be of an earlier viewing than the current one. */
export type RatingWeight = "diary" | "current";

interface Kept<Film extends ExportedFilm> {
  readonly film: Film;
  readonly weight: RatingWeight;
}

/**
 * Takes the rows of all files of an export, each exactly once, and sorts them: what is read twice counts
 * once, what is rated is not seen without a rating.
 */
export class ExportCollector {
  readonly verbose: boolean;
  readonly #ratings = new Map<string, Kept<ExportedRating>>();
  readonly #unrated: Readonly<Record<UnratedList, Map<string, ExportedFilm>>> = {
    seen: new Map(),
    watchlist: new Map(),
    notForMe: new Map(),
    notSeen: new Map(),
  };
  readonly #leftOut = { shows: 0, episodes: 0, shorts: 0, others: 0, repeated: 0, unreadable: 0 };
  readonly #faults: RowFault[] = [];
  #rows = 0;
  #replaced = 0;

  constructor(verbose: boolean) {
    this.verbose = verbose;
  }

  /** Takes a rating; of one film the current one counts, then the latest, then the last. */
  addRating(film: ExportedRating, weight: RatingWeight): void {
    this.#rows++;
    const key = filmKey(film);
    const before = this.#ratings.get(key);
    if (before !== undefined) {
      this.#leftOut.repeated++;
      if (weight === "diary" && before.weight === "current") return;
      if (weight === before.weight) this.#replaced++;
      if (weight === before.weight && isOlder(film, before.film)) return;
      this.#ratings.delete(key); // so that films stay in the order of the rows that count
    }
    this.#ratings.set(key, { film, weight });
  }

  /** Takes a film without a rating. */
  addFilm(list: UnratedList, film: ExportedFilm): void {
    this.#rows++;
    const films = this.#unrated[list];
    const key = filmKey(film);
    const before = films.get(key);
    if (before !== undefined) {
      this.#leftOut.repeated++;
      if (isOlder(film, before)) return;
      films.delete(key);
    }
    films.set(key, film);
  }

  /** Counts a row that is of no film. */
  leaveOut(kind: Exclude<FilmKind, "film">): void {
    this.#rows++;
    this.#leftOut[kind]++;
  }

  /** Counts a row that cannot be used. */
  refuse({ file, line }: RowPlace, { wanted, column, found }: Wrong): void {
    this.#rows++;
    this.#leftOut.unreadable++;
    if (this.#faults.length === MOST_FAULTS) return;
    const got = this.verbose && found !== undefined ? `, got ${shown(found)}` : "";
    const place = column === undefined ? { file, line } : { file, line, column };
    this.#faults.push({ ...place, message: wanted + got });
  }

  /** Everything taken so far. */
  result(format: string, formatTitle: string, scale: ExportScale): PersonExport {
    const { watchlist, notForMe, notSeen } = this.#unrated;
    const seen = [...this.#unrated.seen].filter(([key]) => !this.#ratings.has(key));
    const repeated = this.#leftOut.repeated + this.#unrated.seen.size - seen.length;
    const leftOut: LeftOutRows = { ...this.#leftOut, repeated };
    return {
      ...{ format, formatTitle, rows: this.#rows },
      ratings: [...this.#ratings.values()].map(({ film }) => film),
      seen: seen.map(([, film]) => film),
      watchlist: [...watchlist.values()],
      notForMe: [...notForMe.values()],
      notSeen: [...notSeen.values()],
      ...{ scale, leftOut, replaced: this.#replaced, faults: [...this.#faults] },
    };
  }
}
