import { MOST_CANDIDATES } from "../core/catalogue/film-matcher.ts";
import { LEAST_CONFIDENCE } from "../core/catalogue/match-steps.ts";
import type { FilmMatch } from "../index.ts";

/**
 * The rows of which one is surely the film: that of a match, or of candidates that nothing tells
 * apart. None if the best candidate is a guess.
 */
export function likelyRows(match: FilmMatch): number[] {
  if (match.kind === "match") return [match.movieIndex];
  if (match.kind === "unknown") return [];
  const [first] = match.candidates;
  const alike = match.candidates.filter(({ confidence }) => confidence === first?.confidence);
  const sum = alike.reduce((total, { confidence }) => total + confidence, 0);
  // Of so many there may be more, among which the confidence is shared too.
  const isSure = sum >= LEAST_CONFIDENCE || alike.length === MOST_CANDIDATES;
  return isSure ? alike.map(({ movieIndex }) => movieIndex) : [];
}
