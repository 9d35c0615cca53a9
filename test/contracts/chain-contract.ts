import { describe, expect, test } from "vitest";
import type {
  ChainDraw,
  ChainHalf,
  ChainSide,
  Lanes,
  PendingColumns,
  PendingRows,
} from "../../src/core/chain-kernels.ts";
import { PAIR, recordSize } from "../../src/core/chain-kernels.ts";
import type { Kernels, Workspace } from "../../src/core/kernels.ts";
import { Random } from "../../src/core/random.ts";

/** A small table of cells, seen from both sides, with everything filled at random. */
export interface ChainTable {
  readonly workspace: Workspace;
  readonly lanes: Lanes;
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
export function chainTable(kernels: Kernels, lanes: Lanes, seed: number): ChainTable {
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
  const prior = workspace.float32(3 * lanes);
  for (let lane = 0; lane < lanes; lane++) {
    prior.set([1.5 - lane / 10], lane);
    prior.set([4 + lane], lanes + lane);
    prior.set([(lane - 1) / 10], 2 * lanes + lane);
  }
  const half = (rows: number): ChainHalf => {
    const weight = workspace.float32(rows);
    weight.set(Float32Array.from({ length: rows }, (_, row) => 1 / Math.sqrt(row + 1)));
    return {
      own: filled(rows * lanes, 0.3),
      total: filled(rows * lanes, 0.5),
      weight,
      records: workspace.float32(rows * recordSize(lanes)),
    };
  };
  return {
    workspace,
    lanes,
    users: {
      rowStart: starts(USERS, (k) => Math.floor(cells[k]! / MOVIES)),
      otherOf: indices(cells.map((cell) => cell % MOVIES)),
    },
    movies: {
      rowStart: starts(MOVIES, (k) => cells[k]! % MOVIES),
      otherOf: indices(byMovie.map((k) => Math.floor(cells[k]! / MOVIES))),
    },
    residual: filled(cells.length * lanes, 1),
    user: half(USERS),
    movie: half(MOVIES),
    sharedByMovie: filled(MOVIES * lanes, 0.2),
    draw: { normals: filled(MOVIES * lanes, 1), prior },
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
  rows: number,
  row: number,
): number {
  const { lanes } = table;
  const { normals, prior } = table.draw;
  const [noise, precision, mean] = [0, 1, 2].map((k) => prior[k * lanes + lane]!);
  const total = noise! * den + precision!;
  const pull = noise! * (num + old * den) + precision! * mean!;
  // Those of the second pair of chains lie after all of the first.
  const normal = normals[(Math.floor(lane / PAIR) * rows + row) * PAIR + (lane % PAIR)]!;
  return pull / total + normal / Math.sqrt(total);
}

/** What every implementation of the chains' loops has to do; run for each of them. */
export function describeChainContract(kernels: Kernels, lanes: Lanes): void {
  const size = recordSize(lanes);
  describe(`${kernels.name} keeps the contract of ${lanes} chains`, () => {
    test.each(["user", "movie"] as const)(
      "sampleOwn() takes along what is pending, draws each %s from its conditional, and says what is left of it",
      (side) => {
        const table = chainTable(kernels, lanes, 1);
        const half = table[side];
        const before = half.own.slice();
        const totalBefore = half.total.slice();
        const { sums, residual } = expected(table, side);
        sampleOwn(table, side);
        for (const [at, e] of residual.entries()) expect(table.residual[at]).toBeCloseTo(e, 4);
        for (let at = 0; at < before.length; at++) {
          const [row, lane] = [Math.floor(at / lanes), at % lanes];
          const { num, den } = sums[at]!;
          const rows = half.weight.length;
          const now = conditional(table, lane, num, den, before[at]!, rows, row);
          const w = half.weight[row]!;
          const [left, square, moved] = [0, 1, 2].map(
            (part) => half.records[row * size + part * lanes + lane],
          );
          expect(half.own[at]).toBeCloseTo(now, 4);
          expect(half.total[at]! - totalBefore[at]!).toBeCloseTo(now - before[at]!, 4);
          expect(square).toBeCloseTo(w * w * den, 4);
          expect(left).toBeCloseTo(w * (num - (now - before[at]!) * den), 4);
          expect(moved).toBe(0);
        }
      },
    );

    test("sampleShared() draws each coefficient given those drawn before it", () => {
      const table = chainTable(kernels, lanes, 2);
      const { user, movies, sharedByMovie: shared, workspace, draw } = table;
      sampleOwn(table, "user");
      const records = Float64Array.from(user.records);
      const total = Float64Array.from(user.total);
      const before = shared.slice();
      workspace.sampleShared(shared, user.records, movies, draw);
      workspace.addMoves(user);
      const { rowStart, otherOf } = movies;
      for (let row = 0; row < MOVIES; row++) {
        for (let lane = 0; lane < lanes; lane++) {
          const raters = Array.from(otherOf.subarray(rowStart[row]!, rowStart[row + 1]!));
          const at = (u: number, part: number): number => u * size + part * lanes + lane;
          const n = raters.reduce((sum, u) => sum + records[at(u, 0)]!, 0);
          const d = raters.reduce((sum, u) => sum + records[at(u, 1)]!, 0);
          const now = conditional(table, lane, n, d, before[row * lanes + lane]!, MOVIES, row);
          expect(shared[row * lanes + lane]).toBeCloseTo(now, 4);
          const step = now - before[row * lanes + lane]!;
          for (const u of raters) {
            records[at(u, 0)]! -= step * records[at(u, 1)]!;
            total[u * lanes + lane]! += user.weight[u]! * step;
          }
        }
      }
      for (const [k, value] of total.entries()) expect(user.total[k]).toBeCloseTo(value, 4);
    });

    test("settle() takes what is pending off every cell, and sums the cells and their squares", () => {
      const table = chainTable(kernels, lanes, 3);
      const { workspace, residual, users } = table;
      const sums = workspace.float64(2 * lanes).fill(9);
      const wanted = expected(table, "user").residual;
      workspace.settle(sums, residual, users, pendingColumns(table));
      for (const [k, value] of wanted.entries()) expect(residual[k]).toBeCloseTo(value, 4);
      for (let lane = 0; lane < lanes; lane++) {
        const own = Array.from(residual).filter((_, at) => at % lanes === lane);
        const sum = own.reduce((all, e) => all + e, 0);
        const squares = own.reduce((all, e) => all + e * e, 0);
        expect(sums[lane]).toBeCloseTo(sum, 10);
        expect(sums[lanes + lane]).toBeCloseTo(squares, 10);
      }
    });

    test("addShared() makes each row's total of its own value and what it rated", () => {
      const { workspace, user, sharedByMovie, users } = chainTable(kernels, lanes, 5);
      workspace.addShared(user, sharedByMovie, users);
      const { rowStart, otherOf } = users;
      for (let row = 0; row < USERS; row++) {
        for (let lane = 0; lane < lanes; lane++) {
          const rated = Array.from(otherOf.subarray(rowStart[row]!, rowStart[row + 1]!));
          const sum = rated.reduce((all, j) => all + sharedByMovie[j * lanes + lane]!, 0);
          const wanted = user.own[row * lanes + lane]! + user.weight[row]! * sum;
          expect(user.total[row * lanes + lane]).toBeCloseTo(wanted, 5);
        }
      }
    });

    test("addProducts() adds each pair's product to what is there", () => {
      const table = chainTable(kernels, lanes, 4);
      const userOf = table.workspace.uint32(3);
      const movieOf = table.workspace.uint32(3);
      userOf.set([0, 5, 0]);
      movieOf.set([8, 2, 8]);
      const out = table.workspace.float32(3 * lanes).fill(1);
      table.workspace.addProducts(out, userOf, movieOf, table.user.own, table.movie.own);
      for (let at = 0; at < out.length; at++) {
        const [n, lane] = [Math.floor(at / lanes), at % lanes];
        const a = table.user.own[userOf[n]! * lanes + lane]!;
        expect(out[at]).toBeCloseTo(1 + a * table.movie.own[movieOf[n]! * lanes + lane]!, 6);
      }
    });
  });
}

/** Slopes are the movies' totals, and what each has moved its own value. */
function pendingColumns({ workspace, movie, user, lanes }: ChainTable): PendingColumns {
  const columns = workspace.float32(MOVIES * 2 * lanes);
  for (let row = 0; row < MOVIES; row++) {
    columns.set(movie.total.subarray(row * lanes, (row + 1) * lanes), 2 * row * lanes);
    columns.set(movie.own.subarray(row * lanes, (row + 1) * lanes), (2 * row + 1) * lanes);
  }
  const slope = workspace.float32(user.total.length);
  slope.set(user.total); // which is drawn anew
  return { columns, slope };
}

/** The users have moved from their own values to their totals. */
function pendingRows({ user }: ChainTable): PendingRows {
  return { total: user.total, before: user.own, slope: user.total };
}

function sampleOwn(table: ChainTable, side: "user" | "movie"): void {
  const { workspace, users, residual, draw, user, movie } = table;
  if (side === "user") {
    workspace.sampleOwn(user, users, residual, pendingColumns(table), draw);
  } else {
    workspace.sampleOwnOfColumns(movie, users, residual, movie.total, pendingRows(table), draw);
  }
}

/** Residuals once what is pending is known to them, and Σ x·e and Σ x² of each row of a side, in f64. */
function expected(
  table: ChainTable,
  side: "user" | "movie",
): { residual: Float64Array; sums: readonly { num: number; den: number }[] } {
  const { user, movie, lanes } = table;
  const residual = Float64Array.from(table.residual);
  const sums = Array.from(table[side].own, () => ({ num: 0, den: 0 }));
  for (const { user: u, movie: i, cell } of cellsOf(table)) {
    for (let lane = 0; lane < lanes; lane++) {
      const [row, column] = [u * lanes + lane, i * lanes + lane];
      const e = cell * lanes + lane;
      residual[e]! -=
        side === "user"
          ? user.total[row]! * movie.own[column]!
          : (user.total[row]! - user.own[row]!) * movie.total[column]!;
      const x = side === "user" ? movie.total[column]! : user.total[row]!;
      const sum = sums[side === "user" ? row : column]!;
      sum.num += x * residual[e]!;
      sum.den += x * x;
    }
  }
  return { residual, sums };
}
