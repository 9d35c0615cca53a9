import type { ListsResult, PairedDifference, RankerName } from "../index.ts";
import { meanAndSd } from "../index.ts";
import { compareLists } from "./compare-lists.ts";
import type { MeanFigures } from "./mean-lists.ts";
import { meanAvoid, meanLists } from "./mean-lists.ts";
import { percent, signed } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import type { Column } from "./terminal/table.ts";
import { stackedTableLines } from "./terminal/table.ts";
import { wrapWords } from "./terminal/text-width.ts";

/** In the order of rows, after the picks. */
const RANKERS: readonly { name: RankerName; shown: string }[] = [
  { name: "popularity", shown: "popularity" },
  { name: "filmMean", shown: "film mean" },
  { name: "ease", shown: "EASE" },
  { name: "predictedStars", shown: "predicted" },
  { name: "lowerBound", shown: "lower bound" },
];

const MEASURES: readonly { header: string; shown: (figures: MeanFigures) => string }[] = [
  { header: "prec@3", shown: ({ precisionAt3 }) => precisionAt3.toFixed(3) },
  { header: "nDCG@10", shown: ({ ndcgAt10 }) => ndcgAt10.toFixed(3) },
  { header: "recall@10", shown: ({ recallAt10 }) => recallAt10.toFixed(3) },
  { header: "rated@3", shown: ({ ratedAt3 }) => ratedAt3.toFixed(3) },
  { header: "stars", shown: ({ meanTrueRating }) => unlessNaN(meanTrueRating, 2) },
  { header: "films", shown: ({ distinct }) => distinct.toFixed(0) },
  { header: "rank", shown: ({ medianPopularityRank }) => unlessNaN(medianPopularityRank, 0) },
  { header: "obscure", shown: ({ obscureShare }) => percent(obscureShare, 1) },
];

/** The table of lists: picks and what stands beside them, means over the draws, and what it all means. */
export function listsLines(screen: Screen, draws: readonly ListsResult[]): string[] {
  const { columns, styles } = screen;
  const { picks, rankers } = meanLists(draws);
  const row = (name: string, figures: MeanFigures): string[] => [
    name,
    ...MEASURES.map(({ shown }) => shown(figures)),
  ];
  const rows = RANKERS.flatMap(({ name, shown }) => {
    const figures = rankers[name];
    return figures === undefined ? [] : [row(shown, figures)];
  });
  const headers: Column[] = [
    { header: "sorted by" },
    ...MEASURES.map(({ header }): Column => ({ header, align: "right" })),
  ];
  return [
    styles.strong("Lists: is the top worth an evening?"),
    "",
    ...stackedTableLines(headers, [row("picks", picks), ...rows], columns),
    "",
    ...againstLines(screen, draws),
    ...avoidLines(screen, draws),
    "",
    ...wrapWords(
      "Every film not given is ranked; a hit is one that was hidden and rated 4 or more. Prec@3: hits " +
        "among the first three; nDCG@10: how early hits come, 1 being best; recall@10: share of all " +
        "possible hits; rated@3: films among the first three that were rated at all, stars: how well. " +
        "Films: different ones in these places; rank: their median place by number of ratings; " +
        `obscure: with fewer than ten.${withoutHitsText(draws)}`,
      columns,
    ),
  ];
}

function againstLines({ columns }: Screen, draws: readonly ListsResult[]): string[] {
  const against = compareLists(draws);
  if (against === undefined) return [];
  const { ndcgAt10, precisionAt3 } = against;
  const text =
    `Picks less EASE: nDCG@10 ${differenceText(ndcgAt10)}, prec@3 ${differenceText(precisionAt3)}; ` +
    "above 0 picks are better; in brackets the 95 % interval, users drawn anew.";
  return wrapWords(text, columns);
}

function differenceText({ difference, low95, high95 }: PairedDifference): string {
  const shown = [difference, low95, high95].map((value) => signed(value, 3));
  return `${shown[0]} (${shown[1]} to ${shown[2]})`;
}

function avoidLines({ columns }: Screen, draws: readonly ListsResult[]): string[] {
  const { rated, low, baseRate } = meanAvoid(draws);
  const rest = Number.isNaN(low)
    ? ""
    : ` (${percent(low)} of these 3 or less, and of all hidden ratings ${percent(baseRate)})`;
  return wrapWords(
    `Films to avoid: ${percent(rated)} had been rated all the same${rest}.`,
    columns,
  );
}

function withoutHitsText(draws: readonly ListsResult[]): string {
  const { mean } = meanAndSd(draws.map(({ peopleWithoutHits }) => peopleWithoutHits));
  if (mean === 0) return "";
  return ` No hit was possible for ${Number(mean.toFixed(1))} people a draw; they count as 0.`;
}

function unlessNaN(value: number, digits: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(digits);
}
