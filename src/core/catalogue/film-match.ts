/** A film as someone's file tells of it; at least a title or an id. */
export interface WantedFilm {
  /** As it stands; empty where the file has ids alone. */
  readonly title: string;
  /** A second name that the file gives, such as IMDb's original title. */
  readonly otherTitle?: string | undefined;
  readonly year?: number | undefined;
  /** `tt0114709` as a number: 114709. */
  readonly imdbId?: number | undefined;
  readonly tmdbId?: number | undefined;
}

/** By what a film was recognised, the surest first. */
export type MatchReason =
  | "decided"
  | "imdb id"
  | "tmdb id"
  | "title and year"
  | "other title"
  | "spelling"
  | "year nearby"
  | "title alone"
  | "subtitle"
  | "typo";

/** A film of the catalogue that may be the wanted one. */
export interface FilmCandidate {
  readonly movieIndex: number;
  readonly reason: MatchReason;
  /** The share of such matches that are right, as measured: in (0, 1]. */
  readonly confidence: number;
}

/** What a wanted film turns out to be. An expected absence is a value, not an exception. */
export type FilmMatch =
  | ({ readonly kind: "match" } & FilmCandidate)
  | { readonly kind: "ambiguous"; readonly candidates: readonly FilmCandidate[] }
  | { readonly kind: "unknown" };
