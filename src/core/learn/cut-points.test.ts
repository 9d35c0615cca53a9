import { describe, expect, test } from "vitest";
import { normalInterval } from "../normal-distribution.ts";
import { Random } from "../random.ts";
import { CutPoints, GRID, addToTally, gridPlace, tabulateMoments } from "./cut-points.ts";

const PLANTED = [-1.8, -1, 0.1, 1.3] as const;

/** Levels of 20 000 latent numbers around predictions of SD 0.8. */
function planted(): { counts: Float64Array; tally: Float64Array } {
  const random = new Random(8);
  const counts = new Float64Array(PLANTED.length + 1);
  const tally = new Float64Array(counts.length * GRID);
  for (let n = 0; n < 20_000; n++) {
    const f = 0.8 * random.normal();
    const latent = f + random.normal();
    const level = PLANTED.filter((cut) => latent > cut).length;
    counts[level]! += 1;
    addToTally(tally, level, f);
  }
  return { counts, tally };
}

describe("CutPoints", () => {
  test("start at the normal quantiles of the frequencies", () => {
    const { cuts } = new CutPoints(Float64Array.of(100_000, 100_000, 600_000));
    expect(cuts[0]).toBe(-Infinity);
    expect(cuts[1]).toBeCloseTo(-1.15035, 4);
    expect(cuts[2]).toBeCloseTo(-0.67449, 4);
    expect(cuts[3]).toBe(Infinity);
  });

  test("find planted cut points, no further off than the data leave them", () => {
    const { counts, tally } = planted();
    const points = new CutPoints(counts);
    const random = new Random(1);
    const mean = new Float64Array(PLANTED.length);
    for (let sweep = -20; sweep < 100; sweep++) {
      points.redraw(tally, 1, random);
      if (sweep >= 0) PLANTED.forEach((_, k) => (mean[k]! += points.cuts[k + 1]! / 100));
    }
    PLANTED.forEach((cut, k) => expect(Math.abs(mean[k]! - cut)).toBeLessThan(0.06));
  });

  test("have the posterior that integrating the likelihood over one cut gives", () => {
    const tally = new Float64Array(2 * GRID);
    for (const f of [-1, 0, 0.5]) addToTally(tally, 0, f);
    addToTally(tally, 1, 0.25);
    const points = new CutPoints(Float64Array.of(3, 1));
    const random = new Random(3);
    let [mean, square] = [0, 0];
    const draws = 20_000;
    for (let n = 0; n < draws; n++) {
      points.redraw(tally, 1, random);
      mean += points.cuts[1]! / draws;
      square += points.cuts[1]! ** 2 / draws;
    }
    let [mass, first, second] = [0, 0, 0];
    for (let c = -6; c <= 6; c += 0.001) {
      const below = [-1, 0, 0.5].map((f) => normalInterval(-Infinity, c - f));
      const density =
        below.reduce((product, p) => product * p, Math.exp((-c * c) / 2)) *
        normalInterval(c - 0.25, Infinity);
      mass += density;
      first += density * c;
      second += density * c * c;
    }
    expect(mean).toBeCloseTo(first / mass, 1);
    expect(square - mean ** 2).toBeCloseTo(second / mass - (first / mass) ** 2, 1);
  });

  test("stay finite and in order for levels that were never seen", () => {
    const points = new CutPoints(Float64Array.of(0, 0, 5, 0, 0));
    const tally = new Float64Array(5 * GRID);
    for (let n = 0; n < 5; n++) addToTally(tally, 2, 0);
    const random = new Random(2);
    for (let sweep = 0; sweep < 200; sweep++) {
      points.redraw(tally, 0.9, random);
      const inner = points.cuts.slice(1, -1);
      expect(inner.every(Number.isFinite)).toBe(true);
      expect([...inner].every((cut, k) => k === 0 || cut > inner[k - 1]!)).toBe(true);
    }
  });
});

test("tabulateMoments() sums stars over the probabilities of the levels, which sum to 1", () => {
  const stars = Float64Array.of(0.5, 1, 3, 4, 5);
  const cuts = Float64Array.of(-Infinity, ...PLANTED, Infinity);
  const mean = new Float64Array(GRID);
  const square = new Float64Array(GRID);
  tabulateMoments(cuts, stars, mean, square);
  for (const f of [-8, -2, -0.5, 0, 1.25, 4]) {
    const at = Math.floor(gridPlace(f) + 1e-9);
    const share = stars.map((_, k) => normalInterval(cuts[k]! - f, cuts[k + 1]! - f));
    expect(share.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(mean[at]).toBeCloseTo(
      share.reduce((sum, p, k) => sum + p * stars[k]!, 0),
      10,
    );
    expect(square[at]).toBeCloseTo(
      share.reduce((sum, p, k) => sum + p * stars[k]! ** 2, 0),
      10,
    );
  }
});
