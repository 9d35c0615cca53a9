import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countingOrder, countsOf, sparseRows } from "./sparse-rows.ts";

const ROWS = 7;
const COLUMNS = 5;
const cells = fc.array(
  fc.tuple(fc.nat(ROWS - 1), fc.nat(COLUMNS - 1), fc.integer({ min: 1, max: 10 })),
  { maxLength: 40 },
);

function columnsOf(
  table: readonly (readonly [number, number, number])[],
): [Uint32Array, Uint32Array, Float32Array] {
  return [
    Uint32Array.from(table, ([row]) => row),
    Uint32Array.from(table, ([, column]) => column),
    Float32Array.from(table, ([, , value]) => value),
  ];
}

describe("sparseRows()", () => {
  test("gives what sorting the cells by row and column gives, repeated cells in order", () => {
    fc.assert(
      fc.property(cells, (table) => {
        const { rowStart, colIndex, value } = sparseRows(...columnsOf(table), ROWS, COLUMNS);
        const sorted = table.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]); // stable
        expect([...colIndex]).toEqual(sorted.map(([, column]) => column));
        expect([...value]).toEqual(sorted.map(([, , stars]) => stars));
        expect(rowStart).toHaveLength(ROWS + 1);
        for (let row = 0; row <= ROWS; row++) {
          expect(rowStart[row]).toBe(sorted.filter(([r]) => r < row).length);
        }
      }),
    );
  });

  test("leaves its input as it is", () => {
    fc.assert(
      fc.property(cells, (table) => {
        const columns = columnsOf(table);
        sparseRows(...columns, ROWS, COLUMNS);
        expect(columns).toEqual(columnsOf(table));
      }),
    );
  });

  test("gives empty rows for no cells, and one start for no rows", () => {
    const [row, column, value] = columnsOf([]);
    expect([...sparseRows(row, column, value, 3, 2).rowStart]).toEqual([0, 0, 0, 0]);
    expect([...sparseRows(row, column, value, 0, 0).rowStart]).toEqual([0]);
  });
});

describe("countsOf()", () => {
  test("counts each index, those that do not occur too", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), (index) => {
        const counts = countsOf(Uint32Array.from(index), 10);
        const naive = Array.from({ length: 10 }, (_, k) => index.filter((i) => i === k).length);
        expect([...counts]).toEqual(naive);
      }),
    );
  });
});

describe("countingOrder()", () => {
  test("sorts by key, and leaves equal keys in the order it was given", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.boolean(), (list, backwards) => {
        const key = Uint32Array.from(list);
        const given = Uint32Array.from(key, (_, k) => (backwards ? key.length - 1 - k : k));
        const naive = [...given].sort((a, b) => key[a]! - key[b]!); // stable
        const order = countingOrder(key, backwards ? given : undefined, 10);
        expect([...order]).toEqual(naive);
      }),
    );
  });
});
