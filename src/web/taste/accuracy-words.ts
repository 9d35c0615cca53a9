import type { OwnAccuracyTold, PairedDifference } from "../../index.ts";
import { signedText } from "../parts/signed-text.ts";

/** The answer, and how sure it is. */
export function verdictText({ verdict, ratings, rmse, crowd }: OwnAccuracyTold): string {
  const [own, others] = toldApart(rmse, crowd.rmse);
  if (verdict === "better") {
    return `Yes: predictions are surely nearer to your stars than what everyone gives, ${own} stars off, not ${others}.`;
  }
  if (verdict === "worse") {
    return `No: predictions are surely farther from your stars than what everyone gives, ${own} stars off, not ${others}.`;
  }
  return (
    `Cannot be told from ${ratings} ratings: predictions are ${own} stars off, what everyone gives ` +
    `${others}, but that difference is within what chance does.`
  );
}

/** With fewer ratings than an answer needs. */
export function untoldText(ratings: number, needed: number): string {
  const more = needed - ratings;
  return (
    `Cannot be told from ${ratings} ${ratings === 1 ? "rating" : "ratings"} yet: with fewer than ${needed} the answer ` +
    `would be chance too often. Rate ${more} ${more === 1 ? "film" : "films"} more.`
  );
}

/** What the person's ratings and taste are worth, and whether intervals hold. */
export function starsWorthText(accuracy: OwnAccuracyTold): string {
  const { againstCrowd, againstBiasOnly, coverage80 } = accuracy;
  const inside = Number.isNaN(coverage80)
    ? ""
    : ` ${Math.round(100 * coverage80)} % of your ratings are inside their interval, which should be 80.`;
  return (
    `So your ratings are worth ${worth(againstCrowd)}. Against knowing only how strict you are, your ` +
    `taste is worth ${worth(againstBiasOnly)}.${inside}`
  );
}

/** Whether the top of the list is worth an evening. */
export function orderWorthText(accuracy: OwnAccuracyTold): string {
  const { picks, popularity, meanRating, pairs } = accuracy;
  const { pairsAgainstCrowd, pairsAgainstPopularity } = accuracy;
  const top =
    `The fifth of your films that would have been put first got ${picks.topRating.toFixed(1)} ★ of you on ` +
    `average; the best known fifth ${popularity.topRating.toFixed(1)}, all of them ${meanRating.toFixed(1)}.`;
  if (pairs === 0) return `${top} You gave all of them the same, so no order is better.`;
  return (
    `${top} Of two that you rated differently, picks put the better one first in ` +
    `${(100 * picks.rightPairs).toFixed(0)} of 100 cases: ${gained(pairsAgainstPopularity)} against ` +
    `sorting by how many rated them, ${gained(pairsAgainstCrowd)} against what everyone gives.`
  );
}

/** With as many digits as it takes to see which is less. */
function toldApart(own: number, others: number): readonly [string, string] {
  const digits = own.toFixed(2) === others.toFixed(2) ? 3 : 2;
  return [own.toFixed(digits), others.toFixed(digits)];
}

/** `0.14 stars, surely (0.08 to 0.20)`, from a difference that is below 0 where something is gained. */
function worth({ difference, low95, high95 }: PairedDifference): string {
  const [gain, rest] = shownGain([-difference, -high95, -low95], 2).replaceAll("+", "").split(",");
  return `${gain} stars,${rest}`;
}

/** `+13, surely (+9 to +17)`. */
function gained({ difference, low95, high95 }: PairedDifference): string {
  return shownGain([100 * difference, 100 * low95, 100 * high95], 0);
}

/** @param values - the gain and the ends of its interval. */
function shownGain(values: readonly [number, number, number], digits: number): string {
  const [, least, most] = values;
  const isSure = least > 0 || most < 0;
  // An end that is not 0 is not shown as 0 where it decides.
  const isShort = isSure && values.some((value) => Number(value.toFixed(digits)) === 0);
  const [gain, low, high] = values.map((value) => signedText(value, isShort ? digits + 1 : digits));
  return `${gain}, ${isSure ? "surely" : "perhaps"} (${low} to ${high})`;
}
