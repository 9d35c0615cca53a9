import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { MatchedFilms } from "../core/catalogue/match-films.ts";
import { matchFilms } from "../core/catalogue/match-films.ts";
import type { Decide } from "./corrections.ts";
import type { ExportedFilm, ExportedRating, PersonExport } from "./exports/person-export.ts";

/** A person's export, film by film matched with a catalogue. */
export interface ImportedFilms {
  readonly told: PersonExport;
  readonly rated: MatchedFilms<ExportedRating>;
  readonly seen: MatchedFilms<ExportedFilm>;
  readonly watchlist: MatchedFilms<ExportedFilm>;
  readonly notForMe: MatchedFilms<ExportedFilm>;
  readonly notSeen: MatchedFilms<ExportedFilm>;
}

/** The lists of an export, as they are called everywhere. */
export const LISTS = ["rated", "seen", "watchlist", "notForMe", "notSeen"] as const;

/** How many rows ended where: together they are the rows that were read. */
export interface RowCounts {
  readonly recognised: number;
  readonly ambiguous: number;
  readonly unknown: number;
  readonly leftOut: number;
}

/** Matches all that an export tells of films. */
export function importFilms(
  told: PersonExport,
  catalogue: Catalogue,
  decided: Decide | undefined,
): ImportedFilms {
  return {
    told,
    rated: matchFilms(told.ratings, catalogue, { decided }),
    seen: matchFilms(told.seen, catalogue, { decided }),
    watchlist: matchFilms(told.watchlist, catalogue, { decided }),
    notForMe: matchFilms(told.notForMe, catalogue, { decided }),
    notSeen: matchFilms(told.notSeen, catalogue, { decided }),
  };
}

/** Where the rows ended. */
export function rowCounts(films: ImportedFilms): RowCounts {
  const sum = (count: (list: MatchedFilms<ExportedFilm>) => number): number =>
    LISTS.reduce((total, name) => total + count(films[name]), 0);
  return {
    recognised: sum(({ matched }) => matched.length),
    ambiguous: sum(({ ambiguous }) => ambiguous.length),
    unknown: sum(({ unknown }) => unknown.length),
    leftOut: leftOutRows(films),
  };
}

/** Rows left out, those of films that turned out to stand twice among them. */
function leftOutRows(films: ImportedFilms): number {
  const { shows, episodes, shorts, others, unreadable } = films.told.leftOut;
  return shows + episodes + shorts + others + unreadable + repeatedRows(films);
}

/** Rows of films for which another row stands. */
export function repeatedRows(films: ImportedFilms): number {
  return LISTS.reduce((total, name) => total + films[name].repeated, films.told.leftOut.repeated);
}

/** Films recognised by something less sure than their title and year or an id. */
export function recognisedLoosely(films: ImportedFilms): MatchedFilms<ExportedFilm>["matched"] {
  return LISTS.flatMap((name) => films[name].matched).filter(({ reason }) => !SURE.has(reason));
}

const SURE: ReadonlySet<string> = new Set(["decided", "imdb id", "tmdb id", "title and year"]);
