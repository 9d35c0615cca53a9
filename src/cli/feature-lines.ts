import type { HiddenFeature, Model, Placed } from "../index.ts";
import { grouped, percent } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import { cutText, plainText, textWidth, wrapWords } from "./terminal/text-width.ts";

/**
 * Hidden features by the films at their two ends.
 *
 * @param shown - the strongest of them.
 * @param all - how many the model has.
 */
export function featureLines(
  screen: Screen,
  model: Model,
  shown: readonly HiddenFeature[],
  all: number,
): string[] {
  const { strong, quiet } = screen.styles;
  const share = shown.reduce((sum, feature) => sum + feature.share, 0);
  const ends = (films: readonly Placed[]): string =>
    films.map(({ movieIndex }) => plainText(model.catalogue.at(movieIndex).title)).join(", ");
  const found = `What it found: ${shown.length} of ${grouped(all)} hidden features`;
  const told = `, ${percent(share)} of what taste tells apart`;
  const fits = textWidth(found + told) <= screen.columns;
  return [
    ...(fits ? [strong(found) + told] : wrapWords(found + told, screen.columns).map(strong)),
    ...shown.flatMap((feature, k) => [
      `  ${k + 1}  ${labelText(feature)}${quiet(`, ${percent(feature.share)}`)}`,
      quiet(`     − ${cutText(ends(feature.low), screen.columns - 7)}`),
      quiet(`     + ${cutText(ends(feature.high), screen.columns - 7)}`),
    ]),
  ];
}

/** `leans Sci-Fi, r .55`. */
export function labelText({ label }: HiddenFeature): string {
  if (label === undefined) return "leans nowhere clearly";
  return `leans ${label.name}, r ${label.correlation.toFixed(2).replace(/^0/u, "")}`;
}
