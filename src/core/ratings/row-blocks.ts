import { countingOrder } from "./sparse-rows.ts";

/** Rows of a side (users or movies) dealt out to blocks of about as many ratings each. */
export interface RowBlocks {
  /** Where each index stands: its row. Rows of one block are neighbours, its busiest first. */
  readonly rowOf: Uint32Array;
  /** Blocks + 1: block b has the rows `start[b] … start[b + 1] − 1`. */
  readonly start: Uint32Array;
}

/**
 * Deals rows to blocks like cards, the busiest first, there and back: then blocks have the same number of
 * rows, ±1, and nearly the same number of ratings, however unequal the rows are and however they came
 * ordered. The rows most used lie together.
 *
 * @param counts - ratings of each row; borrowed.
 * @param blocks - at least 1, at most as many as there are rows (1 where there is none).
 *
 * Cost: O(rows).
 *
 * @example
 * ```ts
 * const { rowOf, start } = dealRows(Uint32Array.of(1, 9, 2, 8), 2);
 * assert.deepEqual([...start], [0, 2, 4]);
 * assert.deepEqual([...rowOf], [1, 0, 3, 2]); // 9 + 1 and 8 + 2
 * ```
 */
export function dealRows(counts: Uint32Array, blocks: number): RowBlocks {
  const order = byCount(counts);
  const start = new Uint32Array(blocks + 1);
  for (let place = 0; place < order.length; place++) start[blockOf(place, blocks) + 1]!++;
  for (let block = 0; block < blocks; block++) start[block + 1]! += start[block]!;
  const next = start.slice();
  const rowOf = new Uint32Array(counts.length);
  for (let place = 0; place < order.length; place++) {
    rowOf[order[place]!] = next[blockOf(place, blocks)]!++;
  }
  return { rowOf, start };
}

/** There and back: 0, 1, 2, 2, 1, 0, 0, 1, … */
function blockOf(place: number, blocks: number): number {
  const at = place % (2 * blocks);
  return at < blocks ? at : 2 * blocks - 1 - at;
}

/** Indices by their count, the highest first; of equal ones the lower first: sorted by 16 bits at a time. */
function byCount(counts: Uint32Array): Uint32Array {
  const most = counts.reduce((highest, count) => Math.max(highest, count), 0);
  const low = counts.map((count) => (most - count) & 0xffff);
  const high = counts.map((count) => (most - count) >>> 16);
  return countingOrder(high, countingOrder(low, undefined, 2 ** 16), 2 ** 16);
}
