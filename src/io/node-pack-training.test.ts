import { copyFile } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { packOf } from "../../test/support/pack-of.ts";
import { runToEnd } from "../../test/support/run-to-end.ts";
import { DataError } from "../core/errors.ts";
import { biasHead } from "../core/learn/bias-head.ts";
import { bucketBiasHead } from "../core/learn/bucket-biases.ts";
import { learnByWeightedAls, learnFromCells } from "../core/learn/weighted-als.ts";
import { resolveWeightedAlsOptions } from "../core/learn/weighted-als-options.ts";
import { synthesize } from "../core/synthesis/synthesize.ts";
import { loadPack } from "./node-load-pack.ts";
import type { Pack } from "./node-pack.ts";
import { openPack } from "./node-pack.ts";
import { meanOf, openPackBuckets, packBuckets, packBucketsOrigin } from "./node-pack-buckets.ts";
import { alsDataOfPack, isPackOrigin, openPackCells } from "./node-pack-cells.ts";
import { packCells, startsOf } from "./node-pack-cells.ts";

const SMALL = synthesize({ users: 300, movies: 200, ratings: 12_000, seed: 7 });

async function smallPack(): Promise<Pack> {
  const pack = openPack((await packOf(SMALL, { blockRows: 20 })).path);
  onTestFinished(() => pack.close());
  return pack;
}

describe("packCells()", () => {
  test("reads any rows of either side as they are in memory", async () => {
    const pack = await smallPack();
    const { ratings } = await loadPack(pack.path);
    const cells = packCells(pack);
    const sides = {
      users: { table: ratings.byUser(), rows: 300 },
      movies: { table: ratings.byMovie(), rows: 200 },
    };
    for (const side of ["users", "movies"] as const) {
      const { table, rows } = sides[side];
      for (const [first, end] of [
        [0, rows],
        [3, 4],
        [15, 67],
        [rows - 1, rows],
        [18, 19],
        [5, 5],
      ] as const) {
        const [begin, stop] = [table.rowStart[first]!, table.rowStart[end]!];
        const into = {
          otherOf: new Uint32Array(stop - begin),
          stars: new Float32Array(stop - begin),
        };
        cells.read(side, first, end, into);
        expect(into.otherOf).toEqual(table.colIndex.slice(begin, stop));
        expect(into.stars).toEqual(table.value.slice(begin, stop));
      }
    }
    expect(startsOf(pack.userCounts)).toEqual(sides.users.table.rowStart);
  });

  test("lets weighted factorisation learn the same, bit for bit, as from memory", async () => {
    const pack = await smallPack();
    const settings = resolveWeightedAlsOptions({ factors: 8, views: 2, sweeps: 2 });
    const streamed = runToEnd(learnFromCells(alsDataOfPack(pack), settings));
    const { ratings } = await loadPack(pack.path);
    expect(streamed).toEqual(runToEnd(learnByWeightedAls(ratings, settings)));
  });
});

describe("packBuckets()", () => {
  test("gives ratings less their mean, and any range of a bucket", async () => {
    const pack = await smallPack();
    const { ratings } = await loadPack(pack.path);
    const mean = meanOf(pack);
    expect(mean).toBe(Math.fround(ratings.mean()));
    const most = pack.largestBucket();
    const room = { cells: new Uint32Array(most), targets: new Float32Array(most) };
    const { table, load, shuffle } = packBuckets(pack, mean, room);
    expect(table.start.at(-1)).toBe(12_000);
    for (const bucket of [0, 7, 149]) {
      const size = table.start[bucket + 1]! - table.start[bucket]!;
      shuffle(bucket, 5);
      const all = load(bucket, 0, size);
      const from = table.start[bucket]!; // loadPack reads them in this order
      expect(all.targets).toEqual(
        ratings.value.slice(from, from + size).map((stars) => stars - mean),
      );
      const cells = all.cells.slice();
      expect(load(bucket, size - 5, size).cells).toEqual(cells.subarray(size - 5));
    }
  });
});

describe("a pack that threads open by what they are told", () => {
  test("is refused when another one, or a longer one, has taken its place", async () => {
    const pack = await smallPack();
    const room = { cells: new Uint32Array(12_000), targets: new Float32Array(12_000) };
    const buckets = packBucketsOrigin(pack, 3, room);
    const { origin: cells } = alsDataOfPack(pack);
    if (!isPackOrigin(cells)) throw new Error("no pack");
    expect(openPackBuckets(structuredClone(buckets)).table.start.at(-1)).toBe(12_000);
    openPackCells(structuredClone(cells));
    const longer = synthesize({ users: 300, movies: 200, ratings: 12_500, seed: 7 });
    for (const [other, seed] of [
      [SMALL, 2],
      [longer, 1],
    ] as const) {
      await copyFile((await packOf(other, { blockRows: 20, seed })).path, pack.path);
      for (const open of [() => openPackBuckets(buckets), () => openPackCells(cells)]) {
        expect(open).toThrow(DataError);
        expect(open).toThrow(
          `${pack.path}: Cannot read the pack: it was replaced by another one meanwhile; run it again`,
        );
      }
    }
  });
});

describe("bucketBiasHead()", () => {
  test("finds the biases that biasHead() finds in memory", async () => {
    const pack = await smallPack();
    const most = pack.largestBucket();
    const room = { cells: new Uint32Array(most), targets: new Float32Array(most) };
    const mean = meanOf(pack);
    const source = packBuckets(pack, mean, room);
    const found = runToEnd(bucketBiasHead({ source, mean }, 0.05)).result;
    const { ratings } = await loadPack(pack.path);
    const { head, heldOutError, halfWidth80 } = biasHead(ratings, 1);
    const off = ratings.userIndex.map((user, n) => {
      const movie = ratings.movieIndex[n]!;
      const [here, there] = [found.head, head].map(({ userBias, movieBias }) => {
        return userBias[user]! + movieBias[movie]!;
      });
      return Math.round(1e6 * (here! - there!) ** 2);
    });
    const meanSquare = off.reduce((sum, square) => sum + square, 0) / off.length / 1e6;
    expect(Math.sqrt(meanSquare)).toBeLessThan(0.005);
    expect(found.head.mean).toBeCloseTo(head.mean, 6);
    expect(found.heldOutError).toBeCloseTo(heldOutError, 1);
    expect(Math.abs(found.halfWidth80 - halfWidth80)).toBeLessThan(0.15);
  });

  test("tells no error where nothing is held out", async () => {
    const pack = await smallPack();
    const most = pack.largestBucket();
    const room = { cells: new Uint32Array(most), targets: new Float32Array(most) };
    const source = packBuckets(pack, meanOf(pack), room);
    const found = runToEnd(bucketBiasHead({ source, mean: meanOf(pack) }, 0)).result;
    expect([found.heldOutError, found.halfWidth80]).toEqual([NaN, NaN]);
  });
});
