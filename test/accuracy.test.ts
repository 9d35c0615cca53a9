import { describe, expect, test } from "vitest";
import { meanAndSd } from "../src/core/evaluate/metrics.ts";
import type { Protocol } from "../src/core/evaluate/protocols.ts";
import { randomProtocol, randomSplits } from "../src/core/evaluate/protocols.ts";
import { evaluate } from "../src/train.ts";
import { MOVIELENS_100K, WHY_SKIPPED, movieLens100k } from "./support/movielens-100k.ts";

// Bounds, not figures: docs/accuracy.md has those. Defaults throughout.
describe.skipIf(MOVIELENS_100K === undefined)(`accuracy on MovieLens 100K${WHY_SKIPPED}`, () => {
  test("u1: RMSE at most .925, and the published .9530 for biases alone", async () => {
    const split = { train: movieLens100k("u1.base"), test: movieLens100k("u1.test") };
    expect([split.train.length, split.test.length]).toEqual([80_000, 20_000]);
    const { rmse, trainRmse, coverage80, baselines } = await evaluate(split);
    expect(rmse).toBeLessThanOrEqual(0.925);
    expect(Math.abs(baselines.biasOnly.rmse - 0.953)).toBeLessThan(0.0005);
    expect(baselines.filmMean.rmse).toBeGreaterThan(baselines.biasOnly.rmse);
    expect(trainRmse).toBeLessThan(rmse);
    expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.03);
  });

  test("80/20 at random: mean RMSE of five seeds at most .915", async () => {
    const protocol = randomProtocol(0.2) as Extract<Protocol, { kind: "random" }>;
    const errors: number[] = [];
    for (const split of randomSplits(movieLens100k("u.data"), protocol)) {
      errors.push((await evaluate(split)).rmse);
    }
    const { mean, sd } = meanAndSd(errors);
    expect(errors).toHaveLength(5);
    expect(mean).toBeLessThanOrEqual(0.915);
    expect(sd).toBeLessThan(0.01);
  });
});
