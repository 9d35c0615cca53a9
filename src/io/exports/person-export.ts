import type { WantedFilm } from "../../core/catalogue/film-match.ts";

/** A film out of a person's own export. */
export interface ExportedFilm extends WantedFilm {
  /** The file that it stands in, for messages; of an archive `export.zip/ratings.csv`. */
  readonly file: string;
  /** Where it stands: the line from 1, or of JSON the entry from 1. */
  readonly line: number;
  /** The day of the rating or viewing as `2024-05-01`, where the file tells it. */
  readonly date?: string | undefined;
}

/** A film with its rating. */
export interface ExportedRating extends ExportedFilm {
  /** In stars, in [0.5, 5], whatever the scale of the file. */
  readonly rating: number;
}

/** What a file's ratings are on. */
export type ExportScale = "0.5-5" | "1-10" | "0-10" | "0-100";

/** Rows of an export that are no film's rating, viewing or wish, counted by why. */
export interface LeftOutRows {
  readonly shows: number;
  readonly episodes: number;
  readonly shorts: number;
  /** Video games, music videos, podcasts. */
  readonly others: number;
  /** Of a film that a later row, or one that says more, stands for. */
  readonly repeated: number;
  /** See `faults`. */
  readonly unreadable: number;
}

/** A row that cannot be used. */
export interface RowFault {
  readonly file: string;
  readonly line: number;
  /** The cell, from 1, where one cell is wrong. */
  readonly column?: number | undefined;
  /** What is wrong and what was expected; quotes the file only where `verbose` was asked for. */
  readonly message: string;
}

/**
 * Everything that a person's export tells of films. Every row read is in exactly one place:
 * `rows` = ratings + seen + watchlist + notForMe + notSeen + the sum over `leftOut`.
 */
export interface PersonExport {
  /** Which kind of file it was, such as `letterboxd-zip`. */
  readonly format: string;
  /** The same for people: `Letterboxd export (ZIP)`. */
  readonly formatTitle: string;
  /** Rows of data that were read, over all files. */
  readonly rows: number;
  /** One a film (as the file names it). */
  readonly ratings: readonly ExportedRating[];
  /** Watched, but without a rating. */
  readonly seen: readonly ExportedFilm[];
  readonly watchlist: readonly ExportedFilm[];
  /** What they want to hear no more of; only what matinee itself writes tells it. */
  readonly notForMe: readonly ExportedFilm[];
  /** What they said they have not seen when asked to rate it; likewise. */
  readonly notSeen: readonly ExportedFilm[];
  /** Of the ratings; where there are none, that of the format. */
  readonly scale: ExportScale;
  readonly leftOut: LeftOutRows;
  /** How many of `leftOut.repeated` are ratings that a later one of the same film replaced. */
  readonly replaced: number;
  /** The first ten of the unreadable rows. */
  readonly faults: readonly RowFault[];
}
