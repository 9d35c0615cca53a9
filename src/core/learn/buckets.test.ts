import { describe, expect, test } from "vitest";
import { pureNoise } from "../../../test/support/planted-tables.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { jsKernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { dealRows } from "../ratings/row-blocks.ts";
import { blockCount } from "./bucket-source.ts";
import type { ResidentBuckets } from "./buckets.ts";
import { fillBuckets, residentBytes, residentSource } from "./buckets.ts";

const MEAN = 3;
const TABLE = pureNoise(50, 33, 600, 1);

function buckets(ratings: Ratings, seed = 1, kernels = jsKernels): ResidentBuckets {
  const workspace = kernels.workspace(residentBytes(ratings.length));
  const users = dealRows(ratings.userCounts(), 4);
  const movies = dealRows(ratings.movieCounts(), 3);
  const filled = fillBuckets(ratings, MEAN, users, movies, workspace);
  const source = residentSource(filled);
  for (let k = 0; k < 12; k++) source.shuffle(k, seed);
  return filled;
}

/** `user movie target` of every rating by index, in the order of buckets. */
function listed(ratings: Ratings, all: ResidentBuckets): string[] {
  const indices = [
    [dealRows(ratings.userCounts(), 4), all.table.userStart],
    [dealRows(ratings.movieCounts(), 3), all.table.movieStart],
  ] as const;
  const indexOf = (side: 0 | 1, block: number, row: number): number => {
    const [{ rowOf }, start] = indices[side];
    return rowOf.indexOf(start[block]! + row);
  };
  const source = residentSource(all);
  const { start } = all.table;
  return Array.from({ length: 12 }, (_, k) => k).flatMap((k) => {
    const { cells, targets } = source.load(k, 0, start[k + 1]! - start[k]!);
    return Array.from(cells, (cell, n) => {
      const user = indexOf(0, Math.floor(k / 3), cell >>> 16);
      return `${user} ${indexOf(1, k % 3, cell & 0xffff)} ${targets[n]}`;
    });
  });
}

describe("buckets in memory", () => {
  test("hold every rating once, less the mean", () => {
    const wanted = Array.from(
      TABLE.value,
      (rating, n) => `${TABLE.userIndex[n]} ${TABLE.movieIndex[n]} ${rating - MEAN}`,
    );
    expect(listed(TABLE, buckets(TABLE)).sort()).toEqual(wanted.sort());
  });

  test("name rows within their own block only", () => {
    const { table, cells } = buckets(TABLE);
    for (let k = 0; k < 12; k++) {
      const user = Math.floor(k / 3);
      const users = table.userStart[user + 1]! - table.userStart[user]!;
      const movies = table.movieStart[(k % 3) + 1]! - table.movieStart[k % 3]!;
      for (const cell of cells.subarray(table.start[k], table.start[k + 1])) {
        expect(cell >>> 16).toBeLessThan(users);
        expect(cell & 0xffff).toBeLessThan(movies);
      }
    }
  });

  test("are in random order, the same for the same seed", () => {
    const order = listed(TABLE, buckets(TABLE));
    expect(listed(TABLE, buckets(TABLE))).toEqual(order);
    expect(listed(TABLE, buckets(TABLE, 2))).not.toEqual(order);
    expect(listed(TABLE, buckets(TABLE, 2)).sort()).toEqual(order.sort());
  });

  test("have an order of their own each", () => {
    const { cells, table } = buckets(pureNoise(4, 3, 12, 1)); // one cell a bucket
    expect(cells).toHaveLength(12);
    const large = buckets(pureNoise(40, 30, 1200, 1)); // every cell: the same set in each bucket
    const order = [0, 1].map((k) =>
      large.cells.slice(large.table.start[k], large.table.start[k + 1]),
    );
    expect(order[0]!.toSorted()).toEqual(order[1]!.toSorted());
    expect(order[0]).not.toEqual(order[1]);
    expect(table.start).toHaveLength(13);
  });

  test("give a part of a bucket where a part is asked for", () => {
    const all = buckets(TABLE);
    const source = residentSource(all);
    const whole = source.load(5, 0, 10);
    expect(source.load(5, 3, 7)).toEqual({
      cells: whole.cells.slice(3, 7),
      targets: whole.targets.slice(3, 7),
    });
  });

  test.each([0, 1, 3, 600])("of %i ratings fit into the bytes that they ask for", (length) => {
    const part = TABLE.select(Uint32Array.from({ length }, (_, n) => n));
    const quick = buckets(part, 1, fastestKernels());
    expect(listed(part, quick)).toEqual(listed(part, buckets(part)));
  });
});

describe("blockCount()", () => {
  test("is enough for 2 048 rows a block, and for threads where ratings are many", () => {
    expect(blockCount(0, 0)).toBe(1);
    expect(blockCount(943, 100_000)).toBe(1);
    expect(blockCount(2049, 100_000)).toBe(2);
    expect(blockCount(3706, 1_000_000)).toBe(8);
    expect(blockCount(5, 1_000_000)).toBe(5);
    expect(blockCount(162_541, 25_000_000)).toBe(80);
  });
});
