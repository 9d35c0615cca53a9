import type { SeededTable } from "../support/seeded-sides.ts";

/** What f64 makes of a formula, and how far f32 may be off. */
export interface Exact {
  readonly value: number;
  readonly slack: number;
}

/** One step of gradient descent. */
export interface ExactStep {
  readonly squares: Exact;
  readonly userBias: Exact;
  readonly movieBias: Exact;
  readonly userRow: readonly Exact[];
  readonly movieRow: readonly Exact[];
}

/** γ_k: what k roundings to f32 in a row do to a number, relatively (Higham 2002, section 3.1). */
function gamma(k: number): number {
  const unit = 2 ** -24;
  return (k * unit) / (1 - k * unit);
}

/**
 * e = target − (b_u + b_i + p·q) of rating n.
 *
 * Each product p_f·q_f is rounded once itself, then by stride/8 − 1 additions to its partial sum
 * (the first, to 0, is exact) and by 3 that add the partial sums; then come the biases and the
 * target, one rounding each. No number goes through more than k = stride/8 + 5 roundings, so the
 * error is at most γ_k·(Σ|p_f·q_f| + |b_u| + |b_i| + |target|).
 */
export function exactError(
  { users, movies, ratings }: SeededTable,
  stride: number,
  n: number,
): Exact {
  const [u, i] = rowsOf(ratings.cells[n]!);
  let match = 0;
  let scale = 0;
  for (let f = 0; f < stride; f++) {
    const product = users.factors[u * stride + f]! * movies.factors[i * stride + f]!;
    match += product;
    scale += Math.abs(product);
  }
  const target = ratings.targets[n]!;
  const bu = users.bias[u]!;
  const bi = movies.bias[i]!;
  scale += Math.abs(bu) + Math.abs(bi) + Math.abs(target);
  return { value: target - (bu + bi + match), slack: gamma(stride / 8 + 5) * scale };
}

/**
 * p ← (1 − rate·λ)·p + rate·e·q, likewise q and the biases, from the numbers before.
 *
 * With E the slack of e: (1 − rate·λ)·a is rounded by the product rate·λ, the difference, its own
 * product and the sum, rate·e·b by two products and the sum, and e itself is off by E. So p is off by
 * at most γ₄·((1 + rate·λ)·|a| + |rate·e·b|) + (1 + γ₄)·|rate·b|·E, a bias likewise with b = 1.
 */
export function exactStep(table: SeededTable, stride: number, rate: number): ExactStep {
  const { users, movies, ratings } = table;
  const [u, i] = rowsOf(ratings.cells[0]!);
  const error = exactError(table, stride, 0);
  const moved = (a: number, b: number, decay: number): Exact => ({
    value: (1 - rate * decay) * a + rate * error.value * b,
    slack:
      gamma(4) * ((1 + rate * decay) * Math.abs(a) + Math.abs(rate * error.value * b)) +
      (1 + gamma(4)) * Math.abs(rate * b) * error.slack,
  });
  const p = users.factors.slice(u * stride, (u + 1) * stride);
  const q = movies.factors.slice(i * stride, (i + 1) * stride);
  const row = (own: Float32Array, other: Float32Array, decay: number): Exact[] =>
    Array.from(own, (a, f) => moved(a, other[f]!, decay));
  return {
    squares: {
      value: error.value ** 2,
      slack: (2 * Math.abs(error.value) + error.slack) * error.slack + 2 ** -50,
    },
    userBias: moved(users.bias[u]!, 1, users.biasDecay[u]!),
    movieBias: moved(movies.bias[i]!, 1, movies.biasDecay[i]!),
    userRow: row(p, q, users.decay[u]!),
    movieRow: row(q, p, movies.decay[i]!),
  };
}

/** Rows of the user and of the movie of a cell. */
export function rowsOf(cell: number): [number, number] {
  return [Math.floor(cell / 65536), cell % 65536];
}

/** ∂f/∂x_k by central differences: for a function quadratic in each x_k, exact up to f64 rounding. */
export function slopes(at: readonly number[], f: (x: readonly number[]) => number): number[] {
  const width = 1e-3;
  return at.map((value, k) => {
    const up = f(at.with(k, value + width));
    const down = f(at.with(k, value - width));
    return (up - down) / (2 * width);
  });
}
