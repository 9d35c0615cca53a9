/**
 * The inner loops of Gibbs sampling, and their plain TypeScript reference. Four chains run at once, or
 * two: every value is that many neighbouring floats, one a chain ("lanes", L), and arrays of R rows hold
 * L·R. What a chain finds does not depend on those beside it. As with `core/kernels.ts`, callers check
 * sizes and every implementation gives the same bits.
 */

/** Chains that share a sequence of random numbers: the least that runs alone. */
export const PAIR = 2;

/** Chains that run side by side: two of them, or the four lanes of a SIMD register. */
export type Lanes = 2 | 4;

/** The ratings seen from one side: row r holds cells `rowStart[r] … rowStart[r + 1] − 1`. */
export interface ChainSide {
  readonly rowStart: Uint32Array;
  /** The row of the other side ("column"), by cell in the order of these rows. */
  readonly otherOf: Uint32Array;
}

/** What a block of coefficients is drawn with. */
export interface ChainDraw {
  /** Standard normal: 2 a row for the first {@link PAIR}, after all of them 2 a row for the second. */
  readonly normals: Float32Array;
  /** 3·L values: noise precision, prior precision, prior mean. */
  readonly prior: Float32Array;
}

/** Floats of the record that `sampleOwn` leaves for `sampleShared`: three values, and room to align two. */
export function recordSize(lanes: Lanes): number {
  return lanes === 4 ? 12 : 8;
}

/** One half of a coefficient that is being drawn, and what its neighbours need of it. */
export interface ChainHalf {
  /** L a row. */
  readonly own: Float32Array;
  readonly total: Float32Array;
  /** w, one a row: how much of the sum of shared values is in its total. */
  readonly weight: Float32Array;
  /** {@link recordSize} a row: w·Σ x·e, w²·Σ x², and the sum of shared changes so far. */
  readonly records: Float32Array;
}

/**
 * Changes that residuals do not know of yet: every cell is to lose `slope` of its row times what its
 * column has moved. Whoever walks through the residuals next takes them along.
 */
export interface PendingColumns {
  /** 2·L a column: the slope of what is to be drawn of the rows, and what the column has moved. */
  readonly columns: Float32Array;
  /** L a row. */
  readonly slope: Float32Array;
}

/** The same of rows: every cell is to lose (total − before) of its row times the slope of its column. */
export interface PendingRows {
  /** L a row. */
  readonly total: Float32Array;
  readonly before: Float32Array;
  /** L a row: the slope of what is to be drawn of the columns. */
  readonly slope: Float32Array;
}

/**
 * The loops over chains. Residuals lie in the order of the cells of one side, whose rows are "rows"
 * here and whose other side are "columns"; both halves are drawn by passes in that order, since what is
 * gathered is then as small as a side is and not as large as the ratings. Residuals, the largest of all
 * there is, are walked through twice a coefficient.
 */
export interface ChainLoops {
  /**
   * Takes along what is pending, and draws one coefficient a row from its conditional, e being linear in
   * it with the slope of the column: adds each change to `total`, and starts `records`.
   */
  sampleOwn(
    half: ChainHalf,
    cells: ChainSide,
    residual: Float32Array,
    pending: PendingColumns,
    draw: ChainDraw,
  ): void;
  /** The same for one coefficient a column, e being linear in it with the slope of the row. */
  sampleOwnOfColumns(
    half: ChainHalf,
    cells: ChainSide,
    residual: Float32Array,
    slope: Float32Array,
    pending: PendingRows,
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
  /** Has the residuals take along what is pending; sums = Σ e, then Σ e² over all cells, L each, in f64. */
  settle(
    sums: Float64Array,
    residual: Float32Array,
    cells: ChainSide,
    pending: PendingColumns,
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
  sampleOwn(half, { rowStart, otherOf }, residual, { columns, slope }, draw) {
    const { records } = half;
    const lanes = lanesOf(half.own, half.weight);
    const size = recordSize(lanes);
    for (let row = 0; row < rowStart.length - 1; row++) {
      const begin = rowStart[row]!;
      for (let lane = 0; lane < lanes; lane++) {
        const n = [0, 0] as [number, number]; // of even and of odd places
        const d = [0, 0] as [number, number];
        for (let k = begin; k < rowStart[row + 1]!; k++) {
          const odd = (k - begin) % 2 === 1 ? 1 : 0;
          const column = 2 * lanes * otherOf[k]! + lane;
          const cell = k * lanes + lane;
          const x = columns[column]!;
          const moved = fround(slope[row * lanes + lane]! * columns[column + lanes]!);
          residual[cell] = residual[cell]! - moved;
          n[odd] = fround(n[odd] + fround(x * residual[cell]));
          d[odd] = fround(d[odd] + fround(x * x));
        }
        records[row * size + lane] = n[0] + n[1];
        records[row * size + lanes + lane] = d[0] + d[1];
      }
    }
    drawOwn(half, draw);
  },

  sampleOwnOfColumns(half, { rowStart, otherOf }, residual, slope, pending, draw) {
    const { records } = half;
    const lanes = lanesOf(half.own, half.weight);
    const size = recordSize(lanes);
    records.fill(0, 0, half.weight.length * size);
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < lanes; lane++) {
        const of = row * lanes + lane;
        const step = fround(pending.total[of]! - pending.before[of]!);
        const x = pending.slope[of]!;
        const square = fround(x * x);
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          const column = otherOf[k]!;
          const cell = k * lanes + lane;
          residual[cell] = residual[cell]! - fround(step * slope[column * lanes + lane]!);
          const at = column * size + lane;
          records[at] = records[at]! + fround(x * residual[cell]);
          records[at + lanes] = records[at + lanes]! + square;
        }
      }
    }
    drawOwn(half, draw);
  },

  sampleShared(shared, records, { rowStart, otherOf }, { normals, prior }) {
    const rows = rowStart.length - 1;
    const lanes = (shared.length / rows) as Lanes;
    const size = recordSize(lanes);
    for (let row = 0; row < rows; row++) {
      const begin = rowStart[row]!;
      for (let lane = 0; lane < lanes; lane++) {
        const n = [0, 0] as [number, number];
        const d = [0, 0] as [number, number];
        for (let k = begin; k < rowStart[row + 1]!; k++) {
          const odd = (k - begin) % 2 === 1 ? 1 : 0;
          const at = otherOf[k]! * size + lane;
          n[odd] = fround(n[odd] + records[at]!);
          d[odd] = fround(d[odd] + records[at + lanes]!);
        }
        const at = row * lanes + lane;
        const old = shared[at]!;
        const normal = normals[normalAt(rows, row, lane)]!;
        shared[at] = drawn(fround(n[0] + n[1]), fround(d[0] + d[1]), old, normal, prior, lane);
        const step = fround(shared[at] - old);
        for (let k = begin; k < rowStart[row + 1]!; k++) {
          const of = otherOf[k]! * size + lane;
          records[of] = records[of]! - fround(step * records[of + lanes]!);
          records[of + 2 * lanes] = records[of + 2 * lanes]! + step;
        }
      }
    }
  },

  addMoves({ total, weight, records }) {
    const lanes = lanesOf(total, weight);
    const size = recordSize(lanes);
    for (let row = 0; row < weight.length; row++) {
      for (let lane = 0; lane < lanes; lane++) {
        const at = row * lanes + lane;
        const moved = records[row * size + 2 * lanes + lane]!;
        total[at] = total[at]! + fround(weight[row]! * moved);
      }
    }
  },

  addShared({ own, total, weight }, shared, { rowStart, otherOf }) {
    const lanes = lanesOf(total, weight);
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let lane = 0; lane < lanes; lane++) {
        let sum = 0;
        for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
          sum = fround(sum + shared[otherOf[k]! * lanes + lane]!);
        }
        const at = row * lanes + lane;
        total[at] = own[at]! + fround(weight[row]! * sum);
      }
    }
  },

  settle(sums, residual, { rowStart, otherOf }, { columns, slope }) {
    const lanes = sums.length / 2;
    sums.fill(0);
    for (let row = 0; row < rowStart.length - 1; row++) {
      for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
        for (let lane = 0; lane < lanes; lane++) {
          const moved = columns[(2 * otherOf[k]! + 1) * lanes + lane]!;
          const cell = k * lanes + lane;
          residual[cell] = residual[cell]! - fround(slope[row * lanes + lane]! * moved);
          const e = residual[cell];
          sums[lane]! += e;
          sums[lanes + lane]! += e * e;
        }
      }
    }
  },

  addProducts(out, userOf, movieOf, users, movies) {
    const lanes = lanesOf(out, userOf);
    for (let n = 0; n < userOf.length; n++) {
      for (let lane = 0; lane < lanes; lane++) {
        const a = users[userOf[n]! * lanes + lane]!;
        const b = movies[movieOf[n]! * lanes + lane]!;
        const at = n * lanes + lane;
        out[at] = out[at]! + fround(a * b);
      }
    }
  },
} satisfies ChainLoops);

/** How many lanes `values` has beside one value a row. */
export function lanesOf(values: Float32Array, rows: Float32Array | Uint32Array): Lanes {
  return rows.length === 0 ? 4 : ((values.length / rows.length) as Lanes);
}

function normalAt(rows: number, row: number, lane: number): number {
  return (Math.floor(lane / PAIR) * rows + row) * PAIR + (lane % PAIR);
}

/** Draws own values from the sums in `records`, and turns these into what shared ones need. */
function drawOwn({ own, total, weight, records }: ChainHalf, { normals, prior }: ChainDraw): void {
  const rows = weight.length;
  const lanes = lanesOf(own, weight);
  const size = recordSize(lanes);
  for (let row = 0; row < rows; row++) {
    const w = weight[row]!;
    for (let lane = 0; lane < lanes; lane++) {
      const at = row * lanes + lane;
      const record = row * size + lane;
      const n = records[record]!;
      const d = records[record + lanes]!;
      const old = own[at]!;
      own[at] = drawn(n, d, old, normals[normalAt(rows, row, lane)]!, prior, lane);
      const step = fround(own[at] - old);
      total[at] = total[at]! + step;
      records[record] = w * fround(n - fround(step * d));
      records[record + lanes] = fround(w * w) * d;
      records[record + 2 * lanes] = 0;
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
  const lanes = prior.length / 3;
  const a = prior[lane]!;
  const l = prior[lanes + lane]!;
  const lm = fround(l * prior[2 * lanes + lane]!);
  const precision = fround(fround(a * den) + l);
  const pull = fround(fround(a * fround(num + fround(old * den))) + lm);
  return fround(fround(pull / precision) + fround(normal / fround(sqrt(precision))));
}
