import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concordance } from "./concordance.ts";

/** Pair by pair. */
function slowly(scores: readonly number[], values: readonly number[]): number {
  let right = 0;
  let pairs = 0;
  for (let a = 0; a < values.length; a++) {
    for (let b = 0; b < values.length; b++) {
      if (values[a]! <= values[b]!) continue;
      pairs++;
      right += scores[a]! > scores[b]! ? 1 : scores[a] === scores[b] ? 0.5 : 0;
    }
  }
  return right / pairs;
}

describe("concordance()", () => {
  test("is what counting all pairs gives, ties among scores and values included", () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), (pairs) => {
        const scores = pairs.map(([score]) => score);
        const values = pairs.map(([, value]) => value);
        const wanted = slowly(scores, values);
        fc.pre(!Number.isNaN(wanted));
        expect(concordance(scores, values)).toBeCloseTo(wanted, 12);
      }),
    );
  });

  test("is 1, 0 and a half for the right order, the reverse, and one score for all", () => {
    const values = [1, 5, 2, 4];
    expect(concordance(values, values)).toBe(1);
    expect(
      concordance(
        values.map((value) => -value),
        values,
      ),
    ).toBe(0);
    expect(concordance([7, 7, 7, 7], values)).toBe(0.5);
  });

  test("is NaN where no values differ", () => {
    expect(concordance([1, 2], [3, 3])).toBeNaN();
    expect(concordance([], [])).toBeNaN();
  });
});
