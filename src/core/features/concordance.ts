/**
 * Of two things whose values differ, how often the one with the higher value has the higher score;
 * where scores are equal, half. Of values 0 and 1 this is the area under the ROC curve.
 *
 * @returns 0 … 1; NaN where no values differ.
 *
 * Cost: O(n log n).
 */
export function concordance(scores: ArrayLike<number>, values: ArrayLike<number>): number {
  const distinct = Float64Array.from(new Set(Array.from(values))).sort();
  const rankOf = new Map(Array.from(distinct, (value, rank) => [value, rank]));
  const before = new Counts(distinct.length);
  const order = Array.from({ length: scores.length }, (_, k) => k);
  order.sort((a, b) => scores[a]! - scores[b]!);
  let right = 0;
  let pairs = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    const alike = order.slice(start, end).map((k) => rankOf.get(values[k]!)!);
    for (const rank of alike) {
      const lower = before.below(rank);
      right += lower;
      pairs += lower + before.above(rank);
    }
    const tied = pairsThatDiffer(alike);
    right += tied / 2;
    pairs += tied;
    for (const rank of alike) before.add(rank);
    start = end;
  }
  return right / pairs;
}

function pairsThatDiffer(ranks: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const rank of ranks) sizes.set(rank, (sizes.get(rank) ?? 0) + 1);
  const all = (ranks.length * (ranks.length - 1)) / 2;
  return all - [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

/** How often each rank was met, summed in O(log n). Source: Fenwick 1994. */
class Counts {
  readonly #sums: Uint32Array;
  #total = 0;

  constructor(ranks: number) {
    this.#sums = new Uint32Array(ranks + 1);
  }

  add(rank: number): void {
    this.#total++;
    for (let at = rank + 1; at < this.#sums.length; at += at & -at) this.#sums[at]!++;
  }

  below(rank: number): number {
    let sum = 0;
    for (let at = rank; at > 0; at -= at & -at) sum += this.#sums[at]!;
    return sum;
  }

  above(rank: number): number {
    return this.#total - this.below(rank + 1);
  }
}
