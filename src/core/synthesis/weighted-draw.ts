import type { Random } from "../random.ts";

/**
 * Draws indices with given odds in constant time.
 *
 * Source: Walker's alias method in Vose's form (1991).
 */
export class WeightedDraw {
  readonly #odds: Float64Array;
  readonly #alias: Uint32Array;

  /** @param weights - at least one, each > 0; borrowed. */
  constructor(weights: Float64Array) {
    const count = weights.length;
    const total = weights.reduce((sum, w) => sum + w, 0);
    this.#odds = weights.map((w) => (w * count) / total);
    this.#alias = Uint32Array.from({ length: count }, (_, k) => k);
    const small: number[] = [];
    const large: number[] = [];
    for (let k = 0; k < count; k++) (this.#odds[k]! < 1 ? small : large).push(k);
    while (small.length > 0 && large.length > 0) {
      const low = small.pop()!;
      const high = large.pop()!;
      this.#alias[low] = high;
      this.#odds[high]! -= 1 - this.#odds[low]!;
      (this.#odds[high]! < 1 ? small : large).push(high);
    }
    for (const rest of [...small, ...large]) this.#odds[rest] = 1; // what rounding left over
  }

  next(random: Random): number {
    const k = random.below(this.#odds.length);
    return random.uniform() < this.#odds[k]! ? k : this.#alias[k]!;
  }
}
