import { describe, expect, test } from "vitest";
import { pureNoise } from "../../../test/support/planted-tables.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { jsKernels } from "../kernels.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { Buckets } from "./buckets.ts";

const MEAN = 3;
const BLOCK_ROWS = 16;
const TABLE = pureNoise(50, 33, 600, 1);

function buckets(ratings: Ratings, seed = 1, kernels = jsKernels): Buckets {
  const workspace = kernels.workspace(Buckets.bytes(ratings.length));
  return new Buckets(ratings, MEAN, BLOCK_ROWS, workspace, new Random(seed));
}

/** `user movie target` of every rating, in the order of training. */
function listed(all: Buckets): string[] {
  return all.buckets.flatMap(({ firstUser, firstMovie, cells, targets }) =>
    Array.from(cells, (cell, n) => {
      const user = firstUser + (cell >>> 16);
      const movie = firstMovie + (cell & 0xffff);
      return `${user} ${movie} ${targets[n]}`;
    }),
  );
}

describe("Buckets", () => {
  test("hold every rating once, less the mean", () => {
    const wanted = Array.from(
      TABLE.value,
      (rating, n) => `${TABLE.userIndex[n]} ${TABLE.movieIndex[n]} ${rating - MEAN}`,
    );
    expect(listed(buckets(TABLE)).sort()).toEqual(wanted.sort());
    expect(buckets(TABLE).length).toBe(600);
  });

  test("are one for each pair of blocks that has a rating", () => {
    const pairs = buckets(TABLE).buckets.map(({ firstUser, firstMovie }) => [
      firstUser,
      firstMovie,
    ]);
    const users = [0, 16, 32, 48];
    expect(pairs).toEqual(users.flatMap((u) => [0, 16, 32].map((i) => [u, i])));
    const first = TABLE.select(Uint32Array.of(0));
    expect(buckets(first).buckets).toHaveLength(1);
    expect(buckets(TABLE.select(new Uint32Array(0))).buckets).toEqual([]);
  });

  test("name rows within their own block only", () => {
    for (const { cells } of buckets(TABLE).buckets) {
      expect(cells.length).toBeGreaterThan(0);
      for (const cell of cells) {
        expect(Math.max(cell >>> 16, cell & 0xffff)).toBeLessThan(BLOCK_ROWS);
      }
    }
  });

  test("are in random order, the same for the same seed", () => {
    const order = listed(buckets(TABLE));
    expect(listed(buckets(TABLE))).toEqual(order);
    expect(listed(buckets(TABLE, 2))).not.toEqual(order);
    expect(listed(buckets(TABLE, 2)).sort()).toEqual(order.sort());
  });

  test.each([0, 1, 3, 600])("of %i ratings fit into the bytes that they ask for", (length) => {
    const part = TABLE.select(Uint32Array.from({ length }, (_, n) => n));
    expect(listed(buckets(part, 1, fastestKernels()))).toEqual(listed(buckets(part)));
  });
});
