import { describe, expect, test } from "vitest";
import { Ratings } from "../ratings/ratings.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { AlsCells, AlsSideName } from "./als-cells.ts";
import { alsDataOf, openAlsTables } from "./als-tables.ts";

const { ratings } = synthesize({ users: 40, movies: 30, ratings: 500, seed: 2 });

function cellsOf(cells: AlsCells, side: AlsSideName, first: number, end: number, count: number) {
  const into = { otherOf: new Uint32Array(count + 1), stars: new Float32Array(count + 1) };
  cells.read(side, first, end, into);
  expect([into.otherOf[count], into.stars[count]]).toEqual([0, 0]); // nothing beyond
  return [into.otherOf.slice(0, count), into.stars.slice(0, count)];
}

describe("alsDataOf()", () => {
  test.each(["half stars", "more different ratings than a byte can tell apart"])(
    "hands over the rows of both sides, any range of them, of %s",
    (kind) => {
      const { users, movies, scale, userIndex, movieIndex } = ratings;
      const value =
        kind === "half stars" ? ratings.value : ratings.value.map((_, n) => 0.5 + n / 128);
      const table = new Ratings(users, movies, scale, { userIndex, movieIndex, value });
      const data = alsDataOf(table);
      for (const [side, rows] of [
        ["users", table.byUser()],
        ["movies", table.byMovie()],
      ] as const) {
        expect(data.rowStart[side]).toEqual(rows.rowStart);
        for (const [first, end] of [[0, 30] as const, [7, 8] as const, [9, 9] as const]) {
          const [begin, stop] = [rows.rowStart[first]!, rows.rowStart[end]!];
          const expected = [rows.colIndex.slice(begin, stop), rows.value.slice(begin, stop)];
          for (const cells of [data.cells, openAlsTables(structuredClone(data.origin))]) {
            expect(cellsOf(cells, side, first, end, stop - begin)).toEqual(expected);
          }
        }
      }
    },
  );

  test("takes all its memory from where it is told to", () => {
    let bytes = 0;
    alsDataOf(ratings, (count) => {
      bytes += count;
      return new SharedArrayBuffer(count);
    });
    expect(bytes).toBe(4 * (41 + 31) + 500 * (2 + 1 + 2 + 1));
  });
});

describe("openAlsTables()", () => {
  test("refuses what is not in memory", () => {
    expect(() => openAlsTables({ kind: "packed" })).toThrow(
      new Error('Cannot read ratings: this thread knows no "packed"'),
    );
  });
});
