import type { HiddenFeature, Model } from "../../index.ts";
import type { FeatureName } from "../messages.ts";

/** Genres as people say them, where the data's name is none. */
const SAID: Readonly<Record<string, string | undefined>> = {
  "Sci-Fi": "science fiction",
  Children: "children’s films",
  "Children's": "children’s films",
  Musical: "musicals",
  Western: "westerns",
  War: "war films",
  "Film-Noir": "film noir",
  Documentary: "documentaries",
  IMAX: "IMAX films",
};

/** What a feature is called: its name in a film lover's words, or the films at its ends. */
export function featureName({ catalogue }: Model, feature: HiddenFeature): FeatureName {
  const { name, low, high } = feature;
  if (name !== undefined) return { name: SAID[name] ?? name.toLowerCase(), isNamed: true };
  const title = (at: { readonly movieIndex: number } | undefined): string =>
    at === undefined ? "…" : catalogue.at(at.movieIndex).title;
  return { name: `${title(low[0])} ↔ ${title(high[0])}`, isNamed: false };
}
