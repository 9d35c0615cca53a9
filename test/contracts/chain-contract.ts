import { describe, expect, test } from "vitest";
import type { ChainDraw, ChainHalf, ChainSide } from "../../src/core/chain-kernels.ts";
import { CHAINS, RECORD } from "../../src/core/chain-kernels.ts";
import type { Kernels, Workspace } from "../../src/core/kernels.ts";
import { Random } from "../../src/core/random.ts";

/** A small table of cells, seen from both sides, with everything filled at random. */
export interface ChainTable {
  readonly workspace: Workspace;
  /** Rows with their cells in order, as users have them. */
  readonly users: ChainSide;
  /** The same cells seen from the other side. */
  readonly movies: ChainSide;
  /** In the order of the users' cells. */
  readonly residual: Float32Array;
  readonly user: ChainHalf;
  readonly movie: ChainHalf;
  /** Shared by what users rated, and by who rated movies. */
  readonly sharedByMovie: Float32Array;
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
  const half = (rows: number): ChainHalf => {
    const weight = workspace.float32(rows);
    weight.set(Float32Array.from({ length: rows }, (_, row) => 1 / Math.sqrt(row + 1)));
    return {
      own: filled(rows * CHAINS, 0.3),
      total: filled(rows * CHAINS, 0.5),
      weight,
      records: workspace.float32(rows * RECORD),
    };
  };
  return {
    workspace,
    users: {
      rowStart: starts(USERS, (k) => Math.floor(cells[k]! / MOVIES)),
      otherOf: indices(cells.map((cell) => cell % MOVIES)),
    },
    movies: {
      rowStart: starts(MOVIES, (k) => cells[k]! % MOVIES),
      otherOf: indices(byMovie.map((k) => Math.floor(cells[k]! / MOVIES))),
    },
    residual: filled(cells.length * CHAINS, 1),
    user: half(USERS),
    movie: half(MOVIES),
    sharedByMovie: filled(MOVIES * CHAINS, 0.2),
    draw: { normals: filled(MOVIES * CHAINS, 1), prior },
  };
}

/** Every cell of the table. */
function cellsOf({ users: { rowStart, otherOf } }: ChainTable): Cell[] {
  return Array.from({ length: USERS }, (_, user) => user).flatMap((user) =>
    Array.from(otherOf.subarray(rowStart[user]!, rowStart[user + 1]!), (movie, k) => ({
      ...{ user, movie, cell: rowStart[user]! + k },
    })),
  );
}

interface Cell {
  readonly user: number;
  readonly movie: number;
  readonly cell: number;
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
    test.each(["user", "movie"] as const)(
      "sampleOwn() draws each %s from its conditional, and says what is left of it",
      (side) => {
        const table = chainTable(kernels, 1);
        const half = table[side];
        const slope = table[side === "user" ? "movie" : "user"].total;
        const before = half.own.slice();
        const totalBefore = half.total.slice();
        const sums = sumsOf(table, side, slope);
        sampleOwn(table, side, slope);
        for (let at = 0; at < before.length; at++) {
          const [row, lane] = [Math.floor(at / CHAINS), at % CHAINS];
          const { num, den } = sums[at]!;
          const now = conditional(table, lane, num, den, before[at]!, row);
          const w = half.weight[row]!;
          const [left, square, moved] = [0, 1, 2].map(
            (part) => half.records[row * RECORD + part * CHAINS + lane],
          );
          expect(half.own[at]).toBeCloseTo(now, 5);
          expect(half.total[at]! - totalBefore[at]!).toBeCloseTo(now - before[at]!, 5);
          expect(square).toBeCloseTo(w * w * den, 5);
          expect(left).toBeCloseTo(w * (num - (now - before[at]!) * den), 4);
          expect(moved).toBe(0);
        }
      },
    );

    test("sampleShared() draws each coefficient given those drawn before it", () => {
      const table = chainTable(kernels, 2);
      const { user, movies, sharedByMovie: shared, workspace, draw } = table;
      sampleOwn(table, "user", table.movie.total);
      const records = Float64Array.from(user.records);
      const total = Float64Array.from(user.total);
      const before = shared.slice();
      workspace.sampleShared(shared, user.records, movies, draw);
      workspace.addMoves(user);
      const { rowStart, otherOf } = movies;
      for (let row = 0; row < MOVIES; row++) {
        for (let lane = 0; lane < CHAINS; lane++) {
          const raters = Array.from(otherOf.subarray(rowStart[row]!, rowStart[row + 1]!));
          const at = (u: number, part: number): number => u * RECORD + part * CHAINS + lane;
          const n = raters.reduce((sum, u) => sum + records[at(u, 0)]!, 0);
          const d = raters.reduce((sum, u) => sum + records[at(u, 1)]!, 0);
          const now = conditional(table, lane, n, d, before[row * CHAINS + lane]!, row);
          expect(shared[row * CHAINS + lane]).toBeCloseTo(now, 4);
          const step = now - before[row * CHAINS + lane]!;
          for (const u of raters) {
            records[at(u, 0)]! -= step * records[at(u, 1)]!;
            total[u * CHAINS + lane]! += user.weight[u]! * step;
          }
        }
      }
      for (const [k, value] of total.entries()) expect(user.total[k]).toBeCloseTo(value, 4);
    });

    test.each(["user", "movie"] as const)(
      "settle() takes the change of each %s off every cell",
      (side) => {
        const table = chainTable(kernels, 3);
        const { total } = table[side];
        const slope = table[side === "user" ? "movie" : "user"].total;
        const before = table.workspace.float32(total.length);
        for (let k = 0; k < before.length; k++) before[k] = k / 10;
        const wanted = table.residual.slice();
        for (const cell of cellsOf(table)) {
          const [own, other] = side === "user" ? [cell.user, cell.movie] : [cell.movie, cell.user];
          for (let lane = 0; lane < CHAINS; lane++) {
            const at = own * CHAINS + lane;
            wanted[cell.cell * CHAINS + lane]! -=
              (total[at]! - before[at]!) * slope[other * CHAINS + lane]!;
          }
        }
        const { workspace, residual, users } = table;
        if (side === "user") workspace.settle(residual, users, slope, total, before);
        else workspace.settleColumns(residual, users, slope, total, before);
        for (const [k, value] of wanted.entries()) expect(residual[k]).toBeCloseTo(value, 4);
      },
    );

    test("addShared() makes each row's total of its own value and what it rated", () => {
      const { workspace, user, sharedByMovie, users } = chainTable(kernels, 5);
      workspace.addShared(user, sharedByMovie, users);
      const { rowStart, otherOf } = users;
      for (let row = 0; row < USERS; row++) {
        for (let lane = 0; lane < CHAINS; lane++) {
          const rated = Array.from(otherOf.subarray(rowStart[row]!, rowStart[row + 1]!));
          const sum = rated.reduce((all, j) => all + sharedByMovie[j * CHAINS + lane]!, 0);
          const wanted = user.own[row * CHAINS + lane]! + user.weight[row]! * sum;
          expect(user.total[row * CHAINS + lane]).toBeCloseTo(wanted, 5);
        }
      }
    });

    test("addResiduals() sums residuals and their squares, lane by lane", () => {
      const { workspace, residual } = chainTable(kernels, 6);
      const sums = workspace.float64(2 * CHAINS).fill(9);
      workspace.addResiduals(sums, residual);
      for (let lane = 0; lane < CHAINS; lane++) {
        const own = Array.from(residual).filter((_, at) => at % CHAINS === lane);
        expect(sums[lane]).toBeCloseTo(
          own.reduce((sum, e) => sum + e, 0),
          10,
        );
        expect(sums[CHAINS + lane]).toBeCloseTo(
          own.reduce((sum, e) => sum + e * e, 0),
          10,
        );
      }
    });

    test("addProducts() adds each pair's product to what is there", () => {
      const table = chainTable(kernels, 4);
      const userOf = table.workspace.uint32(3);
      const movieOf = table.workspace.uint32(3);
      userOf.set([0, 5, 0]);
      movieOf.set([8, 2, 8]);
      const out = table.workspace.float32(3 * CHAINS).fill(1);
      table.workspace.addProducts(out, userOf, movieOf, table.user.own, table.movie.own);
      for (let at = 0; at < out.length; at++) {
        const [n, lane] = [Math.floor(at / CHAINS), at % CHAINS];
        const a = table.user.own[userOf[n]! * CHAINS + lane]!;
        expect(out[at]).toBeCloseTo(1 + a * table.movie.own[movieOf[n]! * CHAINS + lane]!, 6);
      }
    });
  });
}

function sampleOwn(table: ChainTable, side: "user" | "movie", slope: Float32Array): void {
  const { workspace, users, residual, draw } = table;
  if (side === "user") workspace.sampleOwn(table.user, users, residual, slope, draw);
  else workspace.sampleOwnOfColumns(table.movie, users, residual, slope, draw);
}

/** Σ x·e and Σ x² of each row of a side, in f64. */
function sumsOf(
  table: ChainTable,
  side: "user" | "movie",
  slope: Float32Array,
): readonly { num: number; den: number }[] {
  const sums = Array.from(table[side].own, () => ({ num: 0, den: 0 }));
  for (const cell of cellsOf(table)) {
    const [own, other] = side === "user" ? [cell.user, cell.movie] : [cell.movie, cell.user];
    for (let lane = 0; lane < CHAINS; lane++) {
      const x = slope[other * CHAINS + lane]!;
      sums[own * CHAINS + lane]!.num += x * table.residual[cell.cell * CHAINS + lane]!;
      sums[own * CHAINS + lane]!.den += x * x;
    }
  }
  return sums;
}
