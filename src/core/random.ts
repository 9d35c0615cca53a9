import { integerIn } from "./check.ts";
import { LAYER_ENDS, LAYER_SAFE, TAIL, height } from "./ziggurat.ts";

/**
 * Seeded random numbers: the same seed gives the same sequence on every machine and engine, since
 * nothing but integer arithmetic is used (but for `normal`, whose last bit is the engine's).
 *
 * Source: xoshiro128** 1.1, Blackman and Vigna 2018 (public domain), its state filled by splitmix32.
 *
 * @example
 * ```ts
 * const random = new Random(1);
 * assert.ok(random.below(6) < 6);
 * assert.equal(new Random(7).uniform(), new Random(7).uniform());
 * ```
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * Starts a sequence.
   *
   * @param seed - integer in [0, 2³² − 1].
   * @throws {RangeError | TypeError} if it is not.
   */
  constructor(seed: number) {
    let state = integerIn("Cannot make random numbers", "seed", seed, 0, 2 ** 32 - 1);
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let z = state ^ (state >>> 16);
      z = Math.imul(z, 0x21f0aaad);
      z ^= z >>> 15;
      z = Math.imul(z, 0x735a2d97);
      return z ^ (z >>> 15);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next();
  }

  /** A sequence that goes on where {@link state} was taken. */
  static at(state: Uint32Array): Random {
    const random = new Random(0);
    [random.#a, random.#b, random.#c, random.#d] = state as unknown as [
      number,
      number,
      number,
      number,
    ];
    return random;
  }

  /** Where the sequence stands: 4 values. */
  state(): Uint32Array {
    return Uint32Array.of(this.#a, this.#b, this.#c, this.#d);
  }

  /** 32 random bits as an integer in [0, 2³²). */
  bits(): number {
    const b = this.#b;
    let out = Math.imul(b, 5);
    out = Math.imul((out << 7) | (out >>> 25), 9);
    const t = b << 9;
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return out >>> 0;
  }

  /** A multiple of 2⁻³² in [0, 1). */
  uniform(): number {
    return this.bits() / 4294967296;
  }

  /** An integer in [0, bound), each equally likely (Lemire 2019, without its rejection: bias < bound·2⁻³²). */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** A standard normal number (Marsaglia's polar method). */
  normal(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
    }
  }

  /** Fills `values` with as many {@link uniform} numbers: the same ones, three times as fast. */
  fillUniform(values: Float64Array): void {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let k = 0; k < values.length; k++) {
      const bits = Math.imul(b, 5);
      values[k] = (Math.imul((bits << 7) | (bits >>> 25), 9) >>> 0) / 4294967296;
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  /**
   * Fills `values` with standard normal numbers, each a multiple of 2⁻²⁴ of its layer's width. Five
   * times as fast as {@link normal}, of another sequence.
   *
   * Source: Doornik 2005 (ziggurat); the layer is of the low bits, which he draws apart.
   */
  fillNormal(values: Float32Array): void {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let k = 0; k < values.length; k++) {
      let bits = Math.imul(b, 5);
      bits = Math.imul((bits << 7) | (bits >>> 25), 9);
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = (d << 11) | (d >>> 21);
      const layer = bits & 127;
      const u = (bits >> 7) * 2 ** -24; // in [−1, 1)
      if (Math.abs(u) < LAYER_SAFE[layer]!) {
        values[k] = u * LAYER_ENDS[layer]!;
        continue;
      }
      [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
      values[k] = this.#outside(layer, u) ?? this.normal();
      [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  /** What becomes of a place in a layer that may lie over the curve; undefined if it does. */
  #outside(layer: number, u: number): number | undefined {
    if (layer === 0) return this.#tail(u < 0);
    const x = u * LAYER_ENDS[layer]!;
    const low = height(LAYER_ENDS[layer]!);
    const high = height(LAYER_ENDS[layer + 1]!);
    return low + this.uniform() * (high - low) < height(x) ? x : undefined;
  }

  /** A number beyond the last layer (Marsaglia 1964). */
  #tail(isNegative: boolean): number {
    for (;;) {
      const x = -Math.log(1 - this.uniform()) / TAIL;
      const y = -Math.log(1 - this.uniform());
      if (2 * y > x * x) return isNegative ? -TAIL - x : TAIL + x;
    }
  }

  /**
   * A number with the gamma density ∝ x^(shape − 1)·e^(−x).
   *
   * Source: Marsaglia and Tsang 2000.
   *
   * @param shape - at least 1.
   */
  gamma(shape: number): number {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - this.uniform()) < (x * x) / 2 + d * (1 - v + Math.log(v)))
        return d * v;
    }
  }

  /** Puts the values in random order, in place (Fisher and Yates). Returns them. */
  shuffle<T extends Uint32Array | Float32Array | unknown[]>(values: T): T {
    for (let k = values.length - 1; k > 0; k--) {
      const other = this.below(k + 1);
      const kept = values[k];
      values[k] = values[other]!;
      values[other] = kept!;
    }
    return values;
  }

  /** A seed for an independent stream, e.g. one per fold or per worker. */
  fork(): number {
    return this.bits();
  }
}
