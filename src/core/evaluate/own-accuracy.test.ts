import { beforeAll, describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import type { Model } from "../model/model.ts";
import { Random } from "../random.ts";
import type { Id } from "../ratings/id-map.ts";
import type { PersonRating } from "../taste/taste.ts";
import { leaveOutPeople } from "./left-out-people.ts";
import { starErrors } from "./metrics.ts";
import type { OwnAccuracy, OwnAccuracyOptions, OwnAccuracyTold } from "./own-accuracy.ts";
import { OWN_ACCURACY_DEFAULTS, ownAccuracy } from "./own-accuracy.ts";
import type { OwnAccuracyModel } from "./own-hidden.ts";

/** People differ by what they think of genres, and by nothing else. */
const TABLE = genreTable(300, 150, 24_000, 1);
const LEFT_OUT = leaveOutPeople(TABLE.ratings, { people: 5, leastRatings: 60, given: [0] }, 1);
const [OWN, ...OTHERS] = LEFT_OUT.people.map(({ heldOut: { movies, movieIndex, value } }) =>
  Array.from(value, (rating, n): PersonRating => ({
    movieId: movies.idAt(movieIndex[n]!),
    rating,
  })),
) as [PersonRating[], ...PersonRating[][]];

let model: Model;
beforeAll(async () => {
  const dataSet = { ...TABLE, ratings: LEFT_OUT.train };
  model = await train(dataSet, { method: "gradient-descent", factors: 6 });
});

function told(
  of: OwnAccuracyModel,
  ratings: readonly PersonRating[],
  options: OwnAccuracyOptions = {},
): OwnAccuracyTold {
  const accuracy: OwnAccuracy = ownAccuracy(of, ratings, options);
  if (!accuracy.tellable) throw new Error(`only ${accuracy.ratings} ratings`);
  return accuracy;
}

/** A model whose tastes are made otherwise. */
function otherwise(
  tasteOf: (given: readonly PersonRating[]) => {
    readonly predict?: (movieId: Id) => { stars: number; low: number; high: number };
  },
): OwnAccuracyModel {
  return {
    ...{ catalogue: model.catalogue, movieCounts: model.movieCounts },
    ...{ scale: model.scale, head: model.head },
    taste: (given) => {
      const taste = model.taste(given);
      return {
        predict: (movieId) => taste.predict(movieId),
        worths: () => taste.worths(),
        expected: (row) => taste.expected(row),
        ...tasteOf(given),
      };
    },
  };
}

/** What is predicted of each film. */
const starsById = ({ movieIds, predicted }: OwnAccuracyTold): Map<Id, number> =>
  new Map(movieIds.map((id, n) => [id, predicted[n]!]));

/** Whether a prediction changes with the very rating that it is of. */
function leaks(of: (ratings: readonly PersonRating[]) => OwnAccuracyModel): boolean {
  const before = starsById(told(of(OWN), OWN));
  const turnable = OWN.filter(({ rating }) => rating !== 3).slice(0, 10);
  return turnable.some(({ movieId, rating }) => {
    const turned = OWN.map((own) =>
      own.movieId === movieId ? { movieId, rating: 6 - rating } : own,
    );
    return starsById(told(of(turned), turned)).get(movieId) !== before.get(movieId);
  });
}

describe("ownAccuracy()", () => {
  test("measures each rating once, and says by how much it beats the simple rules", () => {
    const accuracy = told(model, OWN);
    expect(accuracy).toMatchObject({ ratings: OWN.length, unknown: 0, repeated: 0, needed: 30 });
    expect(accuracy.movieIds.toSorted()).toEqual(OWN.map(({ movieId }) => movieId).toSorted());
    const given = new Map(OWN.map(({ movieId, rating }) => [movieId, rating]));
    expect([...accuracy.actual]).toEqual(accuracy.movieIds.map((id) => given.get(id)));
    const { rmse, mae } = starErrors(accuracy.predicted, accuracy.actual);
    expect([accuracy.rmse, accuracy.mae]).toEqual([rmse, mae]);
    expect(accuracy.rmse).toBeLessThan(accuracy.biasOnly.rmse);
    expect(accuracy.againstCrowd.difference).toBeCloseTo(rmse - accuracy.crowd.rmse, 6);
    expect(accuracy.againstBiasOnly.difference).toBeCloseTo(rmse - accuracy.biasOnly.rmse, 6);
    expect(accuracy.verdict).toBe("better");
    expect(accuracy.coverage80).toBeGreaterThan(0.6);
  });

  test("the crowd's mean is what the model says to someone without ratings", () => {
    const accuracy = told(model, OWN);
    const crowd = model.taste([]);
    const stars = accuracy.movieIds.map((id) => crowd.predict(id).stars);
    expect(accuracy.crowd.rmse).toBeCloseTo(starErrors(stars, accuracy.actual).rmse, 6);
  });

  test("says what the top of the list and its order are worth, beside popularity and the crowd", () => {
    for (const own of [OWN, ...OTHERS]) {
      const { picks, starsOrder, popularity, pairs, ...rest } = told(model, own);
      expect(pairs).toBeGreaterThan(100);
      expect(picks.topRating).toBeGreaterThan(rest.meanRating);
      expect(starsOrder.rightPairs).toBeGreaterThan(popularity.rightPairs);
      expect(rest.pairsAgainstPopularity.difference).toBeCloseTo(
        picks.rightPairs - popularity.rightPairs,
        9,
      );
      expect(rest.pairsAgainstCrowd.difference).toBeCloseTo(
        picks.rightPairs - rest.crowdOrder.rightPairs,
        9,
      );
    }
  });

  test("does not depend on the order of the ratings; the same seed draws the same parts", () => {
    const accuracy = told(model, OWN);
    expect(told(model, new Random(4).shuffle([...OWN]))).toEqual(accuracy);
    expect(told(model, OWN, { seed: 2 }).rmse).not.toBe(accuracy.rmse);
  });

  test("cannot tell from fewer ratings than are needed, whatever else was rated", () => {
    const elsewhere = Array.from({ length: 50 }, (_, k) => ({ movieId: `x${k}`, rating: 3 }));
    expect(ownAccuracy(model, [...elsewhere, ...OWN.slice(0, 29)])).toEqual({
      ...{ tellable: false, ratings: 29, unknown: 50, repeated: 0, needed: 30 },
    });
    expect(ownAccuracy(model, [])).toMatchObject({ tellable: false, ratings: 0 });
    const accuracy = told(model, [...elsewhere, ...OWN.slice(0, 30)]);
    expect(accuracy).toMatchObject({ ratings: 30, unknown: 50 });
  });

  test("a difference that chance makes is none: stars that know nothing are not told from the crowd's", () => {
    const random = new Random(1);
    const noisy = otherwise((given) => {
      if (given.length === 0) return { predict: () => ({ stars: 3, low: 2, high: 4 }) };
      return { predict: () => ({ stars: 3 + 0.01 * random.normal(), low: 2, high: 4 }) };
    });
    const { verdict, againstCrowd } = told(noisy, OWN);
    expect(verdict).toBe("withinChance");
    expect(againstCrowd.low95).toBeLessThan(0);
    expect(againstCrowd.high95).toBeGreaterThan(0);
  });

  test("says so where the crowd's mean is nearer", () => {
    const wrong = otherwise((given) =>
      given.length === 0 ? {} : { predict: () => ({ stars: 1, low: 1, high: 1 }) },
    );
    expect(told(wrong, OWN)).toMatchObject({ verdict: "worse" });
  });

  test("measures no interval where the model has none, and no order where all got the same", () => {
    const blind = otherwise(() => ({ predict: () => ({ stars: 3, low: NaN, high: NaN }) }));
    const same = OWN.map(({ movieId }) => ({ movieId, rating: 4 }));
    const accuracy = told(blind, same);
    expect(accuracy).toMatchObject({ coverage80: NaN, width80: NaN, pairs: 0, meanRating: 4 });
    expect(accuracy.picks).toEqual({ topRating: 4, rightPairs: NaN });
    expect(accuracy.pairsAgainstCrowd.difference).toBeNaN();
  });

  test.each([
    [{ folds: 1 }, RangeError, '"folds" must be an integer in [2, 20], got 1'],
    [{ folds: 5, leastRatings: 4 }, RangeError, '"leastRatings" must be an integer in [5, 42949'],
    [{ seed: -1 }, RangeError, '"seed" must be an integer in [0, 4294967295], got -1'],
    [{ fold: 5 }, TypeError, '"fold" is not an option; did you mean "folds"?'],
  ])("refuses the options %j", (options, kind, message) => {
    const call = (): OwnAccuracy => ownAccuracy(model, OWN, options as OwnAccuracyOptions);
    expect(call).toThrow(kind);
    expect(call).toThrow(`Cannot tell how well someone is predicted: ${message}`);
  });

  test("has defaults that nobody can change", () => {
    expect(OWN_ACCURACY_DEFAULTS).toEqual({ folds: 5, leastRatings: 30, seed: 1 });
    expect(Object.isFrozen(OWN_ACCURACY_DEFAULTS)).toBe(true);
  });
});

describe("a hidden rating", () => {
  test("is not among those that its prediction is solved from, and all others are", () => {
    const asked: [given: number, hidden: number][] = [];
    const watching = otherwise((given) => {
      const ids = new Set(given.map(({ movieId }) => movieId));
      const taste = model.taste(given);
      let hidden = 0;
      return {
        predict: (movieId) => {
          if (ids.size > 0) {
            expect(ids).not.toContain(movieId);
            asked.push([ids.size, ++hidden]);
          }
          return taste.predict(movieId);
        },
      };
    });
    told(watching, OWN);
    expect(asked).toHaveLength(OWN.length);
    for (const [given, hidden] of asked) expect(given + hidden).toBeLessThanOrEqual(OWN.length);
    expect(new Set(asked.map(([given]) => given))).toEqual(
      new Set([Math.floor(0.8 * OWN.length), Math.ceil(0.8 * OWN.length)]),
    );
  });

  test("changes nothing of its own prediction", () => {
    expect(leaks(() => model)).toBe(false);
  });

  test("is caught by the same check where a model was given all ratings", () => {
    const cheating = (ratings: readonly PersonRating[]): OwnAccuracyModel =>
      otherwise((given) => {
        const taste = given.length === 0 ? model.taste([]) : model.taste(ratings);
        return { predict: (movieId) => taste.predict(movieId) };
      });
    expect(leaks(cheating)).toBe(true);
  });

  test("changes what films are worth in all parts but the one that it is hidden in", () => {
    const seen: Float32Array[] = [];
    const keeping = (kept: Float32Array[]): OwnAccuracyModel => ({
      ...otherwise(() => ({})),
      taste: (given) => {
        const taste = model.taste(given);
        return {
          predict: (movieId) => taste.predict(movieId),
          expected: (row) => taste.expected(row),
          worths: () => {
            const worths = taste.worths();
            kept.push(worths);
            return worths;
          },
        };
      },
    });
    told(keeping(seen), OWN);
    const loved = OWN.find(({ rating }) => rating === 5)!;
    const again: Float32Array[] = [];
    const turned = OWN.map((own) => (own === loved ? { ...own, rating: 1 } : own));
    told(keeping(again), turned);
    expect(seen).toHaveLength(5);
    const unchanged = seen.filter((worths, fold) =>
      worths.every((w, row) => w === again[fold]![row]),
    );
    expect(unchanged).toHaveLength(1);
  });
});
