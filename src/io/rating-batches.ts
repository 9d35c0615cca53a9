import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { StopSignal } from "../core/errors.ts";
import type { IdMap } from "../core/ratings/id-map.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import type { RatingColumns } from "../core/ratings/ratings.ts";
import type { DataFiles } from "./data-files.ts";
import { catalogueOf, planOf } from "./movielens-plan.ts";
import { RatingCollector } from "./rating-collector.ts";
import { readRatings } from "./ratings-file.ts";

/** What streaming ratings may be stopped by. */
export interface RatingBatchesOptions {
  /** Stops the reading at the next chunk. */
  readonly signal?: StopSignal | undefined;
}

/** What is known of a data set when all its ratings were read. */
export interface BatchedDataSet {
  /** For people, e.g. `MovieLens 25M`. */
  readonly name: string;
  readonly scale: RatingScale;
  readonly users: IdMap;
  /** Movie index m is row m. */
  readonly catalogue: Catalogue;
  /** How many ratings there were, repeated pairs included. */
  readonly ratings: number;
}

/**
 * The ratings of a data set of any size and format, bit by bit: what `loadMovieLens` reads, without
 * holding it. Rows come in the order of the file, with the indices that `loadMovieLens` gives; pairs that
 * stand twice come twice, and the later one counts.
 *
 * @param files - borrowed; not closed before the end.
 * @returns batches whose arrays are given, of some ten thousand rows for a text, of a row group for
 * Parquet; none is empty. The generator returns what is known at the end.
 * @throws {DataError} that names the place, if a file is missing or damaged.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: one pass over the file; 16 bytes a rating of one batch, and the ids.
 *
 * @example
 * ```ts
 * const files = memoryFiles("mine", { "ratings.csv": "userId,movieId,rating\nann,Alien,5\n" });
 * const batches = ratingBatches(files);
 * let step = await batches.next();
 * for (; step.done !== true; step = await batches.next()) assert.equal(step.value.value[0], 5);
 * assert.equal(step.value.catalogue.at(0).title, "Alien");
 * ```
 */
export async function* ratingBatches(
  files: DataFiles,
  { signal }: RatingBatchesOptions = {},
): AsyncGenerator<RatingColumns, BatchedDataSet, undefined> {
  const plan = await planOf(files, signal);
  const rules = { ...plan.rules, maxRatings: Infinity, inBatches: true };
  const collector = new RatingCollector(rules);
  let fractions = false;
  const take = (): RatingColumns | undefined => {
    const batch = collector.take();
    fractions ||= batch.value.some((rating) => rating % 1 !== 0);
    return batch.value.length === 0 ? undefined : batch;
  };
  for await (const _ of readRatings(files, plan.ratingsFile, rules, collector, signal)) {
    const batch = take();
    if (batch !== undefined) yield batch;
  }
  const last = take(); // a last line without an end
  if (last !== undefined) yield last;
  const { users, count: ratings } = collector;
  const { name, scale } = plan.nameAndScale(fractions);
  return {
    name,
    scale,
    users,
    catalogue: await catalogueOf(plan, collector, files, signal),
    ratings,
  };
}
