import type { HiddenFeature, Id, Model, Taste } from "../../index.ts";
import type { FeatureMatch, FeatureName } from "../messages.ts";

/** The most spokes of a fingerprint that can be told apart. */
const MOST_SPOKES = 12;
/** Deviations of the crowd that fill a person's spoke. */
const FULL_SPOKE_SDS = 2.5;

/** The features that fingerprints are drawn from, always in one order. */
export interface Spokes {
  readonly names: readonly FeatureName[];
  readonly features: readonly HiddenFeature[];
  filmPrint(row: number): number[];
  personPrint(taste: Taste): number[];
  match(
    taste: Taste,
    movieId: Id,
  ): { readonly match: readonly FeatureMatch[]; readonly rest: number };
}

/** Spokes out of a model's hidden features. */
export function spokesOf(model: Model): Spokes {
  const features = model.hiddenFeatures({ count: MOST_SPOKES });
  const names = features.map((feature) => ({
    name: feature.label?.name ?? endsText(model, feature),
    isNamed: feature.label !== undefined,
  }));
  return {
    names,
    features,
    filmPrint: () => [],
    personPrint: (taste) =>
      model.profile(taste, { count: MOST_SPOKES }).map(({ you, crowd }) => {
        const place = (you - crowd.mean) / (FULL_SPOKE_SDS * crowd.sd);
        return Math.max(-1, Math.min(1, Number.isFinite(place) ? place : 0));
      }),
    match: () => ({ match: [], rest: 0 }),
  };
}

/** `Brazil ↔ Titanic`: an unnamed feature by the films at its ends. */
function endsText({ catalogue }: Model, { low, high }: HiddenFeature): string {
  const title = (at: { readonly movieIndex: number } | undefined): string =>
    at === undefined ? "…" : catalogue.at(at.movieIndex).title;
  return `${title(low[0])} ↔ ${title(high[0])}`;
}
