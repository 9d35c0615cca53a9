/** What the binary exports; pointers are byte offsets into its memory. */
export interface Exports {
  descend(
    cells: number,
    targets: number,
    count: number,
    userFactors: number,
    movieFactors: number,
    userBias: number,
    movieBias: number,
    userDecay: number,
    movieDecay: number,
    userBiasDecay: number,
    movieBiasDecay: number,
    stride: number,
    rate: number,
  ): number;
  residuals(
    out: number,
    cells: number,
    targets: number,
    count: number,
    userFactors: number,
    movieFactors: number,
    userBias: number,
    movieBias: number,
    stride: number,
  ): void;
  solveRows(first: number, end: number, width: number, ...pointers: readonly number[]): void;
  addGram(first: number, end: number, width: number, ...pointers: readonly number[]): void;
  sampleOwn(rows: number, ...pointers: readonly number[]): void;
  sampleOwnOfColumns(columns: number, ...pointers: readonly number[]): void;
  sampleShared(rows: number, ...pointers: readonly number[]): void;
  addShared(rows: number, ...pointers: readonly number[]): void;
  addMoves(rows: number, ...pointers: readonly number[]): void;
  settle(rows: number, ...pointers: readonly number[]): void;
  settleColumns(columns: number, ...pointers: readonly number[]): void;
  addResiduals(cells: number, ...pointers: readonly number[]): void;
  addProducts(count: number, ...pointers: readonly number[]): void;
  embed(users: number, count: number, ...pointers: readonly number[]): void;
  gatherGradient(users: number, count: number, ...pointers: readonly number[]): void;
  scoreFilm(count: number, width: number, ...pointers: readonly number[]): void;
  addGradients(count: number, width: number, ...pointers: readonly number[]): void;
  adam(length: number, ...pointers: readonly number[]): void;
  addSquares(count: number, size: number, ...pointers: readonly number[]): void;
  scan(first: number, end: number, width: number, ...pointers: readonly number[]): number;
}
