import type { MatchReason } from "./film-match.ts";

/** A way to recognise a film. */
export interface MatchStep {
  readonly reason: MatchReason;
  /** Share of such matches that are right. */
  readonly confidence: number;
}

function step(reason: MatchReason, confidence: number): MatchStep {
  return { reason, confidence };
}

type StepName =
  | "decided"
  | "imdbId"
  | "tmdbId"
  | "title"
  | "otherTitle"
  | "spelling"
  | "yearNearby"
  | "typo"
  | "subtitle"
  | "titleAlone"
  | "typoNearby"
  | "shortTypo"
  | "subtitleNearby"
  | "numberTypo"
  | "yearOffBy2"
  | "shortTypoNearby"
  | "otherId"
  | "typoAlone"
  | "yearOffBy5"
  | "subtitleAlone"
  | "yearFar";

/** The steps, the surest first. */
export const STEPS: Readonly<Record<StepName, MatchStep>> = {
  decided: step("decided", 1),
  imdbId: step("imdb id", 0.999),
  tmdbId: step("tmdb id", 0.999),
  title: step("title and year", 0.998),
  otherTitle: step("other title", 0.99),
  spelling: step("spelling", 0.989),
  yearNearby: step("year nearby", 0.98),
  typo: step("typo", 0.97),
  subtitle: step("subtitle", 0.96),
  titleAlone: step("title alone", 0.93),
  typoNearby: step("typo", 0.94),
  shortTypo: step("typo", 0.8),
  subtitleNearby: step("subtitle", 0.75),
  numberTypo: step("typo", 0.7),
  yearOffBy2: step("title alone", 0.6),
  shortTypoNearby: step("typo", 0.55),
  otherId: step("title and year", 0.5),
  typoAlone: step("typo", 0.4),
  yearOffBy5: step("title alone", 0.2),
  subtitleAlone: step("subtitle", 0.15),
  yearFar: step("title alone", 0.01),
};
/** A match that is less sure than this is left to the person. */
export const LEAST_CONFIDENCE = 0.9;
/** Less than this is not worth asking about. */
export const LEAST_CANDIDATE = 0.1;
