// @ts-check

/** Buckets for each doubling, so a figure is at most 1.1 % too high. */
const STEPS = 64;
const BUCKETS = 40 * STEPS;

/** Times in fixed memory, however many. */
export class Histogram {
  #counts = new Uint32Array(BUCKETS);
  count = 0;
  max = 0;

  /** @param {number} ms */
  add(ms) {
    const bucket = Math.floor(Math.log2(Math.max(ms * 1000, 1)) * STEPS);
    const at = Math.min(bucket, BUCKETS - 1);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.count++;
    if (ms > this.max) this.max = ms;
  }

  /** Milliseconds that this share of all took at most. @param {number} share */
  at(share) {
    let left = Math.ceil(share * this.count);
    for (const [bucket, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return Math.min(2 ** ((bucket + 1) / STEPS) / 1000, this.max);
    }
    return this.max;
  }

  toJSON() {
    const { count, max } = this;
    return { count, p50: this.at(0.5), p90: this.at(0.9), p99: this.at(0.99), max };
  }
}
