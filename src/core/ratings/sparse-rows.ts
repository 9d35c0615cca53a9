/**
 * Compressed sparse rows: row r holds the cells `rowStart[r] … rowStart[r + 1] − 1`, in ascending
 * order of `colIndex`.
 */
export interface SparseRows {
  readonly rowStart: Uint32Array;
  readonly colIndex: Uint32Array;
  readonly value: Float32Array;
}

/**
 * Sorts coordinates into rows by two counting passes.
 *
 * Cost: O(N + rows + columns) time; the result and one more array of N indices.
 */
export function sparseRows(
  row: Uint32Array,
  column: Uint32Array,
  value: Float32Array,
  rows: number,
  columns: number,
): SparseRows {
  const order = countingOrder(row, countingOrder(column, undefined, columns), rows);
  const rowStart = startsOf(row, rows);
  const colIndex = new Uint32Array(order.length);
  const sorted = new Float32Array(order.length);
  for (let k = 0; k < order.length; k++) {
    colIndex[k] = column[order[k]!]!;
    sorted[k] = value[order[k]!]!;
  }
  return { rowStart, colIndex, value: sorted };
}

/** How often each of 0 … `size` − 1 occurs in `index`. */
export function countsOf(index: Uint32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let n = 0; n < index.length; n++) counts[index[n]!]!++;
  return counts;
}

/** Positions of `key` in ascending order of their key, equal keys in the order of `order`. */
export function countingOrder(
  key: Uint32Array,
  order: Uint32Array | undefined,
  keys: number,
): Uint32Array {
  const next = startsOf(key, keys);
  const sorted = new Uint32Array(key.length);
  for (let k = 0; k < key.length; k++) {
    const position = order === undefined ? k : order[k]!;
    sorted[next[key[position]!]!++] = position;
  }
  return sorted;
}

function startsOf(key: Uint32Array, keys: number): Uint32Array {
  const starts = new Uint32Array(keys + 1);
  for (let n = 0; n < key.length; n++) starts[key[n]! + 1]!++;
  for (let k = 0; k < keys; k++) starts[k + 1]! += starts[k]!;
  return starts;
}
