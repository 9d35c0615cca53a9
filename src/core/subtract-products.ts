/**
 * a_rc ← a_rc − Σ_k a_rk·a_ck for rows r, columns c and k in half-open ranges of one n×n matrix: the
 * inner loop of Cholesky's factor and of its inverse. Four rows by two columns at a time, since then
 * each number loaded is used more than once; every sum runs over k in ascending order all the same,
 * so the bits are those of the plain loop.
 *
 * @param a - row-major; what is read at (r, k) and (c, k) must not be among what is written.
 *
 * Cost: a multiplication a triple. 1.5 to 2 G/s on one core where `k` spans a few dozen columns.
 */
export function subtractProducts(
  a: Float64Array,
  n: number,
  [firstRow, endRow]: readonly [number, number],
  columns: readonly [number, number],
  ks: readonly [number, number],
): void {
  const [firstColumn, endColumn] = columns;
  const evenColumns = endColumn - ((endColumn - firstColumn) % 2);
  let row = firstRow;
  for (; row + 4 <= endRow; row += 4) {
    for (let column = firstColumn; column < evenColumns; column += 2) {
      subtractTile(a, n, row, column, ks);
    }
    for (let r = row; evenColumns < endColumn && r < row + 4; r++) {
      subtractProduct(a, n, r, evenColumns, ks[0], ks[1]);
    }
  }
  for (; row < endRow; row++) {
    for (let column = firstColumn; column < endColumn; column++) {
      subtractProduct(a, n, row, column, ks[0], ks[1]);
    }
  }
}

/** As {@link subtractProducts}, for a single entry; k in [firstK, endK). */
export function subtractProduct(
  a: Float64Array,
  n: number,
  row: number,
  column: number,
  firstK: number,
  endK: number,
): void {
  let sum = a[row * n + column]!;
  for (let k = firstK; k < endK; k++) sum -= a[row * n + k]! * a[column * n + k]!;
  a[row * n + column] = sum;
}

function subtractTile(
  a: Float64Array,
  n: number,
  row: number,
  column: number,
  [firstK, endK]: readonly [number, number],
): void {
  const r0 = row * n;
  const r1 = r0 + n;
  const r2 = r1 + n;
  const r3 = r2 + n;
  const c0 = column * n;
  const c1 = c0 + n;
  let s00 = a[r0 + column]!;
  let s01 = a[r0 + column + 1]!;
  let s10 = a[r1 + column]!;
  let s11 = a[r1 + column + 1]!;
  let s20 = a[r2 + column]!;
  let s21 = a[r2 + column + 1]!;
  let s30 = a[r3 + column]!;
  let s31 = a[r3 + column + 1]!;
  for (let k = firstK; k < endK; k++) {
    const left = a[c0 + k]!;
    const right = a[c1 + k]!;
    s00 -= a[r0 + k]! * left;
    s01 -= a[r0 + k]! * right;
    s10 -= a[r1 + k]! * left;
    s11 -= a[r1 + k]! * right;
    s20 -= a[r2 + k]! * left;
    s21 -= a[r2 + k]! * right;
    s30 -= a[r3 + k]! * left;
    s31 -= a[r3 + k]! * right;
  }
  a[r0 + column] = s00;
  a[r0 + column + 1] = s01;
  a[r1 + column] = s10;
  a[r1 + column + 1] = s11;
  a[r2 + column] = s20;
  a[r2 + column + 1] = s21;
  a[r3 + column] = s30;
  a[r3 + column + 1] = s31;
}
