import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import type { BucketTable } from "./bucket-source.ts";
import type { Turns } from "./bucket-turns.ts";
import { drawTurns, filledBuckets, shareOut, takeTurns, turnSizes } from "./bucket-turns.ts";

/** Blocks of one row each, and a rating in each bucket but those left empty. */
function tableOf(users: number, movies: number, empty: readonly number[] = []): BucketTable {
  const start = new Float64Array(users * movies + 1);
  for (let k = 0; k < users * movies; k++) start[k + 1] = start[k]! + (empty.includes(k) ? 0 : 1);
  const bounds = (rows: number): Uint32Array => Uint32Array.from({ length: rows + 1 }, (_, k) => k);
  return { userStart: bounds(users), movieStart: bounds(movies), start };
}

function turnsOf(table: BucketTable, seed = 1): Turns {
  const filled = filledBuckets(table);
  const [, progress] = turnSizes(table.userStart.length - 1, table.movieStart.length - 1);
  const turns = {
    order: new Uint32Array(filled),
    userTurn: new Uint32Array(filled),
    movieTurn: new Uint32Array(filled),
    runEnd: new Uint32Array(filled),
    progress: new Int32Array(new SharedArrayBuffer(4 * progress)),
  };
  drawTurns(turns, table, new Random(seed));
  return turns;
}

function runsIn(order: Uint32Array, runEnd: Uint32Array): number[][] {
  const ends = [...runEnd].filter((end, k) => k === 0 || end > runEnd[k - 1]!);
  return ends.map((end, k) => [...order.subarray(ends[k - 1] ?? 0, end)]);
}

const SIZES = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));

describe("the order of buckets", () => {
  test("has every filled bucket once", () => {
    fc.assert(
      fc.property(SIZES, fc.nat(80), ([users, movies], hole) => {
        const table = tableOf(users, movies, [hole]);
        const wanted = [...Array(users * movies).keys()].filter((k) => k !== hole);
        expect([...turnsOf(table).order].toSorted((a, b) => a - b)).toEqual(wanted);
      }),
    );
  });

  test("has runs of the same users, and neighbours with neither users nor movies in common", () => {
    fc.assert(
      fc.property(SIZES, fc.nat(1000), ([users, movies], seed) => {
        fc.pre(users > 1 && users <= movies && users <= 8); // one group: no run follows that of another
        const { order, runEnd } = turnsOf(tableOf(users, movies), seed);
        const runs = runsIn(order, runEnd);
        for (const run of runs)
          expect(new Set(run.map((k) => Math.floor(k / movies))).size).toBe(1);
        for (let at = 0; at + users <= runs.length; at += users) {
          const phase = runs.slice(at, at + users);
          expect(new Set(phase.map(([k]) => Math.floor(k! / movies))).size).toBe(users);
          const met = phase.flat().map((k) => k % movies);
          expect(new Set(met).size).toBe(met.length);
        }
      }),
    );
  });

  test("keeps users for as many movies as threads leave them", () => {
    const { order, runEnd } = turnsOf(tableOf(9, 32));
    expect(new Set(runsIn(order, runEnd).map(({ length }) => length))).toEqual(new Set([4]));
  });

  test("differs from pass to pass, and is the same for the same seed", () => {
    const table = tableOf(5, 4);
    expect(turnsOf(table, 1)).toEqual(turnsOf(table, 1));
    expect(turnsOf(table, 1).order).not.toEqual(turnsOf(table, 2).order);
  });
});

describe("takeTurns()", () => {
  test("visits in order, each when those before it of its users and movies are done", () => {
    const table = tableOf(4, 3);
    const turns = turnsOf(table);
    const visited: number[] = [];
    takeTurns(turns, table, (bucket) => visited.push(bucket));
    expect(visited).toEqual([...turns.order]);
    expect([...turns.progress.subarray(1, 5)]).toEqual([3, 3, 3, 3]); // by users, then by movies
    expect([...turns.progress.subarray(5)]).toEqual([4, 4, 4]);
  });

  test("leaves what another has taken, and does not go before it has done its part", () => {
    const table = tableOf(3, 3); // runs of one bucket each
    const turns = turnsOf(table);
    const [taken] = turns.order;
    Atomics.add(turns.progress, 0, 1); // the first is someone else's
    const visited: number[] = [];
    const finish = (): void => {
      Atomics.add(turns.progress, 1 + Math.floor(taken! / 3), 1);
      Atomics.add(turns.progress, 4 + (taken! % 3), 1);
    };
    takeTurns(turns, table, (bucket) => {
      visited.push(bucket);
      if (visited.length === 2) finish(); // the next two have nothing in common with it
    });
    expect(visited).toEqual([...turns.order].slice(1));
  });

  test("sharing out visits each once, whoever comes", () => {
    const turns = turnsOf(tableOf(3, 2));
    const visited: number[] = [];
    shareOut(turns, (bucket) => {
      visited.push(bucket);
      if (visited.length === 2) shareOut(turns, (other) => visited.push(other));
    });
    expect(visited).toEqual([...turns.order]);
  });
});
