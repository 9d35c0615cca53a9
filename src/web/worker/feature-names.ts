import type { HiddenFeature, Model } from "../../index.ts";
import type { FeatureName } from "../messages.ts";

/** Genres whose name in catalogues is no word of a sentence. */
const GENRES: Readonly<Record<string, string>> = {
  "Sci-Fi": "science fiction",
  Children: "children’s films",
  "Children's": "children’s films",
  "Film-Noir": "film noir",
  Musical: "musicals",
  Western: "westerns",
  Documentary: "documentaries",
  IMAX: "IMAX films",
  War: "war films",
};

/** A feature in a film lover's words; one that nobody named by the films at its ends. */
export function featureNameOf(
  { catalogue }: Pick<Model, "catalogue">,
  { name, kind, low, high }: Pick<HiddenFeature, "name" | "kind" | "low" | "high">,
): FeatureName {
  if (name !== undefined) {
    return { name: kind === "genre" ? genreWords(name) : name, isNamed: true };
  }
  const title = (films: HiddenFeature["low"]): string =>
    films[0] === undefined ? "…" : catalogue.at(films[0].movieIndex).title;
  return { name: `${title(low)} ↔ ${title(high)}`, isNamed: false };
}

/** `Sci-Fi` → `science fiction`, `Horror` → `horror`. */
export function genreWords(genre: string): string {
  return GENRES[genre] ?? genre.toLowerCase();
}
