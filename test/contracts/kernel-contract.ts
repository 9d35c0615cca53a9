import { describe, expect, test } from "vitest";
import type { Kernels, Side } from "../../src/core/kernels.ts";
import { STRIDE_UNIT, bufferBytes } from "../../src/core/kernels.ts";
import type { SeededTable } from "../support/seeded-sides.ts";
import { bitsOfTable, bitsReadOnly, seededTable } from "../support/seeded-sides.ts";
import type { Exact } from "./kernel-oracle.ts";
import { exactError, exactStep, rowsOf, slopes } from "./kernel-oracle.ts";

export const STRIDES: readonly number[] = [8, 16, 24, 32, 56, 64, 104, 1024];
const COUNTS = [0, 1, 2, 7, 100];
const SHAPES = STRIDES.flatMap((stride) => COUNTS.map((ratings) => ({ stride, ratings })));

/** A number that f32 holds exactly, so that the oracle takes the very same step. */
export const RATE: number = Math.fround(0.04);

/** What every implementation of the inner loops has to do; run for each of them. */
export function describeKernelContract(kernels: Kernels): void {
  describe(`${kernels.name} keeps the kernel contract`, () => {
    describeDescend(kernels);
    describeLearning(kernels);
    describeResiduals(kernels);
    describeWorkspace(kernels);
  });
}

function describeDescend(kernels: Kernels): void {
  test.each(STRIDES)(
    "descend() is within the rounding bound for one rating at stride %i",
    (stride) => {
      for (let seed = 1; seed <= 20; seed++) {
        const table = seededTable(kernels, { users: 3, movies: 4, ratings: 1, stride }, seed);
        const want = exactStep(table, stride, RATE);
        expectWithin(descend(table, stride), want.squares);
        const [u, i] = rowsOf(table.ratings.cells[0]!);
        expectWithin(table.users.bias[u]!, want.userBias);
        expectWithin(table.movies.bias[i]!, want.movieBias);
        for (let f = 0; f < stride; f++) {
          expectWithin(table.users.factors[u * stride + f]!, want.userRow[f]!);
          expectWithin(table.movies.factors[i * stride + f]!, want.movieRow[f]!);
        }
      }
    },
  );

  test.each(SHAPES)(
    "descend() of $ratings ratings is as many steps of one, bit for bit, at stride $stride",
    ({ stride, ratings }) => {
      const shape = { users: 5, movies: 6, ratings, stride }; // 30 cells: 100 ratings repeat rows
      const once = seededTable(kernels, shape, 1);
      const steps = seededTable(kernels, shape, 1);
      let squares = 0;
      for (let n = 0; n < ratings; n++) squares += descend(only(steps, n), stride);
      expect(descend(once, stride)).toBe(squares);
      expect(bitsOfTable(once)).toEqual(bitsOfTable(steps));
    },
  );

  test("descend() leaves the padding zero, the rows of no rating, and what it only reads", () => {
    const shape = { users: 4, movies: 4, ratings: 100, stride: 16, factors: 10 };
    const table = seededTable(kernels, shape, 5);
    for (let n = 0; n < 100; n++) table.ratings.cells[n]! &= (1 << 16) | 1; // rows 0 and 1 only
    const [before, given] = [bitsOfTable(table), bitsReadOnly(table)];
    descend(table, 16);
    expect(bitsReadOnly(table)).toEqual(given);
    for (const { factors } of [table.users, table.movies]) {
      for (let row = 0; row < 4; row++) {
        const padding = factors.subarray(row * 16 + 10, row * 16 + 16);
        expect([...padding]).toEqual([0, 0, 0, 0, 0, 0]);
      }
    }
    const after = bitsOfTable(table);
    for (const k of [0, 2]) expect(after[k]!.subarray(32)).toEqual(before[k]!.subarray(32));
    for (const k of [1, 3]) expect(after[k]!.subarray(2)).toEqual(before[k]!.subarray(2));
    for (const k of [0, 1, 2, 3]) expect(after[k]).not.toEqual(before[k]);
  });
}

function describeLearning(kernels: Kernels): void {
  test("descend() learns each time from a rating that stands several times in a bucket", () => {
    const table = seededTable(kernels, { users: 2, movies: 2, ratings: 50, stride: 8 }, 3);
    table.ratings.cells.fill((1 << 16) | 1);
    table.ratings.targets.fill(1.5);
    const before = Math.abs(exactError(table, 8, 0).value);
    const first = descend(only(table, 0), 8);
    expect(descend(table, 8)).toBeLessThan(25 * first);
    expect(Math.abs(exactError(table, 8, 0).value)).toBeLessThan(0.2 * before);
  });

  test("descend() steps down the gradient of e² + λ_u|p|² + λ_i|q|² + λ_bu·b_u² + λ_bi·b_i²", () => {
    const rate = 1 / 16; // the step is −rate/2 times the gradient
    for (let seed = 1; seed <= 10; seed++) {
      const table = seededTable(kernels, { users: 1, movies: 1, ratings: 1, stride: 8 }, seed);
      const before = parametersOf(table);
      const slope = slopes(before, (at) => loss(at, table));
      descend(table, 8, rate);
      for (const [k, value] of parametersOf(table).entries()) {
        const wanted = (-rate / 2) * slope[k]!;
        expect(Math.abs(value - before[k]! - wanted)).toBeLessThan(2e-6); // f32 roundings of ≤ 3
      }
    }
  });
}

function describeResiduals(kernels: Kernels): void {
  test.each(SHAPES)(
    "residuals() of $ratings ratings are within the rounding bound at stride $stride",
    ({ stride, ratings }) => {
      const table = seededTable(kernels, { users: 5, movies: 6, ratings, stride }, 7);
      const before = bitsOfTable(table);
      const out = table.workspace.float32(ratings);
      residuals(table, out, stride);
      for (let n = 0; n < ratings; n++) expectWithin(out[n]!, exactError(table, stride, n));
      expect(bitsOfTable(table)).toEqual(before);
    },
  );

  test("descend() returns the squares of residuals(), each taken before its own step", () => {
    const table = seededTable(kernels, { users: 100, movies: 100, ratings: 100, stride: 32 }, 11);
    for (let n = 0; n < 100; n++) table.ratings.cells[n] = (n << 16) | n; // each moves rows of its own
    const out = table.workspace.float32(100);
    residuals(table, out, 32);
    expect(descend(table, 32)).toBe(out.reduce((sum, residual) => sum + residual * residual, 0));
  });

  test("rows up to 65 535 of a block can be named", () => {
    const table = seededTable(kernels, { users: 65_536, movies: 65_536, ratings: 2, stride: 8 }, 1);
    table.ratings.cells.set([0xffff_0000, 0x0000_ffff]);
    const out = table.workspace.float32(2);
    residuals(table, out, 8);
    for (const n of [0, 1]) expectWithin(out[n]!, exactError(table, 8, n));
  });
}

function describeWorkspace(kernels: Kernels): void {
  test("a workspace gives buffers that are zero, 16-byte aligned and apart from each other", () => {
    const lengths = [1, 3, 4, 5, 16, 1000, 0, 7];
    const bytes = lengths.reduce((sum, length) => sum + 2 * bufferBytes(length), 0);
    const workspace = kernels.workspace(bytes);
    const buffers = lengths.flatMap((length) => [
      workspace.float32(length),
      workspace.uint32(length),
    ]);
    expect(buffers.map(({ length }) => length)).toEqual(
      lengths.flatMap((length) => [length, length]),
    );
    for (const buffer of buffers) {
      expect(buffer.byteOffset % 16).toBe(0);
      expect(buffer.every((value) => value === 0)).toBe(true);
    }
    for (const [k, buffer] of buffers.entries()) buffer.fill(k + 1);
    for (const [k, buffer] of buffers.entries()) {
      expect(buffer.every((value) => value === k + 1)).toBe(true);
    }
  });

  test("two workspaces share nothing", () => {
    const first = kernels.workspace(bufferBytes(64)).float32(64).fill(1);
    const second = kernels.workspace(bufferBytes(64)).float32(64);
    expect(second.every((value) => value === 0)).toBe(true);
    expect(first.every((value) => value === 1)).toBe(true);
  });

  test("touching rows changes nothing", () => {
    const rows = kernels.workspace(bufferBytes(40)).float32(40).fill(0.5);
    kernels.workspace(bufferBytes(16)).touch(new Float32Array(0));
    const workspace = kernels.workspace(bufferBytes(40));
    const own = workspace.float32(40).fill(0.5);
    expect(workspace.touch(own)).toBeUndefined();
    expect(own).toEqual(rows);
  });

  test("a shared workspace is the same memory for whoever is sent it", () => {
    const stride = STRIDE_UNIT;
    const bytes = 2 * bufferBytes(stride) + 7 * bufferBytes(1) + bufferBytes(2);
    const workspace = kernels.sharedWorkspace(bytes);
    const side = (): Side => ({
      factors: workspace.float32(stride).fill(0.5),
      bias: workspace.float32(1),
      decay: workspace.float32(1),
      biasDecay: workspace.float32(1),
    });
    const [users, movies] = [side(), side()];
    const cells = { cells: workspace.uint32(1), targets: workspace.float32(1).fill(1) };
    const sent = structuredClone({ memory: workspace.memory, users, movies, cells });
    const loops = kernels.loopsOver(sent.memory);
    expect(loops.descend(sent.users, sent.movies, sent.cells, stride, 0.1)).toBe(1); // (1 − 8·¼)²
    expect(users.bias[0]).toBe(Math.fround(-0.1));
    expect(movies.factors[stride - 1]).toBeCloseTo(0.45, 6);
    const more = (): unknown => workspace.float32(65_536);
    expect(more).toThrow(new RangeError("Cannot allocate 65536 values: the workspace is full"));
  });

  test("more memory than can be had gives a RangeError", () => {
    expect(() => kernels.workspace(2 ** 45).float32(2 ** 43)).toThrow(RangeError);
  });

  test("a buffer takes its bytes rounded up to 16", () => {
    expect([0, 1, 4, 5].map(bufferBytes)).toEqual([0, 16, 16, 32]);
    expect(STRIDES.every((stride) => stride % STRIDE_UNIT === 0)).toBe(true);
  });
}

function descend(table: SeededTable, stride: number, rate = RATE): number {
  const { workspace, users, movies, ratings } = table;
  return workspace.descend(users, movies, ratings, stride, rate);
}

function residuals(table: SeededTable, out: Float32Array, stride: number): void {
  const { workspace, users, movies, ratings } = table;
  workspace.residuals(out, users, movies, ratings, stride);
}

/** The same rows with rating n alone. */
function only(table: SeededTable, n: number): SeededTable {
  const { cells, targets } = table.ratings;
  const ratings = { cells: cells.subarray(n, n + 1), targets: targets.subarray(n, n + 1) };
  return { ...table, ratings };
}

function expectWithin(got: number, { value, slack }: Exact): void {
  expect(Math.abs(got - value)).toBeLessThanOrEqual(slack);
}

/** b_u, b_i, p, q of the only user and movie. */
function parametersOf({ users, movies }: SeededTable): number[] {
  return [users.bias[0]!, movies.bias[0]!, ...users.factors, ...movies.factors];
}

function loss(at: readonly number[], { users, movies, ratings }: SeededTable): number {
  const [userBias = 0, movieBias = 0, ...rows] = at;
  const p = rows.slice(0, rows.length / 2);
  const q = rows.slice(rows.length / 2);
  const dot = (a: number[], b: number[]): number => a.reduce((sum, x, f) => sum + x * b[f]!, 0);
  return (
    (ratings.targets[0]! - (userBias + movieBias + dot(p, q))) ** 2 +
    users.decay[0]! * dot(p, p) +
    movies.decay[0]! * dot(q, q) +
    users.biasDecay[0]! * userBias ** 2 +
    movies.biasDecay[0]! * movieBias ** 2
  );
}
