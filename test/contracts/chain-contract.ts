import { describe, expect, test } from "vitest";
import type { ChainDraw, ChainSide, ChainSums } from "../../src/core/chain-kernels.ts";
import { CHAINS } from "../../src/core/chain-kernels.ts";
import type { Kernels, Workspace } from "../../src/core/kernels.ts";
import { Random } from "../../src/core/random.ts";

/** A small table of cells, seen from both sides, with everything filled at random. */
export interface ChainTable {
  readonly workspace: Workspace;
  /** Rows with their cells in order, as users have them. */
  readonly users: ChainSide;
  /** The same cells seen from the other side. */
  readonly movies: ChainSide;
  readonly residual: Float32Array;
  readonly own: Float32Array;
  readonly total: Float32Array;
  readonly other: Float32Array;
  readonly shared: Float32Array;
  readonly weight: Float32Array;
  readonly sums: ChainSums;
  readonly draw: ChainDraw;
}

const USERS = 7;
const MOVIES = 9;

/** Every user rates about half of the movies; user 6 rates none. */
export function chainTable(kernels: Kernels, seed: number): ChainTable {
  const random = new Random(seed);
  const cells = Array.from({ length: USERS * MOVIES }, (_, k) => k).filter(
    (k) => k < (USERS - 1) * MOVIES && random.below(2) === 0,
  );
  const workspace = kernels.workspace(64 * 1024);
  const filled = (length: number, spread: number): Float32Array => {
    const values = workspace.float32(length);
    for (let k = 0; k < length; k++) values[k] = spread * random.normal();
    return values;
  };
  const indices = (values: readonly number[]): Uint32Array => {
    const out = workspace.uint32(values.length);
    out.set(values);
    return out;
  };
  const byMovie = cells
    .map((_, k) => k)
    .sort((a, b) => (cells[a]! % MOVIES) - (cells[b]! % MOVIES) || a - b);
  const starts = (rows: number, rowOf: (k: number) => number): Uint32Array =>
    indices(
      Array.from({ length: rows + 1 }, (_, row) => cells.filter((_c, k) => rowOf(k) < row).length),
    );
  const prior = workspace.float32(3 * CHAINS);
  prior.set([1.5, 1.4, 1.3, 1.2, 4, 5, 6, 7, 0.1, -0.1, 0.2, -0.2]);
  const weight = workspace.float32(USERS);
  weight.set(Float32Array.from({ length: USERS }, (_, u) => 1 / Math.sqrt(u + 1)));
  const most = MOVIES * CHAINS;
  return {
    workspace,
    users: {
      rowStart: starts(USERS, (k) => Math.floor(cells[k]! / MOVIES)),
      otherOf: indices(cells.map((cell) => cell % MOVIES)),
      cellOf: undefined,
    },
    movies: {
      rowStart: starts(MOVIES, (k) => cells[k]! % MOVIES),
      otherOf: indices(byMovie.map((k) => Math.floor(cells[k]! / MOVIES))),
      cellOf: indices(byMovie),
    },
    residual: filled(cells.length * CHAINS, 1),
    own: filled(USERS * CHAINS, 0.3),
    total: filled(USERS * CHAINS, 0.5),
    other: filled(MOVIES * CHAINS, 0.7),
    shared: filled(MOVIES * CHAINS, 0.2),
    weight,
    sums: { den: workspace.float32(most), num: workspace.float32(most) },
    draw: { normals: filled(most, 1), prior },
  };
}

/** The draw from its formula, in f64. */
function conditional(
  table: ChainTable,
  lane: number,
  num: number,
  den: number,
  old: number,
  row: number,
): number {
  const { normals, prior } = table.draw;
  const [noise, precision, mean] = [0, 1, 2].map((k) => prior[k * CHAINS + lane]!);
  const total = noise! * den + precision!;
  const pull = noise! * (num + old * den) + precision! * mean!;
  return pull / total + normals[row * CHAINS + lane]! / Math.sqrt(total);
}

/** What every implementation of the chains' loops has to do; run for each of them. */
export function describeChainContract(kernels: Kernels): void {
  describe(`${kernels.name} keeps the contract of chains`, () => {
    test("sampleOwn() draws each row from its conditional, and says what is left of it", () => {
      const table = chainTable(kernels, 1);
      const before = table.own.slice();
      const totalBefore = table.total.slice();
      sampleOwn(table);
      const { rowStart, otherOf } = table.users;
      for (let row = 0; row < USERS; row++) {
        for (let lane = 0; lane < CHAINS; lane++) {
          let num = 0;
          let den = 0;
          for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
            const x = table.other[otherOf[k]! * CHAINS + lane]!;
            num += x * table.residual[k * CHAINS + lane]!;
            den += x * x;
          }
          const at = row * CHAINS + lane;
          const now = conditional(table, lane, num, den, before[at]!, row);
          expect(table.own[at]).toBeCloseTo(now, 5);
          expect(table.total[at]! - totalBefore[at]!).toBeCloseTo(now - before[at]!, 5);
          expect(table.sums.den[at]).toBeCloseTo(den, 5);
          expect(table.sums.num[at]).toBeCloseTo(num - (now - before[at]!) * den, 4);
        }
      }
    });

    test("sampleShared() draws each coefficient given those drawn before it", () => {
      const table = chainTable(kernels, 2);
      sampleOwn(table);
      const num = Float64Array.from(table.sums.num);
      const total = Float64Array.from(table.total);
      const before = table.shared.slice();
      table.workspace.sampleShared(
        table.shared,
        table.total,
        table.sums,
        table.movies,
        table.weight,
        table.draw,
      );
      const { rowStart, otherOf } = table.movies;
      for (let row = 0; row < MOVIES; row++) {
        for (let lane = 0; lane < CHAINS; lane++) {
          const raters = Array.from(otherOf.subarray(rowStart[row]!, rowStart[row + 1]!));
          const at = (u: number): number => u * CHAINS + lane;
          const n = raters.reduce((sum, u) => sum + table.weight[u]! * num[at(u)]!, 0);
          const d = raters.reduce(
            (sum, u) => sum + table.weight[u]! ** 2 * table.sums.den[at(u)]!,
            0,
          );
          const now = conditional(table, lane, n, d, before[row * CHAINS + lane]!, row);
          expect(table.shared[row * CHAINS + lane]).toBeCloseTo(now, 4);
          for (const u of raters) {
            const move = table.weight[u]! * (now - before[row * CHAINS + lane]!);
            num[at(u)]! -= move * table.sums.den[at(u)]!;
            total[at(u)]! += move;
          }
        }
      }
      for (const [k, value] of total.entries()) expect(table.total[k]).toBeCloseTo(value, 4);
    });

    test.each(["users", "movies"] as const)(
      "settle() takes the change off every cell, by %s",
      (name) => {
        const table = chainTable(kernels, 3);
        const side = table[name];
        const rows = side.rowStart.length - 1;
        const slope = name === "users" ? table.other : table.own;
        const [now, before] = [
          table.workspace.float32(rows * CHAINS),
          table.workspace.float32(rows * CHAINS),
        ];
        for (let k = 0; k < now.length; k++) now[k] = k / 10;
        const wanted = table.residual.slice();
        for (let row = 0; row < rows; row++) {
          for (let k = side.rowStart[row]!; k < side.rowStart[row + 1]!; k++) {
            for (let lane = 0; lane < CHAINS; lane++) {
              const cell = (side.cellOf?.[k] ?? k) * CHAINS + lane;
              wanted[cell]! -= now[row * CHAINS + lane]! * slope[side.otherOf[k]! * CHAINS + lane]!;
            }
          }
        }
        table.workspace.settle(table.residual, side, slope, now, before);
        for (const [k, value] of wanted.entries()) expect(table.residual[k]).toBeCloseTo(value, 4);
      },
    );

    test("addShared() makes each row's total of its own value and what it rated", () => {
      const { workspace, total, own, shared, users, weight } = chainTable(kernels, 5);
      workspace.addShared(total, own, shared, users, weight);
      const { rowStart, otherOf } = users;
      for (let row = 0; row < USERS; row++) {
        for (let lane = 0; lane < CHAINS; lane++) {
          const rated = Array.from(otherOf.subarray(rowStart[row]!, rowStart[row + 1]!));
          const sum = rated.reduce((all, j) => all + shared[j * CHAINS + lane]!, 0);
          const wanted = own[row * CHAINS + lane]! + weight[row]! * sum;
          expect(total[row * CHAINS + lane]).toBeCloseTo(wanted, 5);
        }
      }
    });

    test("addProducts() adds each pair's product to what is there", () => {
      const table = chainTable(kernels, 4);
      const userOf = table.workspace.uint32(3);
      const movieOf = table.workspace.uint32(3);
      userOf.set([0, 5, 0]);
      movieOf.set([8, 2, 8]);
      const out = table.workspace.float32(3 * CHAINS).fill(1);
      table.workspace.addProducts(out, userOf, movieOf, table.own, table.other);
      for (let at = 0; at < out.length; at++) {
        const [n, lane] = [Math.floor(at / CHAINS), at % CHAINS];
        const a = table.own[userOf[n]! * CHAINS + lane]!;
        expect(out[at]).toBeCloseTo(1 + a * table.other[movieOf[n]! * CHAINS + lane]!, 6);
      }
    });
  });
}

function sampleOwn(table: ChainTable): void {
  const { workspace, own, total, sums, users, residual, other, draw } = table;
  workspace.sampleOwn(own, total, sums, users, residual, other, draw);
}
