import { describe, expect, test } from "vitest";
import type { AlsCourse, AlsSide } from "../../src/core/als-kernels.ts";
import { alsScratchLength } from "../../src/core/als-kernels.ts";
import type { Kernels, Workspace } from "../../src/core/kernels.ts";
import { Random } from "../../src/core/random.ts";
import { solveDense } from "../support/dense-solve.ts";

/** Cells of the rows: none, one, and more than there are features. */
const COUNTS = [3, 0, 1, 40, 7];
const OTHERS = 50;
const ONCE: AlsCourse = { backward: false, passes: 1 };

export interface AlsTableau {
  readonly workspace: Workspace;
  readonly side: AlsSide;
  readonly width: number;
}

/** A side whose rows and others are drawn at random; its G is Σ q·qᵀ over the others, times 0.15. */
export function alsTableau(kernels: Kernels, width: number, seed: number): AlsTableau {
  const random = new Random(seed);
  const workspace = kernels.workspace(4 * 1024 * 1024);
  const filled = (length: number): Float32Array => {
    const values = workspace.float32(length);
    random.fillNormal(values);
    return values;
  };
  const cells = COUNTS.reduce((sum, count) => sum + count, 0);
  const rowStart = workspace.uint32(COUNTS.length + 1);
  for (const [row, count] of COUNTS.entries()) rowStart[row + 1] = rowStart[row]! + count;
  const otherOf = workspace.uint32(cells).map(() => random.below(OTHERS));
  const side = {
    rowStart,
    otherOf: into(workspace.uint32(cells), otherOf),
    stars: filled(cells),
    neutral: -0.5,
    worth: 1.25,
    rows: filled(COUNTS.length * width),
    others: filled(OTHERS * width),
    gram: workspace.float32(width * width),
    ridge: workspace.float32(COUNTS.length).fill(0.7),
    scratch: workspace.float32(alsScratchLength(width, 40)),
    packed: workspace.float32(40 * width),
  };
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      let sum = 0;
      for (let o = 0; o < OTHERS; o++)
        sum += side.others[o * width + i]! * side.others[o * width + j]!;
      side.gram[i * width + j] = 0.15 * sum;
    }
  }
  return { workspace, side, width };
}

function into<T extends Uint32Array | Float32Array>(out: T, values: T): T {
  out.set(values);
  return out;
}

/** Half the matrix and minus half the slope at 0 of a row's loss. */
function lossOf(
  { side, width }: AlsTableau,
  row: number,
): { readonly matrix: number[][]; readonly b: number[] } {
  const { rowStart, otherOf, others, gram, ridge } = side;
  const matrix = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (__, j) => gram[i * width + j]! + (i === j ? ridge[row]! : 0)),
  );
  const b = Array.from({ length: width }, () => 0);
  for (let k = rowStart[row]!; k < rowStart[row + 1]!; k++) {
    const q = others.subarray(otherOf[k]! * width, (otherOf[k]! + 1) * width);
    for (let i = 0; i < width; i++) {
      b[i]! += Math.max(0, (side.stars[k]! + 0.5) * 1.25) * q[i]!;
      for (let j = 0; j < width; j++) matrix[i]![j]! += q[i]! * q[j]!;
    }
  }
  return { matrix, b };
}

/** The row at which the loss is least, by Gaussian elimination in f64. */
function bestRow(tableau: AlsTableau, row: number): number[] {
  const { matrix, b } = lossOf(tableau, row);
  return solveDense(matrix, b);
}

/** Half the slope of the loss where the row is. */
function slopeOf(tableau: AlsTableau, row: number): number[] {
  const { matrix, b } = lossOf(tableau, row);
  const { side, width } = tableau;
  const own = side.rows.subarray(row * width, (row + 1) * width);
  return matrix.map((line, i) => line.reduce((sum, x, j) => sum + x * own[j]!, -b[i]!));
}

/** What every implementation of the loops has to do; run for each of them. */
export function describeAlsContract(kernels: Kernels): void {
  describe(`${kernels.name} keeps the contract of weighted factorisation`, () => {
    test.each([true, false])(
      "solveRows() ends where the loss over the last four features is least, backward: %s",
      (backward) => {
        const tableau = alsTableau(kernels, 16, 1);
        tableau.workspace.solveRows(tableau.side, 0, COUNTS.length, 16, { ...ONCE, backward });
        for (const [row, count] of COUNTS.entries()) {
          if (count === 0) continue;
          const slope = slopeOf(tableau, row);
          const last = backward ? slope.slice(0, 4) : slope.slice(12);
          expect(Math.max(...last.map(Math.abs))).toBeLessThan(1e-3);
          expect(Math.max(...slope.map(Math.abs))).toBeGreaterThan(1e-2);
        }
      },
    );

    test("solveRows() in two passes is solveRows() twice", () => {
      const twice = alsTableau(kernels, 24, 1);
      const once = alsTableau(kernels, 24, 1);
      for (const course of [ONCE, ONCE]) once.workspace.solveRows(once.side, 0, 5, 24, course);
      twice.workspace.solveRows(twice.side, 0, 5, 24, { backward: false, passes: 2 });
      for (const [at, value] of once.side.rows.entries()) {
        expect(Math.abs(twice.side.rows[at]! - value)).toBeLessThan(1e-4);
      }
    });

    test.each([8, 16, 24, 64])(
      "solveRows() of %i features converges to the dense solution",
      (width) => {
        const tableau = alsTableau(kernels, width, 2);
        for (let pass = 0; pass < 400; pass++) {
          const course = { backward: pass % 2 === 1, passes: 6 };
          tableau.workspace.solveRows(tableau.side, 0, COUNTS.length, width, course);
        }
        expectBest(tableau, 2e-3);
      },
    );

    test("solveRows() takes cells from the first of its first row on", () => {
      const { workspace, side, width } = alsTableau(kernels, 16, 3);
      const whole = alsTableau(kernels, 16, 3);
      whole.workspace.solveRows(whole.side, 0, COUNTS.length, width, ONCE);
      for (const [first, end] of [[0, 3] as const, [3, 5] as const]) {
        const from = side.rowStart[first]!;
        const cells = side.stars.length - from;
        const otherOf = into(workspace.uint32(cells), side.otherOf.slice(from));
        const stars = into(workspace.float32(cells), side.stars.slice(from));
        workspace.solveRows({ ...side, otherOf, stars }, first, end, width, ONCE);
      }
      expect(side.rows).toEqual(whole.side.rows);
    });

    test("solveRows() leaves the rows outside its range as they are", () => {
      const { workspace, side, width } = alsTableau(kernels, 16, 3);
      const before = side.rows.slice();
      workspace.solveRows(side, 3, 4, width, ONCE);
      const changed = Array.from({ length: COUNTS.length }, (_, row) =>
        before
          .subarray(row * width, (row + 1) * width)
          .some((value, f) => value !== side.rows[row * width + f]),
      );
      expect(changed).toEqual([false, false, false, true, false]);
    });

    test("solveRows() gives a row without cells zeros, and keeps zero features zero", () => {
      const { workspace, side, width } = alsTableau(kernels, 16, 4);
      for (let o = 0; o < OTHERS; o++) side.others.fill(0, o * width + 11, (o + 1) * width);
      for (let r = 0; r < COUNTS.length; r++) side.rows.fill(0, r * width + 11, (r + 1) * width);
      for (let i = 0; i < width; i++) {
        side.gram.fill(0, i * width + 11, (i + 1) * width);
        if (i >= 11) side.gram.fill(0, i * width, (i + 1) * width);
      }
      workspace.solveRows(side, 0, COUNTS.length, width, ONCE);
      expect([...side.rows.subarray(width, 2 * width)]).toEqual(Array(width).fill(0));
      for (let r = 0; r < COUNTS.length; r++) {
        expect([...side.rows.subarray(r * width + 11, (r + 1) * width)]).toEqual(Array(5).fill(0));
        expect(side.rows.some((value) => Number.isNaN(value))).toBe(false);
      }
    });

    test.each([8, 24, 64])("addGram() adds products of rows to the upper half, F = %i", (width) => {
      const { workspace, side } = alsTableau(kernels, width, 5);
      const gram = workspace.float32(width * width).fill(1);
      workspace.addGram(gram, side.others, 2, 31, width);
      for (let i = 0; i < width; i++) {
        for (let j = i - (i % 8); j < width; j++) {
          let sum = 1;
          for (let o = 2; o < 31; o++) {
            sum += side.others[o * width + i]! * side.others[o * width + j]!;
          }
          expect(Math.abs(gram[i * width + j]! - sum)).toBeLessThan(1e-4);
        }
        for (let j = 0; j < i - (i % 8); j++) expect(gram[i * width + j]).toBe(1);
      }
    });
  });
}

function expectBest(tableau: AlsTableau, within: number): void {
  const { side, width } = tableau;
  for (const [row, count] of COUNTS.entries()) {
    if (count === 0) continue;
    for (const [f, best] of bestRow(tableau, row).entries()) {
      expect(Math.abs(side.rows[row * width + f]! - best)).toBeLessThan(within);
    }
  }
}
