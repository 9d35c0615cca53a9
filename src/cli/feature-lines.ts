import type { HiddenFeature, Model, Placed } from "../index.ts";
import { grouped, percent, signed } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import {
  cutText,
  padEnd,
  padStart,
  plainText,
  textWidth,
  wrapWords,
} from "./terminal/text-width.ts";
import { timesText } from "../words/times-text.ts";

/** Where films stand along a feature between its ends. */
const BETWEEN = [-0.5, 0, 0.5];

/** A film stands for a place if it is this near, as the scale goes. */
const NEAR = 0.1;

/** `  +0.50  `: what stands before films. */
const PLACE_COLUMNS = 11;

/** Hidden features as scales: the films at both ends and the best known along them. */
export function featureLines(
  screen: Screen,
  model: Model,
  shown: readonly HiddenFeature[],
): string[] {
  return shown.flatMap((feature, k) => [
    "",
    ...headLines(screen, feature, k + 1),
    ...scaleLines(screen, model, feature),
  ]);
}

/** `What it found: 19 hidden features with a name, and 3 without.` */
export function foundLines(screen: Screen, all: readonly HiddenFeature[]): string[] {
  const named = all.filter(({ name }) => name !== undefined).length;
  const found = `What it found: ${grouped(named)} hidden features with a name`;
  const rest = all.length > named ? `, ${grouped(all.length - named)} without` : "";
  const fits = textWidth(found + rest) <= screen.columns;
  const { strong } = screen.styles;
  return fits ? [strong(found) + rest] : wrapWords(found + rest, screen.columns).map(strong);
}

/** Features that are not shown: `Also 9 times in 10: Drama, War. 8 times in 10: Crime.` */
export function alsoText(features: readonly HiddenFeature[]): string {
  const byOften = new Map<string, string[]>();
  for (const { name, auc } of features) {
    if (name === undefined || auc === undefined) continue;
    byOften.set(timesText(auc), [...(byOften.get(timesText(auc)) ?? []), name]);
  }
  const parts = [...byOften].map(([often, names]) => `${often}: ${names.join(", ")}.`);
  return parts.length === 0 ? "" : `Also ${parts.join(" ")}`;
}

/** A name; of a feature without one the films at its ends. */
export function featureName(model: Model, { name, low, high }: HiddenFeature): string {
  if (name !== undefined) return name;
  const title = (films: readonly Placed[]): string =>
    films[0] === undefined ? "" : plainText(model.catalogue.at(films[0].movieIndex).title);
  return `${cutText(title(low), 17)} ↔ ${cutText(title(high), 18)}`;
}

function headLines(screen: Screen, feature: HiddenFeature, number: number): string[] {
  const { strong, quiet } = screen.styles;
  const head = `${padStart(String(number), 3)}  ${feature.name ?? "nobody named this one"}`;
  const alike = Number.isNaN(feature.stability) ? [] : [starts(feature.stability)];
  const told = [...sentenceOf(feature), ...alike, percent(feature.share)].join("; ");
  if (textWidth(`${head}  ${told}`) <= screen.columns) return [`${strong(head)}  ${quiet(told)}`];
  return [
    strong(head),
    ...wrapWords(told, screen.columns - 5).map((line) => quiet(`     ${line}`)),
  ];
}

function starts(stability: number): string {
  return `other starts: r ${stability.toFixed(2).replace("0.", ".")}`;
}

/** `tells it from the rest 9 times in 10`. */
function sentenceOf({ kind, auc }: HiddenFeature): string[] {
  if (auc === undefined) return [];
  const what = {
    ...{ genre: "it from the rest", appeal: "the better known of two" },
    ...{ acclaim: "the better liked of two", year: "the newer of two", unnamed: "" },
  }[kind];
  return [`tells ${what} ${timesText(auc)}`];
}

function scaleLines(screen: Screen, model: Model, feature: HiddenFeature): string[] {
  const line = (place: number, films: readonly number[]): string => {
    const titles = films.map((row) => plainText(model.catalogue.at(row).title)).join(" · ");
    const at = padEnd(padStart(signed(place), PLACE_COLUMNS - 2), PLACE_COLUMNS);
    return screen.styles.quiet(at) + cutText(titles, screen.columns - PLACE_COLUMNS);
  };
  const ends = [...feature.low.slice(0, 1), ...feature.high.slice(0, 1)];
  const [low = 0, high = 0] = ends.map(({ place }) => place);
  const between = BETWEEN.filter((place) => place > low + NEAR && place < high - NEAR);
  const rowsOf = (films: readonly Placed[]): number[] => films.map(({ movieIndex }) => movieIndex);
  return [
    line(low, rowsOf(feature.low)),
    ...between.flatMap((place) => {
      const films = bestKnownAt(model, feature, place);
      return films.length === 0 ? [] : [line(place, films)];
    }),
    line(high, rowsOf(feature.high)),
  ];
}

/** Two films that most people know, near a place. */
function bestKnownAt({ movieCounts }: Model, { places }: HiddenFeature, at: number): number[] {
  return Array.from(places.keys())
    .filter((row) => Math.abs(places[row]! - at) <= NEAR)
    .sort((a, b) => movieCounts[b]! - movieCounts[a]! || a - b)
    .slice(0, 2);
}
