import { along, outermost } from "../../core/features/along.ts";
import type { HiddenFeature, Id, Model, Taste } from "../../index.ts";

/** How one hidden feature moves the prediction of one film for one person. */
export interface FeatureMatch {
  /** From 1, as in the list of hidden features: 1 explains most. */
  readonly number: number;
  readonly feature: HiddenFeature;
  /** The film's place: −1 … 1 where the well-known films are, 1 being the one furthest out. */
  readonly film: number;
  /** Stars that the person adds for a film at +1. */
  readonly you: number;
  /** `film · you`, in stars; over all features these sum to what taste adds. */
  readonly adds: number;
}

/** Where all well-known films lie this close together, their places are rounding errors. */
const LEAST_FURTHEST = 1e-6;

/**
 * The match of film and person, hidden feature by hidden feature, the strongest first. The
 * directions are at right angles, so that nothing is counted twice.
 *
 * @param features - all F of the model.
 */
export function featureMatches(
  model: Model,
  features: readonly HiddenFeature[],
  taste: Taste,
  movieId: Id,
): FeatureMatch[] {
  const row = model.catalogue.indexOf(movieId);
  return features
    .map((feature, k) => {
      const furthest = outermost(model, feature);
      const { factors, movieFactors } = model.head;
      const place = along(feature, movieFactors, row * factors);
      const film = furthest < LEAST_FURTHEST ? 0 : place / furthest;
      const you = along(feature, taste.features, 0) * furthest;
      return { number: k + 1, feature, film, you, adds: film * you };
    })
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
}
