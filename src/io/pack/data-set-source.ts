import type { DataSet } from "../../core/catalogue/data-set.ts";
import type { RatingColumns } from "../../core/ratings/ratings.ts";
import type { PackSource } from "./pack-source.ts";

/** Ratings of a batch. */
const BATCH = 65_536;

/** A data set in memory, to be packed. */
export function dataSetSource({ name, ratings, catalogue, superseded }: DataSet): PackSource {
  const { users, scale } = ratings;
  return {
    batches: batchesOf(ratings),
    sizes: { users: users.size, movies: catalogue.size, ratings: ratings.length },
    rest: () => ({ name, users, catalogue, scale, superseded }),
  };
}

function* batchesOf({ userIndex, movieIndex, value }: RatingColumns): Generator<RatingColumns> {
  for (let from = 0; from < value.length; from += BATCH) {
    const to = Math.min(value.length, from + BATCH);
    yield {
      userIndex: userIndex.subarray(from, to),
      movieIndex: movieIndex.subarray(from, to),
      value: value.subarray(from, to),
    };
  }
}
