import { Random } from "../../../src/core/random.ts";

/** What a person says of a film. */
export interface AlsEntry {
  readonly user: number;
  readonly item: number;
  readonly rating: number;
}

/** Parameters of MLlib's ALS. */
export interface AlsSettings {
  readonly rank: number;
  readonly maxIter: number;
  readonly regParam: number;
  readonly implicitPrefs: boolean;
  readonly alpha: number;
  readonly seed: number;
}

/** Features by id. */
export type AlsSide = Map<number, Float32Array>;

/** A fitted one. */
export interface AlsModel {
  readonly rank: number;
  readonly userFactors: AlsSide;
  readonly itemFactors: AlsSide;
}

/**
 * What MLlib's ALS minimises, by the plainest way: a row of n entries has the ridge λ·n, and with `implicitPrefs`
 * λ·(entries above 0); its entries are then confidences in 1 where they are above 0, in 0 where below, and everything else is 0
 * with confidence 1. Starts are our own. Items are solved first, users last, as there.
 */
export function fitAls(entries: readonly AlsEntry[], settings: AlsSettings): AlsModel {
  const random = new Random(settings.seed);
  const started = (ids: readonly number[]): AlsSide =>
    new Map(
      [...new Set(ids)]
        .toSorted((a, b) => a - b)
        .map((id) => [id, Float32Array.from({ length: settings.rank }, () => random.normal())]),
    );
  const users = entries.map(({ user, item, rating }) => ({ row: user, other: item, rating }));
  const items = entries.map(({ user, item, rating }) => ({ row: item, other: user, rating }));
  const userFactors = started(entries.map(({ user }) => user));
  const itemFactors: AlsSide = new Map();
  for (let sweep = 0; sweep < settings.maxIter; sweep++) {
    solveSide(itemFactors, grouped(items), userFactors, settings);
    solveSide(userFactors, grouped(users), itemFactors, settings);
  }
  return { rank: settings.rank, userFactors, itemFactors };
}

/** p·q, or NaN where one of them was not in what was fitted. */
export function predictionOf(model: AlsModel, user: number, item: number): number {
  const p = model.userFactors.get(user);
  const q = model.itemFactors.get(item);
  if (p === undefined || q === undefined) return NaN;
  return p.reduce((sum, value, k) => sum + value * q[k]!, 0);
}

interface SideEntry {
  readonly row: number;
  readonly other: number;
  readonly rating: number;
}

function grouped(entries: readonly SideEntry[]): Map<number, SideEntry[]> {
  const groups = new Map<number, SideEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.row);
    if (group === undefined) groups.set(entry.row, [entry]);
    else group.push(entry);
  }
  return groups;
}

function solveSide(
  side: AlsSide,
  groups: Map<number, SideEntry[]>,
  others: AlsSide,
  { rank, regParam, implicitPrefs, alpha }: AlsSettings,
): void {
  const everyone = new Float64Array(rank * rank);
  if (implicitPrefs) for (const other of others.values()) addProduct(everyone, other, 1);
  for (const [row, entries] of groups) {
    const matrix = everyone.slice();
    const right = new Float64Array(rank);
    let n = 0;
    for (const { other, rating } of entries) {
      const features = others.get(other)!;
      const confidence = implicitPrefs ? alpha * Math.abs(rating) : 1;
      const pull = implicitPrefs ? (rating > 0 ? 1 + confidence : 0) : rating;
      if (!implicitPrefs || rating > 0) n += 1;
      addProduct(matrix, features, confidence);
      for (let k = 0; k < rank; k++) right[k]! += pull * features[k]!;
    }
    side.set(row, solved(matrix, right, regParam * n));
  }
}

/** By Gauss, without pivots: a ridge needs none. Flat, since this is most of what a run on the fake costs. */
function solved(matrix: Float64Array, right: Float64Array, ridge: number): Float32Array {
  const n = right.length;
  const x = new Float32Array(n);
  if (right.every((value) => value === 0)) return x;
  for (let k = 0; k < n; k++) matrix[k * n + k]! += ridge;
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      const factor = matrix[i * n + k]! / matrix[k * n + k]!;
      for (let j = k; j < n; j++) matrix[i * n + j]! -= factor * matrix[k * n + j]!;
      right[i]! -= factor * right[k]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i]!;
    for (let j = i + 1; j < n; j++) sum -= matrix[i * n + j]! * right[j]!;
    right[i] = sum / matrix[i * n + i]!;
  }
  x.set(right);
  return x;
}

function addProduct(matrix: Float64Array, row: Float32Array, weight: number): void {
  const rank = row.length;
  for (let i = 0; i < rank; i++) {
    const left = weight * row[i]!;
    if (left === 0) continue;
    for (let j = 0; j < rank; j++) matrix[i * rank + j]! += left * row[j]!;
  }
}
