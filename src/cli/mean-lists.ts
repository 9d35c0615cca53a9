import type {
  AvoidFigures,
  ListFigures,
  ListsResult,
  PooledFigures,
  RankedLists,
  RankerName,
} from "../index.ts";
import { meanAndSd } from "../index.ts";
import { compareLists } from "./compare-lists.ts";
import type { JsonObject } from "./json-shapes.ts";

/** What lists are worth, means over the draws. */
export type MeanFigures = ListFigures & PooledFigures & JsonObject;

/** Means over the draws, of picks and of each ranker that every draw has. */
export interface MeanLists {
  readonly picks: MeanFigures;
  readonly rankers: Readonly<Partial<Record<RankerName, MeanFigures>>>;
}

const RANKERS: readonly RankerName[] = [
  ...(["popularity", "filmMean", "ease"] as const),
  ...(["predictedStars", "lowerBound"] as const),
];

/** What `--json` prints of lists: means over the draws. */
export function listsJson(draws: readonly ListsResult[]): {
  readonly figures: JsonObject;
  readonly baselines: Readonly<Record<string, JsonObject>>;
} {
  const { picks, rankers } = meanLists(draws);
  const againstEase = compareLists(draws);
  const figures = {
    ...picks,
    peopleWithoutHits: meanAndSd(draws.map((draw) => draw.peopleWithoutHits)).mean,
    avoid: meanAvoid(draws),
    ...(againstEase === undefined ? {} : { againstEase }),
  };
  return { figures, baselines: { ...rankers } };
}

/** Means over the draws. */
export function meanLists(draws: readonly ListsResult[]): MeanLists {
  const rankers: Partial<Record<RankerName, MeanFigures>> = {};
  for (const name of RANKERS) {
    const lists = draws.flatMap(({ baselines }) => baselines[name] ?? []);
    if (lists.length === draws.length) rankers[name] = meanFigures(lists);
  }
  return { picks: meanFigures(draws.map(({ picks }) => picks)), rankers };
}

function meanFigures(lists: readonly RankedLists[]): MeanFigures {
  const mean = (of: (figures: ListFigures & PooledFigures) => number): number =>
    meanAndSd(lists.map(of)).mean;
  return {
    precisionAt3: mean(({ precisionAt3 }) => precisionAt3),
    ndcgAt10: mean(({ ndcgAt10 }) => ndcgAt10),
    recallAt10: mean(({ recallAt10 }) => recallAt10),
    ratedAt3: mean(({ ratedAt3 }) => ratedAt3),
    meanTrueRating: mean(({ meanTrueRating }) => meanTrueRating),
    distinct: mean(({ distinct }) => distinct),
    medianPopularityRank: mean(({ medianPopularityRank }) => medianPopularityRank),
    obscureShare: mean(({ obscureShare }) => obscureShare),
  };
}

/** Means over the draws; NaN where a draw has none. */
export function meanAvoid(draws: readonly ListsResult[]): AvoidFigures {
  const mean = (of: (figures: AvoidFigures) => number): number =>
    meanAndSd(draws.map(({ avoid }) => of(avoid))).mean;
  return {
    rated: mean(({ rated }) => rated),
    low: mean(({ low }) => low),
    baseRate: mean(({ baseRate }) => baseRate),
  };
}
