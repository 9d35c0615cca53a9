import { describe, expect, test } from "vitest";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { Random } from "../random.ts";
import { IdMap } from "../ratings/id-map.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import { HALF_STARS, WHOLE_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { starErrors } from "../evaluate/metrics.ts";
import type { Likelihood } from "./gibbs-options.ts";
import { sampleByGibbs } from "./gibbs.ts";
import type { PosteriorPredictions } from "./parts.ts";
import { OrderedProbit } from "./ordered-probit.ts";

/** Close together on purpose: stars are far from linear in the latent number. */
const CUTS = [-0.5, -0.3, -0.1, 0.2] as const;
const TEN_CUTS = [-2.9, -2.2, -1.3, -0.7, -0.3, 0.2, 0.7, 1.4, 2.8] as const;

/** Ratings whose latent number is b_u + b_i plus noise of SD 1. */
function planted(scale: RatingScale, cuts: readonly number[]): Ratings {
  const random = new Random(4);
  const [users, movies] = [200, 100];
  const strictness = Float64Array.from({ length: users }, () => 1.2 * random.normal());
  const quality = Float64Array.from({ length: movies }, () => 1.2 * random.normal());
  const all = Array.from({ length: users * movies }, (_, n) => n);
  const kept = random.shuffle(all).slice(0, 6000);
  const userIndex = Uint32Array.from(kept, (n) => n % users);
  const movieIndex = Uint32Array.from(kept, (n) => Math.floor(n / users));
  const value = Float32Array.from(userIndex, (u, n) => {
    const latent = strictness[u]! + quality[movieIndex[n]!]! + random.normal();
    return scale.min + scale.step * cuts.filter((cut) => latent > cut).length;
  });
  const ids = (count: number): IdMap => new IdMap(Array.from({ length: count }, (_, k) => k));
  return new Ratings(ids(users), ids(movies), scale, { userIndex, movieIndex, value });
}

const { train, test: asked } = splitAtRandom(planted(WHOLE_STARS, CUTS), 0.2, 1);

function sampled(likelihood: Likelihood, split = { train, asked }, seed = 1): PosteriorPredictions {
  const options = {
    likelihood,
    factors: 2,
    sweeps: 45,
    burnIn: 20,
    seed,
    trust: 1,
    raterWeight: 0,
  };
  const run = sampleByGibbs(split.train, split.asked, options, { kernels: fastestKernels() });
  return runToEnd(run).result;
}

describe("OrderedProbit", () => {
  test("draws latent numbers between the cuts of their level, and residuals to match", () => {
    const CHAINS = 4;
    const probit = new OrderedProbit(train, 0.9, CHAINS);
    const residual = new Float32Array(train.length * CHAINS);
    const precision = new Float32Array(3 * CHAINS);
    const shift = new Float32Array(CHAINS).fill(1);
    const sums = new Float64Array(2 * CHAINS);
    probit.start(residual);
    for (let at = 0; at < residual.length; at++) residual[at] = -0.5; // f = 0.5 everywhere
    probit.redraw({ residual, sums, precision, shift }, [new Random(1), new Random(2)]);
    expect([...shift]).toEqual([0, 0, 0, 0]);
    expect([...precision.subarray(0, CHAINS)]).toEqual(Array(CHAINS).fill(Math.fround(0.9)));
    const { value } = train.byUser();
    residual.forEach((off, at) => {
      const cuts = probit.cuts[at % CHAINS]!;
      const level = value[Math.floor(at / CHAINS)]! - 1;
      expect(0.5 + off >= cuts[level]! - 1e-6 && 0.5 + off <= cuts[level + 1]! + 1e-6).toBe(true);
    });
  });

  test("errs less than normal noise where stars are not linear in the taste", () => {
    const probit = starErrors(sampled("ordered-probit").mean, asked.value).rmse;
    const gaussian = starErrors(sampled("gaussian").mean, asked.value).rmse;
    expect(probit).toBeLessThan(0.98 * gaussian);
  });

  test.each([
    [WHOLE_STARS, CUTS],
    [HALF_STARS, TEN_CUTS],
    [{ min: 1, max: 10, step: 1 }, TEN_CUTS],
  ])("says how far off it is on average, and keeps to the scale %o", (scale, cuts) => {
    const split = splitAtRandom(planted(scale, cuts), 0.2, 1);
    const { mean, sd } = sampled("ordered-probit", { train: split.train, asked: split.test });
    const { value } = split.test;
    let standardised = 0;
    mean.forEach((stars, n) => (standardised += ((stars - value[n]!) / sd[n]!) ** 2));
    expect(standardised / mean.length).toBeGreaterThan(0.93);
    expect(standardised / mean.length).toBeLessThan(1.07);
    expect(mean.every((stars) => stars >= scale.min && stars <= scale.max)).toBe(true);
  });

  test("is the same for the same seed", () => {
    const split = { train: asked, asked: train };
    const first = sampled("ordered-probit", split);
    expect(sampled("ordered-probit", split)).toEqual(first);
    expect(sampled("ordered-probit", split, 2).mean).not.toEqual(first.mean);
  });
});
