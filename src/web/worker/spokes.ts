import type { HiddenFeature, Id, Model, Taste } from "../../index.ts";
import type { FeatureMatch, FeatureName } from "../messages.ts";
import { featureName } from "./feature-name.ts";
import { spokeOrder } from "./spoke-order.ts";

/** Deviations of the crowd that fill a person's spoke. */
const FULL_SPOKE_SDS = 2.5;
/** Features of a match that are worth a line. */
const MOST_MATCHES = 5;

/** The features that fingerprints are drawn from, always in one order. */
export class Spokes {
  readonly names: readonly FeatureName[];
  readonly #model: Model;
  readonly #features: readonly HiddenFeature[];
  /** Spoke → its place among the model's hidden features. */
  readonly #order: readonly number[];

  /** Cost: that of the model's hidden features, some 0.3 s. */
  constructor(model: Model) {
    this.#model = model;
    const features = model.hiddenFeatures();
    this.#order = spokeOrder(features);
    this.#features = this.#order.map((k) => features[k]!);
    this.names = this.#features.map((feature) => featureName(model, feature));
  }

  filmPrint(row: number): number[] {
    return this.#features.map(({ places }) => places[row]!);
  }

  personPrint(taste: Taste): number[] {
    const profile = this.#model.profile(taste);
    return this.#order.map((k) => {
      const { you, crowd } = profile[k]!;
      const place = (you - crowd.mean) / (FULL_SPOKE_SDS * crowd.sd);
      return Math.max(-1, Math.min(1, Number.isFinite(place) ? place : 0));
    });
  }

  match(
    taste: Taste,
    movieId: Id,
  ): { readonly match: readonly FeatureMatch[]; readonly rest: number } {
    const { features, taste: all } = this.#model.match(taste, movieId);
    const match = this.#order
      .map((k, feature) => ({ feature, stars: features[k]!.stars }))
      .sort((a, b) => Math.abs(b.stars) - Math.abs(a.stars))
      .slice(0, MOST_MATCHES);
    return { match, rest: match.reduce((left, { stars }) => left - stars, all) };
  }
}
