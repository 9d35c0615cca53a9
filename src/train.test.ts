import { describe, expect, test } from "vitest";
import { AbortedError, DataError, TrainingDivergedError } from "./core/errors.ts";
import { GRADIENT_DESCENT_DEFAULTS } from "./core/learn/gradient-descent-options.ts";
import { WEIGHTED_ALS_DEFAULTS } from "./core/learn/weighted-als-options.ts";
import { GIBBS_DEFAULTS } from "./core/learn/gibbs-options.ts";
import { fitBiases } from "./core/learn/biases.ts";
import type { AlsReport } from "./core/learn/weighted-als.ts";
import type { SweepReport } from "./core/learn/gibbs.ts";
import type { EpochReport } from "./core/learn/learning.ts";
import type { Model } from "./core/model/model.ts";
import { Ratings } from "./core/ratings/ratings.ts";
import { splitAtRandom } from "./core/ratings/split.ts";
import { synthesize } from "./core/synthesis/synthesize.ts";
import type { BayesianOptions, DescentOptions, Method, TrainOptions } from "./methods.ts";
import { METHODS } from "./methods.ts";
import { evaluate, train } from "./train.ts";

const DATA = synthesize({ users: 80, movies: 60, ratings: 2000, seed: 4 });
const QUICK: DescentOptions = { method: "gradient-descent", factors: 3, epochs: 4 };
const SAMPLED: BayesianOptions = { method: "bayesian", factors: [2, 3], sweeps: 12, burnIn: 4 };

describe("train()", () => {
  test("gives a model of the data set: its films, users, scale and where it comes from", async () => {
    const model = await train(DATA, QUICK);
    expect(model.catalogue).toBe(DATA.catalogue);
    expect(model.users).toBe(DATA.ratings.users);
    expect(model.scale).toEqual(DATA.ratings.scale);
    expect(model.movieCounts).toEqual(DATA.ratings.movieCounts());
    const { heldOutError, epochs, ...rest } = model.provenance;
    expect(rest).toEqual({
      data: "Synthetic ratings",
      users: 80,
      movies: 60,
      ratings: 2000,
      method: "gradient-descent",
      options: { ...GRADIENT_DESCENT_DEFAULTS, factors: 3, epochs: 4 },
      picks: WEIGHTED_ALS_DEFAULTS,
    });
    expect(heldOutError).toBeGreaterThan(0.5);
    expect(epochs).toBeLessThanOrEqual(4);
  });

  test("gives bare ratings a catalogue of their ids", async () => {
    const ratings = Ratings.fromRows([
      { userId: "ann", movieId: "Alien", rating: 5 },
      { userId: "bob", movieId: 7, rating: 2 },
    ]);
    const model = await train(ratings, { ...QUICK, heldOutShare: 0 });
    expect(model.catalogue.movies).toEqual([
      { id: "Alien", title: "Alien", genres: [], alternatives: [] },
      { id: 7, title: "7", genres: [], alternatives: [] },
    ]);
    expect(model.provenance).toMatchObject({ data: "Ratings", movies: 2, heldOutError: null });
    expect(model.halfWidth80).toBeNaN();
  });

  test("learns the same from bare ratings as from the data set", async () => {
    const [bare, whole] = await Promise.all([train(DATA.ratings, QUICK), train(DATA, QUICK)]);
    expect(bare.head).toEqual(whole.head);
  });

  test("takes every method by name, and samples where none is named", async () => {
    const { method: _, ...own } = SAMPLED;
    const unnamed = await train(DATA, own);
    const named = await train(DATA, SAMPLED);
    expect(named.toBytes()).toEqual(unnamed.toBytes());
    for (const method of METHODS) {
      const model = await train(DATA, { factors: 2, method });
      expect(model.provenance.method).toBe(method);
    }
  });

  test("learns the same picks head by every method with one seed, and tells of its sweeps", async () => {
    const sweeps: AlsReport[] = [];
    const onPicksSweep = (report: AlsReport): void => void sweeps.push(report);
    const model = await train(DATA, { ...QUICK, seed: 4 }, { onPicksSweep });
    const other = await train(DATA, { ...SAMPLED, seed: 4 });
    const alone = await train(DATA, { method: "weighted-als", seed: 4 });
    expect(other.picksHead).toEqual(model.picksHead);
    expect(alone.picksHead).toEqual(model.picksHead);
    expect(sweeps.map(({ sweep }) => sweep)).toEqual(Array.from({ length: 15 }, (_, k) => k + 1));
  });

  test("shows features while they form, before each report, and learns the same bytes", async () => {
    const told: string[] = [];
    const watched = await train(DATA, QUICK, {
      onFeatures: ({ phase, epoch, head }) => told.push(`${phase} ${epoch}: ${head().factors}`),
      onEpoch: ({ phase, epoch }) => void told.push(`${phase} ${epoch} reported`),
    });
    expect(watched.toBytes()).toEqual((await train(DATA, QUICK)).toBytes());
    expect(told.slice(0, 3)).toEqual(["search 0: 3", "search 1: 3", "search 1 reported"]);
    expect(told).toContain("refit 0: 3");
    const split = splitAtRandom(DATA.ratings, 0.2, 1);
    let seen = 0;
    await evaluate(split, QUICK, { onFeatures: () => void seen++ });
    expect(seen).toBeGreaterThan(2);
  });

  test("has stars of biases alone where picks are all that is learned", async () => {
    const model = await train(DATA, { method: "weighted-als" });
    const { mean, userBias, movieBias } = fitBiases(DATA.ratings);
    expect(model.head.factors).toBe(0);
    for (const [user, movie] of [
      [0, 1],
      [7, 3],
    ] as const) {
      const wanted = Math.min(5, Math.max(1, mean + userBias[user]! + movieBias[movie]!));
      expect(model.predictIndex(user, movie)).toBeCloseTo(wanted, 5);
    }
    expect(model.halfWidth80).toBeGreaterThan(0.5);
    const [pick] = model.taste([{ movieId: 1, rating: 5 }]).picks();
    expect(pick!.low).toBeLessThan(pick!.high);
    const split = splitAtRandom(DATA.ratings, 0.2, 1);
    const { rmse, baselines } = await evaluate(split, { method: "weighted-als" });
    expect(rmse).toBe(baselines.biasOnly.rmse);
  });

  test("samples with every option told in the model, and reports the held-out error", async () => {
    const reports: SweepReport[] = [];
    const model = await train(DATA, SAMPLED, { onSweep: (report) => reports.push(report) });
    const { method: _, ...own } = SAMPLED;
    expect(model.provenance).toMatchObject({
      method: "bayesian",
      options: { ...GIBBS_DEFAULTS, ...own, raterWeight: 0 },
      epochs: 24,
    });
    expect(reports).toHaveLength(24);
    expect(reports[0]!.heldOutError).toBeNaN();
    expect(model.provenance.heldOutError).toBeCloseTo(reports.at(-1)!.heldOutError, 6);
    expect(model.provenance.heldOutError).toBeLessThan(1.5);
  });

  test.each([1, 7, 13])("makes a usable model of %i sweeps when that is enough", async (sweeps) => {
    const enough = { aborted: false };
    let swept = 0;
    const onSweep = (): void => {
      swept++;
      enough.aborted = swept >= sweeps;
    };
    const model = await train(DATA, SAMPLED, { enough, onSweep });
    expect(swept).toBe(sweeps);
    const { stars, low, high } = model.taste([{ movieId: 1, rating: 5 }]).predict(2);
    expect(low).toBeLessThan(stars);
    expect(high).toBeGreaterThan(stars);
  });

  test("knows how unsure it is: intervals of people left out hold about 80 %", async () => {
    const { ratings, catalogue } = synthesize({ users: 300, movies: 90, ratings: 9000, seed: 8 });
    const known = (n: number): boolean => ratings.userIndex[n]! < 240;
    const rows = Array.from(ratings.value.keys());
    const train240 = ratings.select(Uint32Array.from(rows.filter(known)));
    const data = { name: "x", ratings: train240, catalogue, superseded: 0 };
    const model = await train(data, { method: "bayesian", factors: [2, 4], sweeps: 60 });
    const { inside, all } = leftOutCoverage(model, ratings, 240);
    expect(all).toBeGreaterThan(500);
    expect(inside / all).toBeGreaterThan(0.76);
    expect(inside / all).toBeLessThan(0.86);
  });

  test("is less sure of films that few rated", async () => {
    const model = await train(DATA, SAMPLED);
    const order = Array.from(model.movieCounts.keys()).sort(
      (a, b) => model.movieCounts[b]! - model.movieCounts[a]!,
    );
    const { movieVariance } = model.head.posterior!;
    const mean = (part: readonly number[]): number =>
      part.reduce((sum, row) => sum + movieVariance[row]!, 0) / part.length;
    expect(mean(order.slice(-15))).toBeGreaterThan(1.2 * mean(order.slice(0, 15)));
  });

  test("refuses a model that is to keep nothing, or what it cannot keep", async () => {
    await expect(train(DATA, { ...SAMPLED, keptFactors: 0 })).rejects.toThrow(
      '"keptFactors" must be above 0 for a model, got 0',
    );
    await expect(train(DATA, { ...SAMPLED, likelihood: "ordered-probit" })).rejects.toThrow(
      '"likelihood" must be gaussian for a model, got ordered-probit, which can only be evaluated',
    );
  });

  test("calls onEpoch after every epoch, in order", async () => {
    const reports: EpochReport[] = [];
    const model = await train(DATA, QUICK, { onEpoch: (report) => reports.push(report) });
    const search = reports.filter(({ phase }) => phase === "search");
    const refit = reports.filter(({ phase }) => phase === "refit");
    expect(reports).toEqual([...search, ...refit]);
    expect(refit).toHaveLength(model.provenance.epochs);
    expect(search.map(({ epoch }) => epoch)).toEqual(search.map((_, k) => k + 1));
  });

  test("lets an error of onEpoch through, and stops", async () => {
    let calls = 0;
    const onEpoch = (): void => {
      calls++;
      throw new SyntaxError("from outside");
    };
    await expect(train(DATA, QUICK, { onEpoch })).rejects.toThrow("from outside");
    expect(calls).toBe(1);
  });
});

describe("the event loop", () => {
  const TWENTY: TrainOptions = { ...QUICK, epochs: 20, heldOutShare: 0 };

  /** Makes every epoch take so long on every machine. */
  function busyFor(ms: number): void {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }

  test("is given way to between epochs, at least every 30 ms and an epoch", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    try {
      await train(DATA, TWENTY, { onEpoch: () => busyFor(10) });
    } finally {
      clearInterval(timer);
    }
    expect(ticks).toBeGreaterThanOrEqual(4); // 200 ms, less what a laden machine is late
  });

  test("can so abort it", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    setTimeout(() => controller.abort(), 5);
    let epochs = 0;
    const onEpoch = (): void => {
      epochs++;
      busyFor(10);
    };
    const training = train(DATA, TWENTY, { signal, onEpoch });
    await expect(training).rejects.toThrow(AbortedError);
    await expect(training).rejects.toThrow("Cannot finish training: interrupted");
    expect(epochs).toBeLessThan(20);
  });
});

describe("train() refuses", () => {
  test("by rejecting, not by throwing", async () => {
    const training = train(DATA, { ...QUICK, factors: 0 });
    await expect(training).rejects.toThrow(RangeError);
    await expect(training).rejects.toThrow(
      'Cannot train: "factors" must be an integer in [1, 1024], got 0',
    );
  });

  test("a signal set before it began", async () => {
    const training = train(DATA, QUICK, { signal: AbortSignal.abort() });
    await expect(training).rejects.toMatchObject({ name: "AbortedError", code: "E_ABORTED" });
  });

  test("an unknown method, with all known ones", async () => {
    const training = train(DATA, { method: "magic" as Method });
    await expect(training).rejects.toThrow(RangeError);
    await expect(training).rejects.toThrow(
      `Cannot train: "method" must be one of ${METHODS.join(", ")}, got "magic"`,
    );
  });

  test.each([
    ["factor", "factors"],
    ["metod", "method"],
    ["learninRate", "learningRate"],
    ["sweep", "sweeps"],
  ])("the unknown option %s, naming %s", async (name, near) => {
    const ofDescent = near === "learningRate" ? { method: "gradient-descent" as const } : {};
    const training = train(DATA, { ...ofDescent, [name]: 1 });
    await expect(training).rejects.toThrow(TypeError);
    await expect(training).rejects.toThrow(
      `Cannot train: "${name}" is not an option; did you mean "${near}"?`,
    );
  });

  test("to learn from nothing", async () => {
    for (const options of [QUICK, SAMPLED]) {
      const training = train(Ratings.fromRows([]), options);
      await expect(training).rejects.toThrow(DataError);
      await expect(training).rejects.toThrow(
        /^Cannot (?:train|sample): there is no rating to learn/u,
      );
    }
  });

  test("to go on when the error grows without bound", async () => {
    await expect(train(DATA, { ...QUICK, learningRate: 10 })).rejects.toThrow(
      TrainingDivergedError,
    );
  });
});

describe("evaluate()", () => {
  const split = splitAtRandom(DATA.ratings, 0.2, 1);

  test("measures on the test part what train() learns from the other", async () => {
    const [result, model] = await Promise.all([evaluate(split, QUICK), train(split.train, QUICK)]);
    const { userIndex, movieIndex, value } = split.test;
    const squares = Array.from(value, (rating, n) => {
      return (rating - model.predictIndex(userIndex[n]!, movieIndex[n]!)) ** 2;
    });
    const rmse = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / value.length);
    expect(result.rmse).toBeCloseTo(rmse, 6);
    expect(result.epochs).toBe(model.provenance.epochs);
  });

  test("calls onEpoch, hears the signal and takes the same options", async () => {
    let epochs = 0;
    await evaluate(split, QUICK, { onEpoch: () => epochs++ });
    expect(epochs).toBeGreaterThan(3);
    const aborted = evaluate(split, QUICK, { signal: { aborted: true } });
    await expect(aborted).rejects.toThrow(AbortedError);
    const unknown = evaluate(split, { ...QUICK, factor: 3 } as TrainOptions);
    await expect(unknown).rejects.toThrow(
      'Cannot evaluate: "factor" is not an option; did you mean "factors"?',
    );
  });

  test("gives a DataError for an empty test part", async () => {
    const none = split.train.select(new Uint32Array(0));
    const measured = evaluate({ train: split.train, test: none });
    await expect(measured).rejects.toThrow(DataError);
    await expect(measured).rejects.toThrow("the test part holds no rating");
  });
});

describe("train() refuses", () => {
  test("rows that are not Ratings, and says how to make them", async () => {
    const rows = [{ userId: 1, movieId: 1, rating: 5 }];
    for (const data of [rows, undefined, {}, "ml-100k"]) {
      const run = train(data as unknown as Ratings);
      await expect(run).rejects.toThrow(TypeError);
      await expect(run).rejects.toThrow("Ratings.fromRows makes them of rows");
    }
  });

  test("a misspelt key of the context, naming the nearest", async () => {
    const context = { sginal: { aborted: true } } as object;
    const run = train(synthesize({ users: 5, movies: 5, ratings: 10 }), {}, context);
    await expect(run).rejects.toThrow(
      'Cannot train: "sginal" is not an option; did you mean "signal"?',
    );
  });
});

test("train() reads title and year out of a text id", async () => {
  const ratings = Ratings.fromRows([
    { userId: 1, movieId: "Fargo (1996)", rating: 5 },
    { userId: 1, movieId: "Alien", rating: 4 },
  ]);
  const { catalogue } = await train(ratings, { ...QUICK, heldOutShare: 0 });
  expect(catalogue.match({ title: "Fargo", year: 1996 })).toMatchObject({ movieIndex: 0 });
  expect(catalogue.at(0)).toMatchObject({ id: "Fargo (1996)", title: "Fargo", year: 1996 });
  expect(catalogue.at(1)).toMatchObject({ title: "Alien" });
});

describe("evaluate() by the Bayesian method", () => {
  const split = splitAtRandom(DATA.ratings, 0.2, 1);
  const quick = { method: "bayesian", factors: 3, sweeps: 20 } as const;

  test("beats the biases, and measures its intervals", async () => {
    const { rmse, coverage80, baselines, epochs, testRatings } = await evaluate(split, quick);
    expect(rmse).toBeLessThan(baselines.biasOnly.rmse + 0.01);
    expect(coverage80).toBeGreaterThan(0.7);
    expect([epochs, testRatings]).toEqual([20 + 40, split.test.length]);
  });

  test("tells every sweep, and gives the same figures every time", async () => {
    const sweeps: number[] = [];
    const onSweep = ({ sweep }: { sweep: number }): void => void sweeps.push(sweep);
    const first = await evaluate(split, quick, { onSweep });
    expect(sweeps).toHaveLength(20 + 40);
    expect(await evaluate(split, quick)).toEqual(first);
  });

  test("refuses an empty test part and options of the other method", async () => {
    const none = split.test.select(new Uint32Array(0));
    await expect(evaluate({ train: split.train, test: none }, quick)).rejects.toThrow(DataError);
    const wrong = { ...quick, learningRate: 0.1 } as object;
    await expect(evaluate(split, wrong)).rejects.toThrow(TypeError);
  });
});

/** Of people from `first` on: a third of their ratings given, the others looked for in their intervals. */
function leftOutCoverage(
  model: Model,
  ratings: Ratings,
  first: number,
): { inside: number; all: number } {
  const { rowStart, colIndex, value } = ratings.byUser();
  let inside = 0;
  let all = 0;
  for (let user = first; user < ratings.userCount; user++) {
    const own = Array.from({ length: rowStart[user + 1]! - rowStart[user]! }, (_, k) => ({
      movieId: ratings.movies.idAt(colIndex[rowStart[user]! + k]!),
      rating: value[rowStart[user]! + k]!,
    }));
    const taste = model.taste(own.filter((_, k) => k % 3 === 0));
    for (const { movieId, rating } of own.filter((_, k) => k % 3 !== 0)) {
      const { low, high } = taste.predict(movieId);
      if (rating >= low && rating <= high) inside++;
      all++;
    }
  }
  return { inside, all };
}
