import type { ListFigures, ListsResult, PairedDifference, RankedLists } from "../index.ts";
import { pairedBootstrapOfMeans } from "../index.ts";

/** How much more picks are worth than EASE's lists: above 0, picks are better. */
export interface AgainstEase {
  readonly ndcgAt10: PairedDifference;
  readonly precisionAt3: PairedDifference;
}

/** Over the people of all draws, users drawn anew; undefined where a draw has no EASE. */
export function compareLists(draws: readonly ListsResult[]): AgainstEase | undefined {
  const ease = draws.flatMap(({ baselines }) => baselines.ease ?? []);
  if (ease.length < draws.length) return undefined;
  const clusters = draws.flatMap(({ userIndex }) => Array.from(userIndex));
  const difference = (of: (figures: ListFigures) => number): PairedDifference => {
    const values = (lists: readonly RankedLists[]): number[] =>
      lists.flatMap(({ each }) => each.map(of));
    return pairedBootstrapOfMeans(values(draws.map(({ picks }) => picks)), values(ease), {
      clusters,
    });
  };
  return {
    ndcgAt10: difference(({ ndcgAt10 }) => ndcgAt10),
    precisionAt3: difference(({ precisionAt3 }) => precisionAt3),
  };
}
