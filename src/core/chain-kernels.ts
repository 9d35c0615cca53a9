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
  /** The row of the other side ("column"), by cell in the order of these rows. */
  readonly otherOf: Uint32Array;
}

/** What a block of coefficients is drawn with. */
export interface ChainDraw {
  /** 4 a row, standard normal. */
  readonly normals: Float32Array;
  /** 12 values: noise precision, prior precision, prior mean; 4 each. */
  readonly prior: Float32Array;
}

/** Values a row of the record that `sampleOwn` leaves for `sampleShared`: three of 4 lanes. */
export const RECORD: number = 3 * CHAINS;

/** One half of a coefficient that is being drawn, and what its neighbours need of it. */
export interface ChainHalf {
  /** 4 a row. */
  readonly own: Float32Array;
  readonly total: Float32Array;
  /** w, one a row: how much of the sum of shared values is in its total. */
  readonly weight: Float32Array;
  /** {@link RECORD} a row: w·Σ x·e, w²·Σ x², and the sum of shared changes so far. */
  readonly records: Float32Array;
}

/**
 * The loops over chains. Residuals lie in the order of the cells of one side, whose rows are "rows"
 * here and whose other side are "columns"; both halves are drawn by passes in that order, since what is
 * gathered is then as small as a side is and not as large as the ratings.
 */
export interface ChainLoops {
  /**
   * Draws one coefficient a row from its conditional, e being linear in it with slope `slope` of the
   * column: adds each change to `total`, starts `records`, and leaves `residual` for {@link settle}.
   */
  sampleOwn(
    half: ChainHalf,
    cells: ChainSide,
    residual: Float32Array,
    slope: Float32Array,
    draw: ChainDraw,
  ): void;
  /** The same for one coefficient a column, `slope` being that of the row. */
  sampleOwnOfColumns(
    half: ChainHalf,
    cells: ChainSide,
    residual: Float32Array,
    slope: Float32Array,
    draw: ChainDraw,
  ): void;
  /**
   * Draws one coefficient a row of the other side, shared by all that it rated or was rated by: works
   * on `records` alone, so it costs O(N), not O(N²/rows); {@link addMoves} adds the changes.
   *
   * @param side - of the other side: whom each shared coefficient belongs to.
   */
  sampleShared(shared: Float32Array, records: Float32Array, side: ChainSide, draw: ChainDraw): void;
  /** total += weight times the shared changes that `records` hold. */
  addMoves(half: ChainHalf): void;
  /** total[row] = own[row] + weight[row]·Σ shared[j] over the j that the row rated. */
  addShared(half: ChainHalf, shared: Float32Array, side: ChainSide): void;
  /** residual −= (total − before)·slope, for every cell; total of the row, slope of the column. */
  settle(
    residual: Float32Array,
    cells: ChainSide,
    slope: Float32Array,
    total: Float32Array,
    before: Float32Array,
  ): void;
  /** The same with total of the column, slope of the row; leaves total − before in `before`. */
  settleColumns(
    residual: Float32Array,
    cells: ChainSide,
    slope: Float32Array,
    total: Float32Array,
    before: Float32Array,
  ): void;
  /** sums = Σ e, then Σ e² over all cells, 4 each, in f64. */
  addResiduals(sums: Float64Array, residual: Float32Array): void;
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
  sampleOwn(half, { rowStart, otherOf }, residual, slope, draw) {
    const { records } = half;
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        let n = 0;
        let d = 0;
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const x = slope[otherOf[k]! * CHAINS + lane]!;
          d = fround(d + fround(x * x));
          n = fround(n + fround(x * residual[k * CHAINS + lane]!));
        }
        records[row * RECORD + lane] = n;
        records[row * RECORD + CHAINS + lane] = d;
      }
    }
    drawOwn(half, draw);
  },

  sampleOwnOfColumns(half, { rowStart, otherOf }, residual, slope, draw) {
    const { records } = half;
    records.fill(0, 0, half.weight.length * RECORD);
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        const x = slope[row * CHAINS + lane]!;
        const square = fround(x * x);
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const at = otherOf[k]! * RECORD + lane;
          records[at] = records[at]! + fround(x * residual[k * CHAINS + lane]!);
          records[at + CHAINS] = records[at + CHAINS]! + square;
        }
      }
    }
    drawOwn(half, draw);
  },

  sampleShared(shared, records, { rowStart, otherOf }, { normals, prior }) {
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        let n = 0;
        let d = 0;
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const at = otherOf[k]! * RECORD + lane;
          n = fround(n + records[at]!);
          d = fround(d + records[at + CHAINS]!);
        }
        const at = row * CHAINS + lane;
        const old = shared[at]!;
        shared[at] = drawn(n, d, old, normals[at]!, prior, lane);
        const step = fround(shared[at] - old);
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const of = otherOf[k]! * RECORD + lane;
          records[of] = records[of]! - fround(step * records[of + CHAINS]!);
          records[of + 2 * CHAINS] = records[of + 2 * CHAINS]! + step;
        }
      }
    }
  },

  addMoves({ total, weight, records }) {
    for (let row = 0; row < weight.length; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        const at = row * CHAINS + lane;
        const moved = records[row * RECORD + 2 * CHAINS + lane]!;
        total[at] = total[at]! + fround(weight[row]! * moved);
      }
    }
  },

  addShared({ own, total, weight }, shared, { rowStart, otherOf }) {
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

  settle(residual, { rowStart, otherOf }, slope, total, before) {
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        const step = fround(total[row * CHAINS + lane]! - before[row * CHAINS + lane]!);
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const cell = k * CHAINS + lane;
          residual[cell] = residual[cell]! - fround(step * slope[otherOf[k]! * CHAINS + lane]!);
        }
      }
    }
  },

  settleColumns(residual, { rowStart, otherOf }, slope, total, before) {
    for (let at = 0; at < total.length; at++) before[at] = total[at]! - before[at]!;
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < CHAINS; lane++) {
        const x = slope[row * CHAINS + lane]!;
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const cell = k * CHAINS + lane;
          residual[cell] = residual[cell]! - fround(x * before[otherOf[k]! * CHAINS + lane]!);
        }
      }
    }
  },

  addResiduals(sums, residual) {
    sums.fill(0);
    for (let at = 0; at < residual.length; at++) {
      const e = residual[at]!;
      sums[at % CHAINS]! += e;
      sums[CHAINS + (at % CHAINS)]! += e * e;
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

/** Draws own values from the sums in `records`, and turns these into what shared ones need. */
function drawOwn({ own, total, weight, records }: ChainHalf, { normals, prior }: ChainDraw): void {
  for (let row = 0; row < weight.length; row++) {
    const w = weight[row]!;
    for (let lane = 0; lane < CHAINS; lane++) {
      const at = row * CHAINS + lane;
      const record = row * RECORD + lane;
      const n = records[record]!;
      const d = records[record + CHAINS]!;
      const old = own[at]!;
      own[at] = drawn(n, d, old, normals[at]!, prior, lane);
      const step = fround(own[at] - old);
      total[at] = total[at]! + step;
      records[record] = w * fround(n - fround(step * d));
      records[record + CHAINS] = fround(w * w) * d;
      records[record + 2 * CHAINS] = 0;
    }
  }
}

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
