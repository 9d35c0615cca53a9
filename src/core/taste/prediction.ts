import type { Id } from "../ratings/id-map.ts";

/** What is predicted for a film. */
export interface Prediction {
  readonly movieId: Id;
  readonly title: string;
  readonly year: number | undefined;
  /** Clipped to the scale. */
  readonly stars: number;
  /** The ends of the 80 % interval, in stars, clipped to the scale; NaN where it was not measured. */
  readonly low: number;
  readonly high: number;
}

/** How much one own rating counts. */
export interface Reason {
  readonly movieId: Id;
  readonly title: string;
  readonly year: number | undefined;
  /** What the person gave, in stars. */
  readonly rating: number;
  /**
   * Of an explanation and of films to avoid: in stars, signed. Of picks: its part of all that speaks
   * for the film, own ratings and what everyone has it for; in (0, 1].
   */
  readonly share: number;
}

/** A film picked, or one to avoid. */
export interface Pick extends Prediction {
  /**
   * What the list is sorted by before it is spread: of picks, what the film is worth to the person,
   * from 0 for a film of no interest to about 1 (the first 50 of a list are sorted so, further ones by
   * their worth alone; films that get less than the person gives on average come last); of films to avoid, the upper end of the interval, in
   * stars, not clipped.
   */
  readonly score: number;
  /** The own ratings that count most, strongest first, at most three. */
  readonly why: readonly Reason[];
}

/** Where a prediction comes from: `mean + film + strictness + taste`, clipped, is `stars`. */
export interface Explanation extends Prediction {
  /** How many training users rated the film. */
  readonly ratedBy: number;
  /** What everyone gives on average, in stars. */
  readonly mean: number;
  /** What the film itself adds: everyone likes it, or no one does. */
  readonly film: number;
  /** What the person gives above (below) others for the same films. */
  readonly strictness: number;
  /** What the match of person and film adds, Σ of `matches`. */
  readonly taste: number;
  /** Own ratings, strongest first. Their shares sum to `taste` for a person folded in. */
  readonly reasons: readonly Reason[];
  /** Person's hidden feature times film's, F values in the order of the model. */
  readonly matches: Float32Array;
}
