/**
 * The inner loop of folding people in, in double precision, and its plain TypeScript reference. As with
 * `core/kernels.ts`, callers check sizes and every implementation gives the same bits.
 */

/** A matrix and rows that are to be added to it. */
export interface FoldTable {
  /** width × width; width is even. */
  readonly matrix: Float64Array;
  /** Each of `width` values. */
  readonly rows: Float64Array;
  /** One a row. */
  readonly weights: Float64Array;
}

/** The loop over rows of films. */
export interface FoldLoops {
  /**
   * matrix += Σ w·q·qᵀ over the first `count` rows, four at a time; to the lower triangle and, so that
   * columns are had in pairs, the value to the right of every other entry of the diagonal.
   *
   * @param count - a multiple of 4.
   */
  addSquares(table: FoldTable, count: number, width: number): void;
}

/** The reference: plain TypeScript, no WebAssembly. */
export const jsFoldLoops: FoldLoops = Object.freeze<FoldLoops>({
  addSquares({ matrix, rows, weights }, count, width) {
    for (let k = 0; k < count; k += 4) {
      const first = k * width;
      const second = first + width;
      const third = second + width;
      const fourth = third + width;
      for (let i = 0; i < width; i++) {
        const a = weights[k]! * rows[first + i]!;
        const b = weights[k + 1]! * rows[second + i]!;
        const c = weights[k + 2]! * rows[third + i]!;
        const d = weights[k + 3]! * rows[fourth + i]!;
        const row = i * width;
        for (let j = 0; j <= (i | 1); j++) {
          matrix[row + j] =
            matrix[row + j]! +
            a * rows[first + j]! +
            b * rows[second + j]! +
            c * rows[third + j]! +
            d * rows[fourth + j]!;
        }
      }
    }
  },
});
