import { describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { AbortedError, DataError } from "../errors.ts";
import { biasOnlyBaseline } from "../evaluate/baselines.ts";
import { starErrors } from "../evaluate/metrics.ts";
import { jsKernels } from "../kernels.ts";
import { IdMap } from "../ratings/id-map.ts";
import { HALF_STARS, WHOLE_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { GibbsOptions } from "./gibbs-options.ts";
import { GIBBS_DEFAULTS, LIKELIHOODS, resolveGibbsOptions } from "./gibbs-options.ts";
import type { SamplingContext } from "./gibbs.ts";
import { sampleByGibbs } from "./gibbs.ts";
import type { PartState } from "./part-run.ts";
import type { PosteriorPredictions } from "./parts.ts";

const { train, test: asked } = splitAtRandom(
  synthesize({ users: 120, movies: 70, ratings: 3000, seed: 6 }).ratings,
  0.2,
  1,
);
const QUICK: GibbsOptions = { factors: 3, sweeps: 8, burnIn: 3, raterWeight: 0 };

function sampled(
  ratings: Ratings,
  probe: Pick<Ratings, "userIndex" | "movieIndex">,
  options: GibbsOptions = QUICK,
  kernels = fastestKernels(),
): PosteriorPredictions {
  return runToEnd(sampleByGibbs(ratings, probe, options, { kernels })).result;
}

/** Damped, so that one rating of 5 is not the best of all. */
function meanOf(ratings: Ratings, movie: number): number {
  const own = ratings.value.filter((_, n) => ratings.movieIndex[n] === movie);
  return (own.reduce((sum, stars) => sum + stars, 0) + 10 * ratings.mean()) / (own.length + 10);
}

describe("sampleByGibbs()", () => {
  test("gives the same bits with and without SIMD, in every run, and others for another seed", () => {
    const first = sampled(train, asked);
    expect(sampled(train, asked)).toEqual(first);
    expect(sampled(train, asked, QUICK, jsKernels)).toEqual(first);
    expect(sampled(train, asked, { ...QUICK, seed: 2 }).mean).not.toEqual(first.mean);
  });

  test("gives the same bits with and without SIMD by ordered probit", () => {
    const options: GibbsOptions = { ...QUICK, likelihood: "ordered-probit" };
    expect(sampled(train, asked, options, jsKernels)).toEqual(sampled(train, asked, options));
  });

  test.each(LIKELIHOODS)(
    "ends at the same bits when taken up again on the way (%s)",
    (likelihood) => {
      const few = synthesize({ users: 50, movies: 30, ratings: 700, seed: 6 }).ratings;
      const halves = splitAtRandom(few, 0.2, 1);
      const sample = (context: SamplingContext): PosteriorPredictions =>
        runToEnd(sampleByGibbs(halves.train, halves.test, options, context)).result;
      const options: GibbsOptions = { factors: [2, 3], sweeps: 60, burnIn: 10, likelihood };
      const states: { part: number; state: PartState }[] = [];
      const onState = (part: number, state: PartState): void => void states.push({ part, state });
      const kernels = fastestKernels();
      const whole = sample({ kernels, onState });
      // Two halves of each view, which go together.
      expect(states.map(({ part, state }) => [part, state.step])).toEqual([
        ...[0, 2].flatMap((first) =>
          [25, 50, 60].flatMap((sweep) => [first, first + 1].map((part) => [part, sweep])),
        ),
        ...[10, 20, 30, 40].map((epoch) => [4, epoch]),
      ]);
      const at = (part: number, step: number): PartState =>
        states.find((each) => each.part === part && each.state.step === step)!.state;
      const done = [0, 1, 2, 3].map((part) => at(part, 60));
      const none = undefined;
      const raters = at(4, 40); // the view that takes longest
      for (const resume of [
        [at(0, 25), at(1, 25)],
        [at(0, 50), none, none, none, raters], // the other half from the start
        [none, at(1, 25), none, none, raters],
        [at(0, 25), at(1, 50), none, at(3, 60), raters],
        [...done.slice(0, 2), at(2, 25), at(3, 25), raters],
        [...done, at(4, 20)],
        [...done, at(4, 40)],
      ]) {
        expect(sample({ kernels, resume: structuredClone(resume) })).toEqual(whole);
      }
    },
    60_000,
  );

  test.each(LIKELIHOODS)(
    "ends at once with sense when it is enough right after it was taken up (%s)",
    (likelihood) => {
      const options: GibbsOptions = { factors: [2, 3], sweeps: 60, burnIn: 30, likelihood };
      const states: PartState[][] = [[], [], [], [], []];
      const onState = (part: number, state: PartState): void => void states[part]!.push(state);
      const kernels = fastestKernels();
      const whole = runToEnd(sampleByGibbs(train, asked, options, { kernels, onState })).result;
      const again = (
        ...resume: (PartState | undefined)[]
      ): PosteriorPredictions & { sweeps: number } => {
        const context = { kernels, resume: structuredClone(resume), enough: { aborted: true } };
        return runToEnd(sampleByGibbs(train, asked, options, context)).result;
      };
      const [first, second, third, fourth, raters] = states;
      // Burning in: one more sweep, and what that says.
      const early = again(first![0], second![0]);
      expect(early.sweeps).toBe(26);
      expect(starErrors(early.mean, asked.value).rmse).toBeLessThan(1.3);
      expect(early.sd.every((spread) => spread > 0 && spread < 3)).toBe(true);
      // One half alone: one more of its sweeps, which is half of one.
      expect(again(first![0]).sweeps).toBe(13);
      // All done: nothing is lost of what was there.
      expect(again(first![2], second![2], third![2], fourth![2], raters![3])).toEqual(whole);
      // One done, the other on its way, which is not gone on with: it counts as far as it had got.
      const part = again(first![2], second![2], third![1], fourth![1]);
      expect(part.samples).toBe(4 * (30 + 20));
      expect(part.sweeps).toBe(60 + 50);
    },
  );

  test("mixes in what the raters' view says, by its weight", () => {
    const [none, some, half] = [0, 0.25, 0.5].map((raterWeight) =>
      sampled(train, asked, { ...QUICK, raterWeight }),
    );
    for (let n = 0; n < asked.length; n++) {
      const [quarter, whole] = [some!.mean[n]! - none!.mean[n]!, half!.mean[n]! - none!.mean[n]!];
      expect(2 * quarter).toBeCloseTo(whole, 4);
    }
    expect(half!.mean).not.toEqual(none!.mean);
    expect(half!.samples).toBe(none!.samples);
    const many = new Ratings(
      train.users,
      train.movies,
      { min: 0, max: 100, step: 1 },
      {
        ...{ userIndex: train.userIndex, movieIndex: train.movieIndex },
        value: train.value.map((stars, n) => 20 * stars - (n % 15)),
      },
    );
    expect(sampled(many, asked, { ...QUICK, raterWeight: 0.5 })).toEqual(sampled(many, asked));
  });

  test("finds the tastes behind ratings that no bias explains", () => {
    const planted = splitAtRandom(genreTable(150, 100, 6000, 2).ratings, 0.2, 1);
    const { mean } = sampled(planted.train, planted.test, { factors: 4, sweeps: 60, burnIn: 30 });
    const bias = biasOnlyBaseline(planted.train);
    const { userIndex, movieIndex, value } = planted.test;
    const known = Array.from(value, (_, n) => bias(userIndex[n]!, movieIndex[n]!));
    expect(starErrors(mean, value).rmse).toBeLessThan(0.65 * starErrors(known, value).rmse);
  });

  test.each(LIKELIHOODS)("says how far off it may be: 80 % within 1.28 SD (%s)", (likelihood) => {
    const options = { factors: 8, sweeps: 60, burnIn: 30, likelihood };
    const { mean, sd } = sampled(train, asked, options);
    const inside = mean.filter((stars, n) => Math.abs(stars - asked.value[n]!) <= 1.2816 * sd[n]!);
    expect(inside.length / mean.length).toBeGreaterThan(0.76);
    expect(inside.length / mean.length).toBeLessThan(0.86);
  });

  test("is surer of a film that many have rated than of one that nobody has", () => {
    const users = new IdMap(train.users.toArray());
    const movies = new IdMap([...train.movies.toArray(), "unseen"]);
    const { userIndex, movieIndex, value } = train;
    const table = new Ratings(users, movies, WHOLE_STARS, { userIndex, movieIndex, value });
    const popular = train.movieCounts().indexOf(Math.max(...train.movieCounts()));
    const { mean, sd } = sampled(
      table,
      { userIndex: Uint32Array.of(0, 0), movieIndex: Uint32Array.of(popular, movies.size - 1) },
      { factors: 4, sweeps: 40, burnIn: 20 },
    );
    expect(sd[0]).toBeLessThan(sd[1]!);
    expect(Math.abs(mean[1]! - train.mean())).toBeLessThan(1);
  });

  test.each(LIKELIHOODS)(
    "copes with one rating, user, film and equal ratings (%s)",
    (likelihood) => {
      const tables = [
        [{ userId: 1, movieId: 1, rating: 4 }],
        [1, 2, 3].map((movieId) => ({ userId: 1, movieId, rating: movieId })),
        [1, 2, 3].map((userId) => ({ userId, movieId: 1, rating: userId })),
        [1, 2, 3].flatMap((userId) => [1, 2].map((movieId) => ({ userId, movieId, rating: 4 }))),
      ].map((rows) => Ratings.fromRows(rows));
      for (const table of tables) {
        const { mean, sd } = sampled(table, table, { ...QUICK, likelihood });
        expect([...mean, ...sd].every(Number.isFinite)).toBe(true);
        expect(mean.every((stars) => stars >= 1 && stars <= 5)).toBe(true);
      }
    },
  );

  test.each(
    LIKELIHOODS.flatMap((likelihood) =>
      [HALF_STARS, { min: 1, max: 10, step: 1 }].map((scale) => ({ likelihood, scale })),
    ),
  )("knows other scales: $scale ($likelihood)", ({ likelihood, scale }) => {
    const { ratings } = genreTable(90, 60, 3600, 3);
    const steps = (scale.max - scale.min) / scale.step;
    const value = ratings.value.map(
      (stars) => scale.min + scale.step * Math.round(((stars - 1) / 4) * steps),
    );
    const { users, movies, userIndex, movieIndex } = ratings;
    const table = new Ratings(users, movies, scale, { userIndex, movieIndex, value });
    const split = splitAtRandom(table, 0.2, 1);
    const options = { factors: 4, sweeps: 40, burnIn: 20, likelihood };
    const { mean, sd } = sampled(split.train, split.test, options);
    expect(mean.every((stars) => stars >= scale.min && stars <= scale.max)).toBe(true);
    const bias = biasOnlyBaseline(split.train);
    const known = Array.from(split.test.value, (_, n) =>
      bias(split.test.userIndex[n]!, split.test.movieIndex[n]!),
    );
    const { rmse } = starErrors(mean, split.test.value);
    expect(rmse).toBeLessThan(0.8 * starErrors(known, split.test.value).rmse);
    const inside = mean.filter(
      (stars, n) => Math.abs(stars - split.test.value[n]!) < 1.28 * sd[n]!,
    );
    expect(inside.length / mean.length).toBeGreaterThan(0.76);
  });

  test.each(LIKELIHOODS)(
    "says of users and films that training never saw what it says of anyone and any (%s)",
    (likelihood) => {
      const users = new IdMap([...train.users.toArray(), "new"]);
      const movies = new IdMap([...train.movies.toArray(), "unseen"]);
      const { userIndex, movieIndex, value } = train;
      const table = new Ratings(users, movies, WHOLE_STARS, { userIndex, movieIndex, value });
      const order = Array.from(train.movieCounts().keys()).sort(
        (a, b) => meanOf(train, b) - meanOf(train, a),
      );
      const nobody = users.size - 1;
      const asked3 = Uint32Array.of(order[0]!, order.at(-1)!, movies.size - 1);
      const { mean, sd } = sampled(
        table,
        { userIndex: Uint32Array.of(nobody, nobody, nobody), movieIndex: asked3 },
        { factors: 4, sweeps: 40, burnIn: 20, likelihood },
      );
      expect(mean[0]).toBeGreaterThan(mean[1]!);
      expect(Math.abs(mean[2]! - train.mean())).toBeLessThan(1);
      expect(sd.every((spread) => spread > 0.5 && spread < 2)).toBe(true);
    },
  );

  test("reports every sweep of every number of hidden features, and the noise falls", () => {
    const options = { ...QUICK, factors: [2, 3], sweeps: 6, burnIn: 2 };
    const run = sampleByGibbs(train, asked, options, { kernels: fastestKernels() });
    const { reports, result } = runToEnd(run);
    expect(reports.map(({ sweep }) => sweep)).toEqual(Array.from({ length: 12 }, (_, k) => k + 1));
    expect(reports.every(({ sweeps }) => sweeps === 12)).toBe(true);
    expect(reports[5]!.noise).toBeLessThan(reports[0]!.noise);
    expect(result.samples).toBe(2 * 4 * 4);
  });

  test("refuses no rating at all, and stops at a signal", () => {
    const none = train.select(new Uint32Array(0));
    expect(() => sampled(none, asked)).toThrow(DataError);
    const run = sampleByGibbs(train, asked, QUICK, { signal: { aborted: true } });
    expect(() => run.next()).toThrow(AbortedError);
  });

  const KEPT = ["keptFactors", "heldOutShare"]; // for models only
  const OPTIONS = Object.keys(GIBBS_DEFAULTS).filter((name) => !KEPT.includes(name));

  test.each(OPTIONS)("is changed by the option %s", (name) => {
    const changed: GibbsOptions = {
      factors: [3, 2],
      sweeps: 9,
      burnIn: 4,
      trust: 0.7,
      likelihood: "ordered-probit",
      raterWeight: 0.5,
      seed: 3,
    };
    const own = { [name]: changed[name as keyof GibbsOptions] };
    expect(sampled(train, asked, { ...QUICK, ...own }).mean).not.toEqual(
      sampled(train, asked).mean,
    );
  });
});

describe("resolveGibbsOptions()", () => {
  test("fills in the defaults, and burns in a third of few sweeps", () => {
    expect(resolveGibbsOptions()).toEqual(GIBBS_DEFAULTS);
    expect(resolveGibbsOptions({ sweeps: 30, factors: 5 })).toMatchObject({
      burnIn: 10,
      factors: [5],
    });
  });

  test.each([
    [{ factors: [] }, RangeError, "an empty list"],
    [{ factors: [8, 0] }, RangeError, '"factors" must be an integer in [1, 256], got 0'],
    [{ sweeps: 0 }, RangeError, '"sweeps" must be an integer in [1, 100000], got 0'],
    [{ sweeps: 5, burnIn: 5 }, RangeError, '"burnIn" must be an integer in [0, 4], got 5'],
    [{ trust: 0 }, RangeError, '"trust" must be in [0.1, 1], got 0'],
    [{ likelihood: "probit" }, RangeError, "one of gaussian, ordered-probit, got"],
    [{ sweep: 5 }, TypeError, '"sweep" is not an option; did you mean "sweeps"?'],
  ])("refuses %o", (options, type, message) => {
    expect(() => resolveGibbsOptions(options as GibbsOptions)).toThrow(type);
    expect(() => resolveGibbsOptions(options as GibbsOptions)).toThrow(message);
  });
});
