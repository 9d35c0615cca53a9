import type { MatchReason } from "./film-match.ts";

/** A way to recognise a film. */
export interface MatchStep {
  /** The step of lower rank is tried first, and decides. */
  readonly rank: number;
  readonly reason: MatchReason;
  /** Share of such matches that are right. */
  readonly confidence: number;
}

/**
 * A match that is less sure is left to the person. Between the steps by which one title may silently
 * be taken for another (up to .90: a typo in a short title, or without a year) and those that measured
 * surer (from .926).
 */
export const LEAST_CONFIDENCE = 0.92;

/** Less than this is not worth asking about: one right in ten. */
export const LEAST_CANDIDATE = 0.1;

/** Of a sub-title or typo whose title, as it stands, is another film's of another year. */
export const DOUBTED = 0.58;

type StepName =
  | "imdbId"
  | "tmdbId"
  | "title"
  | "otherTitle"
  | "spelling"
  | "yearNearby"
  | "titleAlone"
  | "subtitle"
  | "typo"
  | "typoNearby"
  | "shortTypo"
  | "yearOffBy2"
  | "subtitleNearby"
  | "otherId"
  | "shortTypoNearby"
  | "numberTypo"
  | "typoAlone"
  | "yearOffBy5"
  | "subtitleAlone"
  | "yearless"
  | "numberAlone"
  | "yearFar";

/**
 * The steps in their order. What they are worth is measured by `npm run matching -- --steps`: every
 * film of MovieLens 1M is looked for in latest-small and the other way round, by title and with or
 * without year, where three in ten are. Nine tenths of the weight have titles as they stand, one tenth
 * one typo (seeds 101 to 105). Stated is (right + 1) / (all + 2), cut to two digits (three above
 * .92), so that a few cases do not make certainty.
 *
 * Ids cannot be measured with these sets; see `stepDespiteId` for `otherId`. Nor can what is too rare in
 * them: a film without year among films that have one (`yearless`: `Cosmos`, 12 in latest-small) and a
 * number that is the whole title (`numberAlone`: `Nine` and `9`, both of 2009).
 */
export const STEPS: Readonly<Record<StepName, MatchStep>> = {
  imdbId: step(0, "imdb id", 0.999),
  tmdbId: step(1, "tmdb id", 0.999),
  title: step(2, "title and year", 0.999),
  otherTitle: step(3, "other title", 0.967),
  spelling: step(4, "spelling", 0.979),
  yearNearby: step(5, "year nearby", 0.981),
  titleAlone: step(6, "title alone", 0.955),
  subtitle: step(7, "subtitle", 0.932),
  typo: step(8, "typo", 0.997),
  typoNearby: step(9, "typo", 0.926),
  shortTypo: step(10, "typo", 0.89),
  yearOffBy2: step(11, "title alone", 0.68),
  subtitleNearby: step(12, "subtitle", 0.55),
  otherId: step(13, "title and year", 0.5),
  shortTypoNearby: step(14, "typo", 0.501),
  numberTypo: step(15, "typo", 0.35),
  typoAlone: step(16, "typo", 0.9),
  yearOffBy5: step(17, "title alone", 0.22),
  subtitleAlone: step(18, "subtitle", 0.19),
  yearless: step(19, "title alone", 0.5),
  numberAlone: step(20, "spelling", 0.5),
  yearFar: step(21, "title alone", 0.01),
};

function step(rank: number, reason: MatchReason, confidence: number): MatchStep {
  return { rank, reason, confidence };
}
