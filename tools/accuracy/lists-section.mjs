// @ts-check
// The section of docs/accuracy.md on lists: picks beside EASE, popularity and orders by stars.
import { METHODS } from "../../dist/index.js";
import { DATA, LISTS, cellId } from "./cells.mjs";
import { TITLES, differenceText, percent, share, table } from "./markdown.mjs";

/** @typedef {import("./page.mjs").Results} Results */
/** @typedef {import("../../dist/index.js").PairedDifference} Difference */
/** @typedef {Record<"precisionAt3" | "ndcgAt10" | "recallAt10" | "ratedAt3" | "distinct", number> & Record<"meanTrueRating" | "medianPopularityRank" | "obscureShare", number | null>} Figures */

/** As in `evaluate --json`; in the order of rows, after the picks. */
const RANKERS = {
  ease: "EASE",
  popularity: "popularity",
  filmMean: "film mean",
  predictedStars: "predicted stars",
  lowerBound: "lower bound",
};
const DEFAULT = METHODS[0] ?? "";

/** @param {Results} results */
export function listsSection(results) {
  return [
    "The same people, thirty ratings each: all films that they did not give are ranked, and a hit is one that " +
      "was held out and rated 4 or more. Precision@3 and rated@3: hits, and films rated at all, among the " +
      "first three; true rating: what was given to these; distinct, median rank, obscure: how many different " +
      "films stand in these places, their median place by number of ratings, and the share with fewer than " +
      "ten. Picks have stars by the default method as a guard; by another one where it is named. EASE " +
      "(Steck 2019) was tuned on inner splits likewise.",
    ...DATA.map((data) => `### ${TITLES[data]}\n\n${ofDataSet(results, data)}`),
    spreadText(results),
  ].join("\n\n");
}

/** @param {Results} results @param {string} data */
function ofDataSet(results, data) {
  const cell = results[cellId(data, LISTS, DEFAULT)];
  if (cell?.["precisionAt3"] === undefined) return "Not measured yet.";
  const { againstEase, avoid, baselines } = cell;
  const others = METHODS.filter((method) => method !== DEFAULT).flatMap((method) => {
    const figures = results[cellId(data, LISTS, method)];
    if (figures?.["precisionAt3"] === undefined) return [];
    return [row(`picks, ${method}`, /** @type {any} */ (figures))];
  });
  const rankers = Object.entries(RANKERS).flatMap(([name, shown]) => {
    const figures = baselines[name];
    return figures === undefined ? [] : [row(shown, figures)];
  });
  const rows = [row("**picks**", /** @type {any} */ (cell)), ...others, ...rankers];
  const header =
    "| sorted by | precision@3 | nDCG@10 | recall@10 | rated@3 | true rating | distinct | median rank | obscure |";
  return [
    table("", header, rows).trimStart(),
    ...(againstEase === undefined ? [] : [againstText(againstEase)]),
    avoidText(avoid),
  ].join("\n\n");
}

/** @param {string} name @param {Figures} figures */
function row(name, figures) {
  const { precisionAt3, ndcgAt10, recallAt10, ratedAt3 } = figures;
  const { meanTrueRating, distinct, medianPopularityRank, obscureShare } = figures;
  return [
    ...[name, ...[precisionAt3, ndcgAt10, recallAt10, ratedAt3].map((value) => share(value))],
    ...[measured(meanTrueRating, (value) => value.toFixed(2)), distinct.toFixed(0)],
    measured(medianPopularityRank, (value) => value.toFixed(0)),
    measured(obscureShare, percent),
  ];
}

/** @param {{ precisionAt3: Difference, ndcgAt10: Difference }} against */
function againstText({ precisionAt3, ndcgAt10 }) {
  return (
    "Picks less EASE, on the same people (above 0 picks are better; in brackets the 95 % interval): " +
    `precision@3 ${differenceText(precisionAt3)}, nDCG@10 ${differenceText(ndcgAt10)}.`
  );
}

/** @param {{ rated: number, low: number | null, baseRate: number }} avoid */
function avoidText({ rated, low, baseRate }) {
  const all = `Films to avoid, three each: ${percent(rated)} of them had been rated all the same`;
  if (low === null) return `${all}.`;
  return `${all}, and of these ${percent(low)} got 3 or less; of all ratings held out ${percent(baseRate)} did.`;
}

/**
 * What it costs that the first three are spread over hidden features.
 *
 * @param {Results} results
 */
function spreadText(results) {
  const what =
    "What spreading the three over hidden features does, on inner splits of MovieLens 100K";
  const cell = results["ml-100k spread"];
  if (cell === undefined) return `${what}: not measured yet.`;
  const { asGiven, byScore, difference, people } = cell;
  return (
    `${what} (${people} people, weighted-als): mean cosine between the three ${share(byScore.cosine)} → ` +
    `${share(asGiven.cosine)}, precision@3 ${share(byScore.precisionAt3)} → ${share(asGiven.precisionAt3)}, ` +
    `a difference of ${differenceText(difference)}.`
  );
}

/** Empty where there is none. @param {number | null} value @param {(value: number) => string} shown */
function measured(value, shown) {
  return value === null ? "" : shown(value);
}
