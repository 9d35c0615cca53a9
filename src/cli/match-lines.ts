import type { Match, Model } from "../index.ts";
import { featureName } from "./feature-lines.ts";
import { bar } from "./terminal/bars.ts";
import { signed } from "./terminal/numbers.ts";
import { wrapParts } from "./terminal/text-width.ts";

/** Features that add less, in stars, are not worth a word. */
const LEAST_STARS = 0.03;
const MOST_SHOWN = 4;

/** A bar of this many columns is a third of a star, or the longest where one adds more. */
const BAR_COLUMNS = 7;
const BAR_STARS = 1 / 3;

/**
 * `Comedy ████▌ +0.22   Animation ███ +0.15   the rest +0.04`: what the strongest features add in
 * stars; together they are what taste adds. Nothing where taste adds nothing to speak of.
 */
export function matchLines(model: Model, { features, taste }: Match, width: number): string[] {
  const shown = features
    .filter(({ stars }) => Math.abs(stars) >= LEAST_STARS)
    .sort((a, b) => Math.abs(b.stars) - Math.abs(a.stars))
    .slice(0, MOST_SHOWN);
  if (shown.length === 0) return [];
  const lines = linesOf(model, shown, taste, width);
  if (lines.length === 1 || shown.length === 1) return lines;
  const fewer = linesOf(model, shown.slice(0, -1), taste, width);
  return fewer.length === 1 ? fewer : lines; // the weakest is not worth a second line
}

function linesOf(model: Model, shown: Match["features"], taste: number, width: number): string[] {
  const most = Math.max(BAR_STARS, ...shown.map(({ stars }) => Math.abs(stars)));
  const rest = shown.reduce((left, { stars }) => left - stars, taste);
  const parts = shown.map(({ feature, stars }) => {
    const length = bar(Math.abs(stars) / most, BAR_COLUMNS);
    return `${featureName(model, feature)} ${length} ${signed(stars)}`;
  });
  return wrapParts([...parts, `all others ${signed(rest)}`], width);
}
