import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import { sharesOf } from "./shares.ts";

const FILMS = 300;
const random = new Random(9);
const columns = Array.from({ length: 3 }, () =>
  Float64Array.from({ length: FILMS }, () => random.normal()),
);
const values = Float32Array.from(
  { length: FILMS * 3 },
  (_, at) => [2, 1, 1][at % 3]! * columns[at % 3]![Math.floor(at / 3)]!,
);
const vectors = { width: 3, values };

describe("sharesOf()", () => {
  test("are the parts of the variance, where features stand at right angles", () => {
    const [first, second] = sharesOf(vectors, [columns[0]!, columns[1]!]);
    expect(first).toBeGreaterThan(0.6);
    expect(first).toBeLessThan(0.75);
    expect(second).toBeGreaterThan(0.1);
    expect(second).toBeLessThan(0.25);
  });

  test("sum to 1 where features tell everything, whatever their scale and whether they repeat", () => {
    const mixed = columns.map((column, k) =>
      column.map((v, n) => 5 * v + columns[(k + 1) % 3]![n]!),
    );
    const sum = (shares: readonly number[]): number =>
      shares.reduce((all, share) => all + share, 0);
    expect(sum(sharesOf(vectors, mixed))).toBeCloseTo(1, 6);
    const twice = sharesOf(vectors, [...columns, columns[0]!]);
    expect(sum(twice)).toBeCloseTo(1, 6);
    expect(twice[0]).toBeCloseTo(twice[3]!, 6);
  });

  test("are 0 for a feature that does not vary, and none for none", () => {
    expect(sharesOf(vectors, [new Float64Array(FILMS)])[0]).toBeCloseTo(0, 9);
    expect(sharesOf(vectors, [])).toEqual([]);
  });
});
