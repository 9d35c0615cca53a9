import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dealRows } from "./row-blocks.ts";

describe("dealRows()", () => {
  const tables = fc
    .array(fc.nat(1000), { minLength: 1, maxLength: 80 })
    .chain((counts) => fc.tuple(fc.constant(counts), fc.integer({ min: 1, max: counts.length })));

  test("gives each index a row of its own, in blocks of equal size ± 1", () => {
    fc.assert(
      fc.property(tables, ([counts, blocks]) => {
        const { rowOf, start } = dealRows(Uint32Array.from(counts), blocks);
        expect([...rowOf].toSorted((a, b) => a - b)).toEqual([...counts.keys()]);
        const sizes = Array.from({ length: blocks }, (_, b) => start[b + 1]! - start[b]!);
        expect(start[blocks]).toBe(counts.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("no block has more ratings than another by more than the busiest row", () => {
    fc.assert(
      fc.property(tables, ([counts, blocks]) => {
        const { rowOf, start } = dealRows(Uint32Array.from(counts), blocks);
        const ratings = Array.from({ length: blocks }, () => 0);
        for (const [index, count] of counts.entries()) {
          const block = ratings.findIndex((_, b) => rowOf[index]! < start[b + 1]!);
          ratings[block]! += count;
        }
        const spread = Math.max(...ratings) - Math.min(...ratings);
        expect(spread).toBeLessThanOrEqual(Math.max(...counts));
      }),
    );
  });

  test("puts the busiest rows of a block first, and keeps order among equals", () => {
    const { rowOf } = dealRows(Uint32Array.of(5, 7, 5, 7, 1), 1);
    expect([...rowOf]).toEqual([2, 0, 3, 1, 4]);
  });

  test("has one empty block where there are no rows", () => {
    expect(dealRows(new Uint32Array(0), 1)).toEqual({
      rowOf: new Uint32Array(0),
      start: Uint32Array.of(0, 0),
    });
  });

  test("takes counts up to 2³² − 1", () => {
    const counts = new Uint32Array(100_000).fill(2 ** 32 - 1, 99_999);
    const { rowOf } = dealRows(counts, 1);
    expect(rowOf[99_999]).toBe(0);
    expect([...rowOf.subarray(0, 99_999)]).toEqual([...rowOf.keys()].slice(1));
  });
});
