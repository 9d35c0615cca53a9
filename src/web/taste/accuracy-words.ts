import type { OwnAccuracyTold } from "../../index.ts";
import { gainedText, toldApart, worthText } from "../../words/gain-words.ts";
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
    `So your ratings are worth ${worthText(againstCrowd, signedText)}. Against knowing only how strict you are, your ` +
    `taste is worth ${worthText(againstBiasOnly, signedText)}.${inside}`
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
    `${(100 * picks.rightPairs).toFixed(0)} of 100 cases: ${gainedText(pairsAgainstPopularity, signedText)} against ` +
    `sorting by how many rated them, ${gainedText(pairsAgainstCrowd, signedText)} against what everyone gives.`
  );
}
