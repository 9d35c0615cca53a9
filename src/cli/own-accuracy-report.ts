import type { OwnAccuracy, OwnAccuracyTold, OwnOrder } from "../index.ts";
import { gainedText, toldApart, worthText } from "../words/gain-words.ts";
import type { JsonObject } from "./json-shapes.ts";
import type { Recognised } from "./person.ts";
import type { Source } from "./source.ts";
import { counted, grouped, percent, signed, stars } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import type { Column } from "./terminal/table.ts";
import { stackedTableLines } from "./terminal/table.ts";
import { plainText, wrapWords } from "./terminal/text-width.ts";

/** How well one person is predicted, and by what. */
export interface OwnReport {
  readonly accuracy: OwnAccuracy;
  readonly recognised: Recognised;
  readonly source: Pick<Source, "title" | "origin" | "largerAdvice">;
}

/** What is said to the person. No film of theirs is named: the text can be shown to anyone. */
export function ownAccuracyLines(screen: Screen, report: OwnReport): string[] {
  const { columns, styles } = screen;
  const { accuracy, source } = report;
  const answer = accuracy.tellable ? verdictText(accuracy) : untoldText(report);
  return [
    ...wrapWords(`How well you are predicted by ${plainText(source.title)}`, columns).map((line) =>
      styles.strong(line),
    ),
    ...wrapWords(usedText(report), columns),
    "",
    ...wrapWords(answer, columns).map((line) => styles.strong(line)),
    ...(accuracy.tellable ? toldLines(screen, accuracy) : []),
  ];
}

/** What `--json` prints: the figures, and of the films how many; none is named. */
export function ownAccuracyJson({ accuracy, recognised, source }: OwnReport): JsonObject {
  const { count, total } = recognised;
  const about = { recognised: { count, total }, ...source.origin };
  if (!accuracy.tellable) return { ...accuracy, ...about };
  const { movieIds: _m, actual: _a, predicted: _p, ...figures } = accuracy;
  return { ...figures, ...about };
}

function usedText({ accuracy, recognised }: OwnReport): string {
  const { ratings, unknown } = accuracy;
  const found = `${grouped(recognised.count)} of ${counted(recognised.total, "film")} recognised`;
  const rest = unknown === 0 ? "" : `, ${grouped(unknown)} of them rated by nobody here`;
  if (!accuracy.tellable) return `${found}${rest}.`;
  return (
    `${found}${rest}. Your ${grouped(ratings)} ratings were hidden a fifth at a time, and each was ` +
    "predicted from the other four fifths."
  );
}

function untoldText({ accuracy, recognised, source }: OwnReport): string {
  const { ratings, needed } = accuracy;
  const more = counted(needed - ratings, "film");
  const lost = recognised.total - ratings;
  const larger = lost < needed - ratings ? undefined : source.largerAdvice;
  return (
    `Cannot be told from ${counted(ratings, "rating")} yet: with fewer than ${needed} the answer would ` +
    `be chance too often. Rate ${more} more${larger === undefined ? "" : `, or ${larger}`}.`
  );
}

/** The answer, and how sure it is. */
function verdictText({ verdict, ratings, rmse, crowd }: OwnAccuracyTold): string {
  const [own, others] = toldApart(rmse, crowd.rmse);
  const off = `${own} stars off, not ${others}`;
  if (verdict === "better") {
    return `Yes: predictions are surely nearer to your stars than the crowd's mean, ${off}.`;
  }
  if (verdict === "worse") {
    return `No: predictions are surely farther from your stars than the crowd's mean, ${off}.`;
  }
  return (
    `Cannot be told from ${grouped(ratings)} ratings: predictions are ${own} stars off, the crowd's ` +
    `mean ${others}, but that difference is within what chance does.`
  );
}

function toldLines(screen: Screen, accuracy: OwnAccuracyTold): string[] {
  const { columns, styles } = screen;
  return [
    "",
    styles.strong("Stars: how far off"),
    "",
    ...starsTable(screen, accuracy),
    "",
    ...wrapWords(starsText(accuracy), columns),
    "",
    styles.strong("Order: is the top worth an evening?"),
    "",
    ...orderTable(screen, accuracy),
    "",
    ...wrapWords(orderText(accuracy), columns),
    "",
    ...wrapWords(
      "In brackets, the 95 % interval that drawing your films anew gives. Surely: all of it is on one " +
        "side of 0; perhaps: it is not.",
      columns,
    ).map((line) => styles.quiet(line)),
  ];
}

function starsTable(screen: Screen, { rmse, mae, biasOnly, crowd }: OwnAccuracyTold): string[] {
  const columns: Column[] = [
    { header: "" },
    { header: "RMSE", align: "right" },
    { header: "on average", align: "right" },
  ];
  const row = (name: string, errors: { rmse: number; mae: number }): string[] => [
    name,
    errors.rmse.toFixed(2),
    errors.mae.toFixed(2),
  ];
  const rows = [
    row("predicted for you", { rmse, mae }),
    row("the crowd's mean", crowd),
    row("and your strictness", biasOnly),
  ];
  return stackedTableLines(columns, rows, screen.columns);
}

function starsText(accuracy: OwnAccuracyTold): string {
  const { rmse, crowd, biasOnly, againstCrowd, againstBiasOnly, coverage80 } = accuracy;
  const inside = Number.isNaN(coverage80)
    ? ""
    : ` ${percent(coverage80)} of your ratings are inside their interval, which should be 80.`;
  return (
    `The crowd's mean is what everyone gives a film: ${crowd.rmse.toFixed(2)} stars off, where ` +
    `predictions are ${rmse.toFixed(2)} (RMSE, in which large misses count more). So your ratings are ` +
    `worth ${worthText(againstCrowd, signed)}. Knowing only how strict you are is ${biasOnly.rmse.toFixed(2)} off, so ` +
    `your taste is worth ${worthText(againstBiasOnly, signed)}.${inside}`
  );
}

function orderTable(screen: Screen, accuracy: OwnAccuracyTold): string[] {
  const { picks, starsOrder, popularity, crowdOrder, meanRating } = accuracy;
  const columns: Column[] = [
    { header: "sorted by" },
    { header: "first fifth", align: "right" },
    { header: "right pairs", align: "right" },
  ];
  const row = (name: string, { topRating, rightPairs }: OwnOrder): string[] => [
    name,
    stars(topRating),
    Number.isNaN(rightPairs) ? "" : percent(rightPairs),
  ];
  const rows = [
    row("picks", picks),
    row("predicted stars", starsOrder),
    row("the crowd's mean", crowdOrder),
    row("how many rated it", popularity),
    row("any order", { topRating: meanRating, rightPairs: 0.5 }),
  ];
  return stackedTableLines(columns, rows, screen.columns);
}

function orderText(accuracy: OwnAccuracyTold): string {
  const { picks, popularity, meanRating, pairs } = accuracy;
  const { pairsAgainstCrowd, pairsAgainstPopularity } = accuracy;
  const top =
    `The fifth of your films that would have been put first got ${stars(picks.topRating)} of you on ` +
    `average; the best known fifth ${stars(popularity.topRating)}, all of them ${stars(meanRating)}.`;
  if (pairs === 0) return `${top} You gave all of them the same, so no order is better.`;
  return (
    `${top} Of two that you rated differently, picks put the better one first in ` +
    `${(100 * picks.rightPairs).toFixed(0)} of 100 cases: ${gainedText(pairsAgainstPopularity, signed)} against ` +
    `sorting by how many rated them, ${gainedText(pairsAgainstCrowd, signed)} against the crowd's mean.`
  );
}
