import { describe, expect, test } from "vitest";
import { predicted, rmse } from "../../../test/support/head-errors.ts";
import { checkerboard, genreTable, pureNoise } from "../../../test/support/planted-tables.ts";
import type { Run } from "../../../test/support/run-to-end.ts";
import { runToEnd } from "../../../test/support/run-to-end.ts";
import { fastestKernels } from "../../kernels/wasm-kernels.ts";
import { AbortedError, DataError, TrainingDivergedError } from "../errors.ts";
import { jsKernels } from "../kernels.ts";
import { IdMap } from "../ratings/id-map.ts";
import { WHOLE_STARS, clampToScale } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { splitAtRandom } from "../ratings/split.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import { GRADIENT_DESCENT_DEFAULTS } from "./gradient-descent-options.ts";
import type { LearnContext } from "./descent-steps.ts";
import { learnByGradientDescent } from "./gradient-descent.ts";
import type { EpochReport, FeaturesSoFar, Learned, StarsHead } from "./learning.ts";

const SMALL = synthesize({ users: 150, movies: 80, ratings: 4000, seed: 3 }).ratings;

function learn(
  ratings: Ratings,
  options: GradientDescentOptions = {},
  context: LearnContext = { kernels: fastestKernels() },
): Run<EpochReport, Learned> {
  return runToEnd(learnByGradientDescent(ratings, options, context));
}

function learned(ratings: Ratings, options: GradientDescentOptions = {}): Learned {
  return learn(ratings, options).result;
}

describe("a seed", () => {
  test("gives the same result in every run and with every kernel", () => {
    const options = { factors: 10, epochs: 8, seed: 5 };
    const first = learned(SMALL, options);
    expect(learned(SMALL, options)).toEqual(first);
    expect(learn(SMALL, options, { kernels: jsKernels }).result).toEqual(first);
    expect(learn(SMALL, options, {}).result).toEqual(first); // the reference is the default
  });

  test("gives another result than another seed", () => {
    const heads = [1, 2].map((seed) => learned(SMALL, { factors: 4, epochs: 4, seed }).head);
    expect(heads[0]!.movieFactors).not.toEqual(heads[1]!.movieFactors);
  });
});

describe("whoever watches", () => {
  const options = { factors: 6, epochs: 8, seed: 5 };

  interface Seen extends Omit<FeaturesSoFar, "head"> {
    readonly head: StarsHead;
  }

  function watch(given: GradientDescentOptions): { seen: Seen[]; run: Run<EpochReport, Learned> } {
    const seen: Seen[] = [];
    const onFeatures = (soFar: FeaturesSoFar): void => {
      seen.push({ ...soFar, head: soFar.head() });
    };
    return { run: learn(SMALL, given, { kernels: fastestKernels(), onFeatures }), seen };
  }

  test("changes nothing", () => {
    expect(watch(options).run).toEqual(learn(SMALL, options));
  });

  test("sees the random start and each epoch, of both phases", () => {
    const { seen, run } = watch(options);
    const { epochs, history } = run.result;
    expect(seen.map(({ phase, epoch }) => `${phase} ${epoch}`)).toEqual([
      ...Array.from({ length: history.length + 1 }, (_, k) => `search ${k}`),
      ...Array.from({ length: epochs + 1 }, (_, k) => `refit ${k}`),
    ]);
    expect(seen.at(-1)!.head).toEqual(run.result.head);
  });

  test("sees numbers within the initial spread at first, the same for both phases", () => {
    const { seen } = watch(options);
    const starts = seen.filter(({ epoch }) => epoch === 0).map(({ head }) => head);
    const bound = GRADIENT_DESCENT_DEFAULTS.initialSpread / Math.sqrt(options.factors);
    expect(starts[0]!.movieFactors.every((value) => Math.abs(value) <= bound)).toBe(true);
    expect(starts[0]!.movieFactors.some((value) => value !== 0)).toBe(true);
    expect(starts[0]!.movieBias.every((value) => value === 0)).toBe(true);
    expect(starts[1]!.movieFactors).toEqual(starts[0]!.movieFactors);
  });

  test("sees features that give the reported held-out errors, and which ratings those are", () => {
    const { seen, run } = watch({ ...options, heldOutShare: 0.2 });
    const search = seen.filter(({ phase, epoch }) => phase === "search" && epoch > 0);
    for (const [k, { head, heldOut }] of search.entries()) {
      expect(heldOut.length).toBe(SMALL.length * 0.2);
      expect(rmse(head, heldOut)).toBeCloseTo(run.result.history[k]!.heldOutError, 5);
    }
    expect(seen.at(-1)!.heldOut.length).toBe(0);
  });

  test("may fail, and that ends the run", () => {
    const onFeatures = (): never => {
      throw new Error("from outside");
    };
    expect(() => learn(SMALL, options, { onFeatures })).toThrow("from outside");
  });
});

describe("every option changes the result", () => {
  // Little weight decay: the held-out error rises again, so that patience and least gain matter.
  const base = { factors: 4, epochs: 20, regularization: 0.0005, learningRate: 0.06, seed: 4 };
  const changed: Required<GradientDescentOptions> = {
    factors: 5,
    epochs: 21,
    regularization: 0.001,
    biasRegularization: 4,
    learningRate: 0.05,
    heldOutShare: 0.1,
    patience: 1,
    leastGain: 0.5,
    initialSpread: 0.2,
    biasesFirst: true,
    refit: false,
    seed: 2,
  };

  test.each(Object.keys(GRADIENT_DESCENT_DEFAULTS))("%s", (name) => {
    const own = { [name]: changed[name as keyof typeof changed] };
    const [before, after] = [learned(SMALL, base), learned(SMALL, { ...base, ...own })];
    const inSight = ({ head, history }: Learned): unknown => ({ head, epochs: history.length });
    expect(inSight(after)).not.toEqual(inSight(before));
  });
});

describe("ratings", () => {
  test("are not changed by learning from them", () => {
    const before = SMALL.select(Uint32Array.from({ length: SMALL.length }, (_, n) => n));
    learned(SMALL, { factors: 4, epochs: 3 });
    expect(SMALL.userIndex).toEqual(before.userIndex);
    expect(SMALL.movieIndex).toEqual(before.movieIndex);
    expect(SMALL.value).toEqual(before.value);
  });

  test("that are none at all give a DataError", () => {
    const none = SMALL.select(new Uint32Array(0));
    expect(() => learned(none)).toThrow(DataError);
    expect(() => learned(none)).toThrow("Cannot train: there is no rating to learn from");
  });

  test("of one user and one movie are learned by heart", () => {
    const one = Ratings.fromRows([{ userId: "ann", movieId: "Alien", rating: 4 }]);
    const { head, heldOutError, halfWidth80 } = learned(one);
    expect(predicted(head, 0, 0)).toBeCloseTo(4, 2);
    expect([heldOutError, halfWidth80]).toEqual([NaN, NaN]); // nothing to hold out
  });

  test("of one user tell the movies apart", () => {
    const stars = [5, 4, 3, 2, 1];
    const own = Ratings.fromRows(stars.map((rating, movieId) => ({ userId: 1, movieId, rating })));
    const { head } = learned(own, { heldOutShare: 0, epochs: 100 });
    const order = stars.map((_, movie) => predicted(head, 0, movie));
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  test("of one movie tell the users apart", () => {
    const stars = [5, 4, 3, 2, 1];
    const own = Ratings.fromRows(stars.map((rating, userId) => ({ userId, movieId: 1, rating })));
    const { head } = learned(own, { heldOutShare: 0, epochs: 100 });
    const order = stars.map((_, user) => predicted(head, user, 0));
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  // Errors that start at exactly 0 were once taken for divergence: 0 is not below three times 0.
  test.each([0, 0.1, 5])(
    "that are all equal are learned from features within ±%d",
    (initialSpread) => {
      const { users, movies, userIndex, movieIndex, value } = SMALL;
      const fours = value.map(() => 4);
      const equal = new Ratings(users, movies, WHOLE_STARS, {
        userIndex,
        movieIndex,
        value: fours,
      });
      const { head } = learned(equal, { initialSpread, factors: 4 });
      expect(rmse(head, equal)).toBeLessThan(initialSpread === 5 ? 0.5 : 0.01);
    },
  );

  test("of no kind leave a user and a movie at zero, so that the other's bias decides", () => {
    const users = new IdMap(["ann", "bob", "new"]);
    const movies = new IdMap(["Alien", "Big", "unseen"]);
    const table = new Ratings(users, movies, WHOLE_STARS, {
      userIndex: Uint32Array.of(0, 0, 1, 1),
      movieIndex: Uint32Array.of(0, 1, 0, 1),
      value: Float32Array.of(5, 3, 4, 1),
    });
    const { head } = learned(table, { factors: 3, heldOutShare: 0 });
    expect([head.userBias[2], head.movieBias[2]]).toEqual([0, 0]);
    expect([...head.userFactors.subarray(6), ...head.movieFactors.subarray(6)]).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
    expect(head.mean).toBe(3.25);
    expect(predicted(head, 2, 2)).toBe(head.mean);
    expect(predicted(head, 2, 0)).toBe(head.mean + head.movieBias[0]!);
    expect(predicted(head, 0, 2)).toBe(head.mean + head.userBias[0]!);
  });
});

describe("what is learned", () => {
  test.each([3, 10, 50])("beats the best biases with %i hidden features", (factors) => {
    const { ratings } = genreTable(300, 150, 15_000, 2);
    const { train, test: heldOut } = splitAtRandom(ratings, 0.2, 1);
    const biasOnly = learned(train, { factors: 1, initialSpread: 0 }).head;
    const { head } = learned(train, { factors });
    expect(head.factors).toBe(factors);
    expect(head.userFactors.length).toBe(300 * factors);
    expect(head.movieFactors.length).toBe(150 * factors);
    expect(rmse(head, heldOut)).toBeLessThan(0.7 * rmse(biasOnly, heldOut));
  });

  test("fills in a checkerboard that no bias explains", () => {
    const board = checkerboard(20, (user, movie) => (user + 3 * movie) % 5 === 0);
    const { head } = learned(board, {
      factors: 2,
      epochs: 100,
      regularization: 0.01,
      heldOutShare: 0,
    });
    for (let user = 0; user < 20; user++) {
      for (let movie = 0; movie < 20; movie++) {
        const loved = (user + movie) % 2 === 0;
        expect(predicted(head, user, movie) > 3).toBe(loved);
      }
    }
  });

  test("overfits without weight decay: the training error falls, the held-out error rises", () => {
    const { history } = learned(SMALL, {
      regularization: 0,
      biasRegularization: 0,
      heldOutShare: 0.2,
      patience: 10_000,
      epochs: 60,
      learningRate: 0.03,
      refit: false,
    });
    const training = history.map(({ trainError }) => trainError);
    expect(training).toEqual(training.toSorted((a, b) => b - a));
    const heldOut = history.map(({ heldOutError }) => heldOutError);
    const least = Math.min(...heldOut);
    expect(heldOut.at(-1)).toBeGreaterThan(least + 0.03);
    expect(training.at(-1)).toBeLessThan(0.7 * least);
  });

  test("overfits less with weight decay", () => {
    const last = (regularization: number): number =>
      learned(SMALL, {
        regularization,
        heldOutShare: 0.2,
        patience: 10_000,
        epochs: 60,
        refit: false,
      }).history.at(-1)!.heldOutError;
    expect(last(0.1)).toBeLessThan(last(0) - 0.02);
  });
});

describe("stopping", () => {
  test("comes early on noise, because it is no longer improving", () => {
    const { epochs, history, stopReason } = learned(pureNoise(100, 80, 3000, 1), {
      epochs: 200,
      regularization: 0,
      heldOutShare: 0.2,
    });
    expect(stopReason).toBe("no longer improving");
    expect(history.length).toBeLessThan(110); // not before half of the epochs
    expect(epochs).toBeLessThan(history.length);
  });

  test.each([1, 2, 5])(
    "comes once %i epochs in a row gained too little, past half way",
    (patience) => {
      const leastGain = 0.001;
      const options = { patience, leastGain, epochs: 60, learningRate: 0.02 };
      const { history, stopReason } = learned(SMALL, options);
      expect(stopReason).toBe("no longer improving");
      let best = Infinity;
      let without = 0;
      for (const [k, { heldOutError }] of history.entries()) {
        const gains = best - heldOutError >= leastGain;
        without = gains ? 0 : without + 1;
        if (gains) best = heldOutError;
        expect(k + 1 >= 30 && without >= patience).toBe(k === history.length - 1);
      }
    },
  );

  test("keeps the epoch of the lowest held-out error", () => {
    const { epochs, heldOutError, history } = learned(SMALL, { epochs: 40, refit: false });
    const errors = history.map((report) => report.heldOutError);
    expect(heldOutError).toBe(Math.min(...errors));
    expect(epochs).toBe(errors.indexOf(heldOutError) + 1);
  });

  test("never comes early where nothing is held out, and no error is made up", () => {
    const options = { heldOutShare: 0, epochs: 12, patience: 1, leastGain: 1 };
    const { reports, result } = learn(SMALL, options);
    expect(reports).toHaveLength(12);
    expect(reports.every(({ heldOutError }) => Number.isNaN(heldOutError))).toBe(true);
    const { epochs, stopReason, heldOutError, halfWidth80 } = result;
    expect({ epochs, stopReason, heldOutError, halfWidth80 }).toEqual({
      epochs: 12,
      stopReason: "all epochs done",
      heldOutError: NaN,
      halfWidth80: NaN,
    });
  });
});

describe("reports", () => {
  const { reports, result } = learn(SMALL, { factors: 4, epochs: 10 });

  test("count the epochs of a search, then of a refit as long as was best", () => {
    const search = reports.filter(({ phase }) => phase === "search");
    const refit = reports.filter(({ phase }) => phase === "refit");
    expect(reports).toEqual([...search, ...refit]);
    expect(search.map(({ epoch }) => epoch)).toEqual(search.map((_, k) => k + 1));
    expect(refit.map(({ epoch }) => epoch)).toEqual(refit.map((_, k) => k + 1));
    expect(refit).toHaveLength(result.epochs);
    expect(search.every(({ epochs }) => epochs === 10)).toBe(true);
    expect(refit.every(({ epochs }) => epochs === result.epochs)).toBe(true);
  });

  test("of the search are the history", () => {
    expect(result.history).toEqual(reports.filter(({ phase }) => phase === "search"));
  });

  test("have no held-out error in a refit, which holds nothing out", () => {
    for (const { phase, trainError, heldOutError } of reports) {
      expect(trainError).toBeGreaterThan(0);
      expect(Number.isNaN(heldOutError)).toBe(phase === "refit");
    }
  });

  test("are those of the search alone without a refit", () => {
    const alone = learn(SMALL, { factors: 4, epochs: 10, refit: false });
    expect(alone.reports).toEqual(result.history);
    expect(alone.result.epochs).toBe(result.epochs);
    expect(alone.result.head).not.toEqual(result.head);
  });
});

function pairsOf({ userIndex, movieIndex, value }: Ratings): [string, number][] {
  return Array.from(value, (stars, n) => [`${userIndex[n]} ${movieIndex[n]}`, stars]);
}

/** What is learned, and the ratings held out meanwhile. */
function withHeldOut(
  ratings: Ratings,
  options: GradientDescentOptions,
): Learned & { heldOut: Ratings } {
  const told: Ratings[] = [];
  const onFeatures = ({ heldOut }: FeaturesSoFar): void => void told.push(heldOut);
  return { ...learn(ratings, options, { onFeatures }).result, heldOut: told[0]! };
}

describe("the held-out slice", () => {
  test("is so large a share of the ratings, drawn by the seed, each with its stars", () => {
    const { heldOut } = withHeldOut(SMALL, { epochs: 1, heldOutShare: 0.15, seed: 3 });
    expect(heldOut.length).toBe(SMALL.length * 0.15);
    const all = new Map(pairsOf(SMALL));
    const own = pairsOf(heldOut);
    expect(new Set(own.map(([pair]) => pair)).size).toBe(heldOut.length);
    for (const [pair, stars] of own) expect(all.get(pair)).toBe(stars);
    const again = withHeldOut(SMALL, { epochs: 1, heldOutShare: 0.15, seed: 4 }).heldOut;
    const shared = pairsOf(again).filter(([pair]) => own.some(([other]) => other === pair)).length;
    expect(shared / again.length).toBeLessThan(0.25); // .15 by chance
  });

  // The user and movie of one rating only, held out, were once measured with random features.
  test.each([0.1, 3])(
    "is measured with the features returned, begun within ±%d",
    (initialSpread) => {
      const rare = synthesize({ users: 200, movies: 150, ratings: 900, seed: 8 }).ratings;
      const options = { factors: 6, heldOutShare: 0.3, initialSpread, refit: false, seed: 9 };
      const { head, heldOutError, heldOut } = withHeldOut(rare, options);
      const counts = rare.movieCounts();
      for (const movie of heldOut.movieIndex) counts[movie]!--;
      expect(heldOut.movieIndex.some((movie) => counts[movie] === 0)).toBe(true);
      expect(heldOutError).toBeCloseTo(rmse(head, heldOut), 5);
    },
  );

  test("gives the half-width that holds 80 % of it", () => {
    const options = { factors: 6, heldOutShare: 0.2, refit: false, seed: 4 };
    const { head, halfWidth80, heldOut } = withHeldOut(SMALL, options);
    const misses = Array.from(heldOut.value, (rating, n) => {
      const stars = predicted(head, heldOut.userIndex[n]!, heldOut.movieIndex[n]!);
      return Math.abs(rating - clampToScale(WHOLE_STARS, stars));
    }).sort((a, b) => a - b);
    // The ⌈(n + 1)·.8⌉-th of n = 800 misses, from 1.
    expect(halfWidth80).toBeCloseTo(misses[640]!, 5);
  });
});

describe("biases that begin as damped means", () => {
  const options = { factors: 3, heldOutShare: 0, biasesFirst: true, initialSpread: 0, epochs: 1 };

  test("are those of films by themselves, and of users as what is left", () => {
    const started = new Map<number, StarsHead>();
    learn(SMALL, options, { onFeatures: ({ epoch, head }) => started.set(epoch, head()) });
    const { mean, movieBias, userBias } = started.get(0)!;
    const left = (of: "userIndex" | "movieIndex", row: number, other: (n: number) => number) => {
      const own = [...SMALL[of].keys()].filter((n) => SMALL[of][n] === row);
      return own.reduce((sum, n) => sum + SMALL.value[n]! - mean - other(n), 0) / (own.length + 3);
    };
    for (const row of [0, 7, 79])
      expect(movieBias[row]).toBeCloseTo(
        left("movieIndex", row, () => 0),
        5,
      );
    for (const row of [0, 50, 149]) {
      const other = (n: number): number => movieBias[SMALL.movieIndex[n]!]!;
      expect(userBias[row]).toBeCloseTo(left("userIndex", row, other), 5);
    }
  });

  test("come from what is not held out alone", () => {
    const apart = { ...options, heldOutShare: 0.2, refit: false, biasRegularization: 0 };
    const { heldOut } = withHeldOut(SMALL, apart);
    const pairs = new Set(pairsOf(heldOut).map(([pair]) => pair));
    const beyond = [1, 5].map((stars) => {
      const value = Float32Array.from(pairsOf(SMALL), ([pair, own]) =>
        pairs.has(pair) ? stars : own,
      );
      const { users, movies, scale, userIndex, movieIndex } = SMALL;
      const other = new Ratings(users, movies, scale, { userIndex, movieIndex, value });
      const started: StarsHead[] = [];
      learn(other, apart, { onFeatures: ({ head }) => started.push(head()) });
      const { movieBias } = started[0]!;
      return movieBias[0]! - movieBias[1]!; // the mean, which is of all, is in both
    });
    expect(beyond[0]).toBeCloseTo(beyond[1]!, 4);
  });

  test("are as far after one epoch as others after several", () => {
    const quick = { ...options, learningRate: 0.02 };
    const errorAfter = (epochs: number, biasesFirst: boolean): number =>
      learned(SMALL, { ...quick, epochs, biasesFirst }).history.at(-1)!.trainError;
    expect(errorAfter(1, true)).toBeLessThan(errorAfter(3, false));
  });
});

describe("divergence", () => {
  test("names the epoch and the option to change", () => {
    const run = (): unknown => learned(SMALL, { learningRate: 10 });
    expect(run).toThrow(TrainingDivergedError);
    expect(run).toThrow(
      'Cannot train: the training error of epoch 1 is not a number; lower "learningRate" (it is 10)',
    );
    expect(errorOf(run)).toMatchObject({ code: "E_DIVERGED", epoch: 1 });
  });

  // The first epoch was once believed whatever it gave, as long as it was finite.
  test.each([0, 0.2])(
    "is seen in a single epoch with finite errors, %d held out",
    (heldOutShare) => {
      const { ratings } = synthesize({ users: 6, movies: 8, ratings: 20, seed: 3 });
      const run = (): unknown => learned(ratings, { learningRate: 2, epochs: 1, heldOutShare });
      expect(run).toThrow(TrainingDivergedError);
      expect(run).toThrow(/of epoch 1 is \d+\.\d\d stars; lower "learningRate" \(it is 2\)/);
    },
  );

  test("is seen in a later epoch by an error thrice the first", () => {
    const { ratings } = synthesize({ users: 6, movies: 8, ratings: 20, seed: 3 });
    const run = (): unknown => learned(ratings, { learningRate: 1, epochs: 30 });
    expect(errorOf(run)).toBeInstanceOf(TrainingDivergedError);
    expect(errorOf(run)).toHaveProperty("epoch", 2);
  });

  // Weight decay times learning rate above 2 once made rows with few ratings grow without bound.
  test.each([{ regularization: 10 }, { biasRegularization: 1000 }])(
    "does not come of the strongest weight decay there is: %o",
    (strongest) => {
      const { head } = learned(SMALL, strongest);
      const values = strongest.regularization === undefined ? head.movieBias : head.movieFactors;
      const usual = learned(SMALL);
      const usually =
        strongest.regularization === undefined ? usual.head.movieBias : usual.head.movieFactors;
      expect(Math.hypot(...values)).toBeLessThan(0.2 * Math.hypot(...usually));
    },
  );

  test("is not a wild start that descent recovers from", () => {
    const { history } = learned(SMALL, { initialSpread: 10 });
    expect(history[0]!.trainError).toBeGreaterThan(2);
    expect(history.at(-1)!.trainError).toBeLessThan(1);
  });
});

describe("a signal", () => {
  test("set before the start stops it before the first epoch", () => {
    const run = learnByGradientDescent(SMALL, {}, { signal: { aborted: true } });
    expect(() => run.next()).toThrow(AbortedError);
  });

  test.each(["search", "refit"])("set between two epochs stops the %s", (phase) => {
    const signal = { aborted: false };
    const run = learnByGradientDescent(SMALL, { factors: 2, epochs: 4 }, { signal });
    let step = run.next();
    while (step.done !== true && step.value.phase !== phase) step = run.next();
    signal.aborted = true;
    expect(() => run.next()).toThrow(AbortedError);
    expect(run.next().done).toBe(true);
  });

  test("not set changes nothing", () => {
    const options = { factors: 2, epochs: 3 };
    const { result } = learn(SMALL, options, { signal: new AbortController().signal });
    expect(result).toEqual(learned(SMALL, options));
  });
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return expect.unreachable("nothing was thrown");
}
