import type { PairedDifference } from "./bootstrap.ts";
import { pairedBootstrapOfMeans } from "./bootstrap.ts";

/** How a ranker orders pairs of films that someone rated differently. */
export interface PairOrder {
  /** Pairs in all. */
  readonly pairs: number;
  /** Share of them in the right order, a draw counting half; NaN for no pair. */
  readonly share: number;
  /** Of each film, the pairs that it is in: the others are of the same group and were rated differently. */
  readonly pairsOf: Float64Array;
  /** Of each film, how many of these are in the right order, a draw counting half. */
  readonly rightOf: Float64Array;
}

/**
 * Pairs within groups, those rated alike left out: Kendall's concordance.
 *
 * @param scores - the higher, the earlier; of the films in the order of `stars` and `group`.
 *
 * Cost: O(Σ n²) over groups of n films.
 */
export function pairOrder(
  scores: ArrayLike<number>,
  stars: ArrayLike<number>,
  group: ArrayLike<number>,
): PairOrder {
  const pairsOf = new Float64Array(stars.length);
  const rightOf = new Float64Array(stars.length);
  for (let i = 0; i < stars.length; i++) {
    for (let j = 0; j < i; j++) {
      if (group[i] !== group[j] || stars[i] === stars[j]) continue;
      const agreed = (scores[i]! - scores[j]!) * (stars[i]! - stars[j]!);
      const right = agreed === 0 ? 0.5 : Number(agreed > 0);
      for (const film of [i, j]) {
        pairsOf[film]! += 1;
        rightOf[film]! += right;
      }
    }
  }
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return { pairs: sum(pairsOf) / 2, share: sum(rightOf) / sum(pairsOf), pairsOf, rightOf };
}

/**
 * The share of A less that of B on the same pairs, with the interval that drawing films anew gives. A film
 * is in many pairs, so pairs cannot be drawn as if each were by itself; nor need they be counted anew for
 * every draw: to first order a share moves with a film drawn once more by that film's influence, twice what its
 * own pairs are off from the share of all.
 *
 * Source: Hoeffding 1948, section 5 (the projection of a statistic of pairs).
 */
export function pairOrderDifference(a: PairOrder, b: PairOrder, seed: number): PairedDifference {
  if (a.pairs === 0) return { difference: NaN, low95: NaN, high95: NaN };
  return pairedBootstrapOfMeans(influences(a), influences(b), { seed });
}

/** Values whose mean is the share, and whose spread over films is that of their influence. */
function influences({ pairs, share, pairsOf, rightOf }: PairOrder): Float64Array {
  const { length } = pairsOf;
  return rightOf.map((right, film) => share + (length / pairs) * (right - share * pairsOf[film]!));
}
