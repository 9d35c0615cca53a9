/**
 * Some ratings of many, as they come: `userIndex[n]` gave `movieIndex[n]` `value[n]` stars, for n below
 * `length`. The columns may be longer, and are the giver's: they are written over after the next one is
 * asked for.
 */
export interface RatingBatch {
  readonly userIndex: Uint32Array;
  readonly movieIndex: Uint32Array;
  readonly value: Float32Array;
  readonly length: number;
}

/** Ratings as they come, in batches of any size. */
export type RatingBatches = Iterable<RatingBatch> | AsyncIterable<RatingBatch>;
