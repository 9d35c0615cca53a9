import type { ChainLoops } from "../core/chain-kernels.ts";

/** A loop by its counts and pointers. */
export type PointerLoop = (...counts: readonly number[]) => void;

/** Of four chains; those of two are named after them. */
export type ChainLoop = keyof ChainLoops;

/** What the binary exports; pointers are byte offsets into its memory. */
export interface Exports extends Record<ChainLoop | `${ChainLoop}OfPair`, PointerLoop> {
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
  touch(rows: number, bytes: number): number;
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
  embed(users: number, count: number, ...pointers: readonly number[]): void;
  gatherGradient(users: number, count: number, ...pointers: readonly number[]): void;
  scoreFilm(count: number, width: number, ...pointers: readonly number[]): void;
  addGradients(count: number, width: number, ...pointers: readonly number[]): void;
  adam(length: number, ...pointers: readonly number[]): void;
  addSquares(count: number, size: number, ...pointers: readonly number[]): void;
  scan(first: number, end: number, width: number, ...pointers: readonly number[]): number;
}
