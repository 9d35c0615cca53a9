/**
 * The inner loops of Gibbs sampling, and their plain TypeScript reference. Four chains run at once:
 * every value is four neighbouring floats, one a chain ("lanes"), and arrays of R rows hold 4·R.
 * As with `core/kernels.ts`, callers check sizes and every implementation gives the same bits.
 */

/** Chains that run side by side: the lanes of a SIMD register. */
export const CHAINS = 4;

/** The ratings seen from one side: row r holds cells `rowStart[r] … rowStart[r + 1] − 1`. */
export interface ChainSide {
  readonly rowStart: Uint32Array;
  /** The row of the other side, by cell in the order of these rows. */
  readonly otherOf: Uint32Array;
  /** Where the cell's residual lies; undefined where residuals lie in the order of these rows. */
  readonly cellOf: Uint32Array | undefined;
}

/** What a block of coefficients is drawn with. */
export interface ChainDraw {
  /** 4 a row, standard normal. */
  readonly normals: Float32Array;
  /** 12 values: noise precision, prior precision, prior mean; 4 each. */
  readonly prior: Float32Array;
}

/** What `sampleOwn` leaves of each row for `sampleShared`: Σ x² and Σ x·e, 4 a row each. */
export interface ChainSums {
  readonly den: Float32Array;
  readonly num: Float32Array;
}

/** The loops over chains. */
export interface ChainLoops {
  /**
   * Draws one coefficient a row from its conditional, e being linear in it with slope `other`:
   * adds each change to `total`, and leaves `residual` for {@link settle}.
   */
  sampleOwn(
    own: Float32Array,
    total: Float32Array,
    sums: ChainSums,
    side: ChainSide,
    residual: Float32Array,
    other: Float32Array,
    draw: ChainDraw,
  ): void;
  /**
   * Draws one coefficient a row of the other side, shared by all rows that it rated: a row r has
   * `weight[r]` times their sum in its `total`. Works on `sums`, so it costs O(N), not O(N²/rows).
   *
   * @param side - of the other side: whom each shared coefficient belongs to.
   */
  sampleShared(
    shared: Float32Array,
    total: Float32Array,
    sums: ChainSums,
    side: ChainSide,
    weight: Float32Array,
    draw: ChainDraw,
  ): void;
  /** total[row] = own[row] + weight[row]·Σ shared[j] over the j that the row rated. */
  addShared(
    total: Float32Array,
    own: Float32Array,
    shared: Float32Array,
    side: ChainSide,
    weight: Float32Array,
  ): void;
  /** residual −= (total − before)·other, for every cell. */
  settle(
    residual: Float32Array,
    side: ChainSide,
    other: Float32Array,
    total: Float32Array,
    before: Float32Array,
  ): void;
  /** out[n] += users[userOf[n]]·movies[movieOf[n]]. */
  addProducts(
    out: Float32Array,
    userOf: Uint32Array,
    movieOf: Uint32Array,
    users: Float32Array,
    movies: Float32Array,
  ): void;
}

const { fround, sqrt } = Math;

/** The reference: plain TypeScript, no WebAssembly. */
export const jsChainLoops: ChainLoops = Object.freeze({
  sampleOwn(own, total, { den, num }, side, residual, other, { normals, prior }) {
    const { rowStart, otherOf, cellOf } = side;
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        const at = row * CHAINS + lane;
        let d = 0;
        let n = 0;
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const x = other[otherOf[k]! * CHAINS + lane]!;
          const e = residual[(cellOf === undefined ? k : cellOf[k]!) * CHAINS + lane]!;
          d = fround(d + fround(x * x));
          n = fround(n + fround(x * e));
        }
        const old = own[at]!;
        own[at] = drawn(n, d, old, normals[at]!, prior, lane);
        const step = fround(own[at] - old);
        total[at] = total[at]! + step;
        den[at] = d;
        num[at] = n - fround(step * d);
      }
    }
  },

  sampleShared(shared, total, { den, num }, { rowStart, otherOf }, weight, { normals, prior }) {
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        let d = 0;
        let n = 0;
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const u = otherOf[k]!;
          const w = weight[u]!;
          n = fround(n + fround(w * num[u * CHAINS + lane]!));
          d = fround(d + fround(fround(w * w) * den[u * CHAINS + lane]!));
        }
        const at = row * CHAINS + lane;
        const old = shared[at]!;
        shared[at] = drawn(n, d, old, normals[at]!, prior, lane);
        const step = fround(shared[at] - old);
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const u = otherOf[k]! * CHAINS + lane;
          const move = fround(weight[otherOf[k]!]! * step);
          num[u] = num[u]! - fround(move * den[u]!);
          total[u] = total[u]! + move;
        }
      }
    }
  },

  addShared(total, own, shared, { rowStart, otherOf }, weight) {
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        let sum = 0;
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          sum = fround(sum + shared[otherOf[k]! * CHAINS + lane]!);
        }
        const at = row * CHAINS + lane;
        total[at] = own[at]! + fround(weight[row]! * sum);
      }
    }
  },

  settle(residual, { rowStart, otherOf, cellOf }, other, total, before) {
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        const step = fround(total[row * CHAINS + lane]! - before[row * CHAINS + lane]!);
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const cell = (cellOf === undefined ? k : cellOf[k]!) * CHAINS + lane;
          residual[cell] = residual[cell]! - fround(step * other[otherOf[k]! * CHAINS + lane]!);
        }
      }
    }
  },

  addProducts(out, userOf, movieOf, users, movies) {
    for (let n = 0; n < userOf.length; n++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        const a = users[userOf[n]! * CHAINS + lane]!;
        const b = movies[movieOf[n]! * CHAINS + lane]!;
        const at = n * CHAINS + lane;
        out[at] = out[at]! + fround(a * b);
      }
    }
  },
} satisfies ChainLoops);

/** A draw from N(a·(num + old·den) + λ·m over p, 1/p) with p = a·den + λ. */
function drawn(
  num: number,
  den: number,
  old: number,
  normal: number,
  prior: Float32Array,
  lane: number,
): number {
  const a = prior[lane]!;
  const l = prior[CHAINS + lane]!;
  const lm = fround(l * prior[2 * CHAINS + lane]!);
  const precision = fround(fround(a * den) + l);
  const pull = fround(fround(a * fround(num + fround(old * den))) + lm);
  return fround(fround(pull / precision) + fround(normal / fround(sqrt(precision))));
}
