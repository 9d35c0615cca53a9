import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import { Catalogue } from "../catalogue/catalogue.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";
import { WHOLE_STARS } from "../ratings/rating-scale.ts";
import { Ratings as RatingsTable } from "../ratings/ratings.ts";
import { IdMap } from "../ratings/id-map.ts";
import type { PersonRating } from "../taste/taste.ts";
import { learnEase } from "./ease.ts";
import type { RankedLists } from "./evaluate-lists.ts";
import { evaluateLists } from "./evaluate-lists.ts";
import type { LeftOutPeople } from "./left-out-people.ts";
import { leaveOutPeople } from "./left-out-people.ts";
import type { ListModel } from "./list-model.ts";

type Cell = readonly [user: number, movie: number, stars: number];

/** Films 0 … 7; rows 1 and 6 are one film, and nobody but users 3 and 4 rated film 7. */
const CATALOGUE = new Catalogue(
  Array.from({ length: 8 }, (_, id) => {
    const title = id === 6 ? "Film 1" : `Film ${id}`;
    return { id, title, year: 1990, genres: [], alternatives: [] };
  }),
);

const table = (...cells: readonly Cell[]): Ratings =>
  new RatingsTable(new IdMap([0, 1, 2, 3, 4]), CATALOGUE.ids, WHOLE_STARS, {
    userIndex: Uint32Array.from(cells, ([user]) => user),
    movieIndex: Uint32Array.from(cells, ([, movie]) => movie),
    value: Float32Array.from(cells, ([, , stars]) => stars),
  });

/** Training ratings of rows 0 … 7: 3, 1, 2, 1, 1, 2, 2, 0. */
const TRAIN = table(
  ...([0, 1, 2] as const).map((user): Cell => [user, 0, 3]),
  [0, 1, 5],
  [0, 2, 1],
  [1, 2, 2],
  [1, 3, 5],
  [2, 4, 4],
  [0, 5, 4],
  [1, 5, 5],
  [1, 6, 2],
  [2, 6, 2],
);

const TINY: LeftOutPeople = {
  train: TRAIN,
  people: [
    // Row 1 given, so row 6 cannot be listed, and is no hit that was possible.
    {
      userIndex: 3,
      given: table([3, 1, 5], [3, 0, 2]),
      heldOut: table([3, 5, 4], [3, 6, 5], [3, 2, 1], [3, 7, 5]),
    },
    // Row 1 held out: film 1 is listed as row 6, and counts.
    {
      userIndex: 4,
      given: table([4, 2, 3], [4, 3, 3]),
      heldOut: table([4, 1, 4], [4, 4, 3]),
    },
  ],
  eligible: 2,
};

/** Lists what it is told to, whoever asks; writes down who asked. */
function told(picks: readonly number[], avoid: readonly number[] = []) {
  const asked: PersonRating[][] = [];
  const counts: number[] = [];
  const listed = (list: readonly number[]) => (options: { readonly count: number }) => {
    counts.push(options.count);
    return list.slice(0, options.count).map((movieId) => ({ movieId }));
  };
  const model: ListModel = {
    catalogue: CATALOGUE,
    movieCounts: TRAIN.movieCounts(),
    taste: (ratings) => {
      asked.push([...ratings]);
      return {
        picks: listed(picks),
        avoid: listed(avoid),
        stars: () => Float32Array.of(1, 2, 3, 4, 4, 6, 2, 9),
        lowerBounds: () => Float32Array.of(5, 2, 3, 4, 4, 1, 2, 9),
      };
    },
  };
  return { model, asked, counts };
}

describe("evaluateLists()", () => {
  test("measures the model's own list in its order, by hand", () => {
    const { model, asked, counts } = told([5, 4, 6, 2]);
    const { picks, people, peopleWithoutHits, userIndex } = evaluateLists(model, TINY, 2);
    expect(asked.at(-1)).toEqual([
      { movieId: 2, rating: 3 },
      { movieId: 3, rating: 3 },
    ]);
    expect(counts).toEqual([10, 3, 10, 3]);
    expect([people, peopleWithoutHits, ...userIndex]).toEqual([2, 0, 3, 4]);
    // User 3 gave 4 to film 5, and film 6 is one that they brought; user 4 gave 4 to 6 and 3 to 4.
    expect(picks.each).toEqual([
      { precisionAt3: 1 / 3, ndcgAt10: 1, recallAt10: 1, ratedAt3: 1 / 3 },
      { precisionAt3: 1 / 3, ndcgAt10: 0.5, recallAt10: 1, ratedAt3: 2 / 3 },
    ]);
    expect(picks).toMatchObject({
      precisionAt3: 1 / 3,
      ndcgAt10: 0.75,
      recallAt10: 1,
      ratedAt3: 0.5,
    });
    // Films by training ratings: 0, 2, 5, 6, 3, 4.
    expect(picks).toMatchObject({ distinct: 3, meanTrueRating: (4 + 3 + 4) / 3 });
    expect(picks).toMatchObject({ medianPopularityRank: 4, obscureShare: 1 });
  });

  test("ranks every film with a training rating that is not given, once, ties by row", () => {
    const { baselines } = evaluateLists(told([]).model, TINY, 2);
    expect(Object.keys(baselines)).toEqual([
      ...["popularity", "filmMean", "ease", "predictedStars", "lowerBound"],
    ]);
    // User 3 may be shown 2, 3, 4, 5; user 4 0, 4, 5, 6. By count: 2 5 3 4 and 0 5 6 4.
    expect(baselines.popularity!.each).toEqual([
      { precisionAt3: 1 / 3, ndcgAt10: 1 / Math.log2(3), recallAt10: 1, ratedAt3: 2 / 3 },
      { precisionAt3: 1 / 3, ndcgAt10: 0.5, recallAt10: 1, ratedAt3: 1 / 3 },
    ]);
    // By stars: 5 3 4 and 5 4 6, of 3 and 4, which are equal, 3 first; by lower bounds: 3 4 2, 0 4 6.
    expect(baselines.predictedStars!.each.map(({ ndcgAt10 }) => ndcgAt10)).toEqual([1, 0.5]);
    expect(baselines.lowerBound!.each[0]!.ndcgAt10).toBeCloseTo(1 / Math.log2(5), 12);
    expect(baselines.lowerBound!.each.map(({ ratedAt3 }) => ratedAt3)).toEqual([1 / 3, 2 / 3]);
  });

  test("says of films to avoid whether they were rated, and how", () => {
    const { avoid } = evaluateLists(told([], [2, 4, 3]).model, TINY, 2);
    // User 3 had given 1 star to film 2, user 4 three to film 4.
    expect(avoid).toEqual({ rated: 2 / 6, low: 1, baseRate: 2 / 6 });
  });

  test("counts people who cannot be pleased, with 0", () => {
    const [first] = TINY.people;
    const none = { ...first!, heldOut: table([3, 6, 5], [3, 7, 5], [3, 2, 3]) };
    const { picks, peopleWithoutHits } = evaluateLists(
      told([2]).model,
      { ...TINY, people: [none] },
      2,
    );
    expect(peopleWithoutHits).toBe(1);
    expect(picks).toMatchObject({ ndcgAt10: 0, recallAt10: 0, ratedAt3: 1 / 3 });
  });

  test("leaves the lower bound out where no interval was measured", () => {
    const { model } = told([]);
    const unmeasured: ListModel = {
      ...model,
      taste: (ratings) => ({
        ...model.taste(ratings),
        lowerBounds: () => new Float32Array(8).fill(NaN),
      }),
    };
    expect(evaluateLists(unmeasured, TINY, 2).baselines).not.toHaveProperty("lowerBound");
  });

  test("gives EASE what a person likes, by the row that the film is listed as", () => {
    const { baselines } = evaluateLists(told([]).model, TINY, 1);
    const scores = learnEase(TRAIN).scores([6]);
    const rows = [0, 2, 3, 4, 5].toSorted((a, b) => scores[b]! - scores[a]! || a - b);
    expect(baselines.ease!.each[0]!.ndcgAt10).toBeCloseTo(1 / Math.log2(rows.indexOf(5) + 2), 12);
  });

  test.each([3, -1, 0.5])("refuses %d ratings of people who bring two", (given) => {
    expect(() => evaluateLists(told([]).model, TINY, given)).toThrow(
      new RangeError(`Cannot evaluate lists: "given" must be an integer in [0, 2], got ${given}`),
    );
  });

  test("refuses a model of another catalogue", () => {
    const { model } = told([]);
    const other = { ...model, movieCounts: new Uint32Array(3) };
    expect(() => evaluateLists(other, TINY, 2)).toThrow(
      new RangeError('Cannot evaluate lists: "model.movieCounts" must hold I = 8 values, got 3'),
    );
  });
});

/** Predicted stars of every film, sorted whole, film by film: no heap, no maps, no sharing. */
function slowly(model: ListModel, { people, train: seen }: LeftOutPeople, given: number): number[] {
  const counts = Array.from(seen.movieCounts());
  return people.map((person) => {
    const brought = Array.from(person.given.movieIndex.subarray(0, given));
    const ratings = brought.map((movieId, n) => ({ movieId, rating: person.given.value[n]! }));
    const stars = model.taste(ratings).stars();
    const ranked = counts
      .map((_, film) => film)
      .filter((film) => counts[film]! > 0 && !brought.includes(film))
      .toSorted((a, b) => stars[b]! - stars[a]! || a - b);
    const gave = (film: number): number | undefined => {
      const at = person.heldOut.movieIndex.indexOf(film);
      return at < 0 ? undefined : person.heldOut.value[at];
    };
    const isHit = (film: number): boolean => (gave(film) ?? 0) >= 4;
    const ideal = ranked.toSorted((a, b) => Number(isHit(b)) - Number(isHit(a)));
    const gain = (list: readonly number[]): number =>
      list.slice(0, 10).reduce((sum, film, k) => sum + (isHit(film) ? 1 / Math.log2(k + 2) : 0), 0);
    return gain(ideal) === 0 ? 0 : gain(ranked) / gain(ideal);
  });
}

describe("evaluateLists() of a model", () => {
  test("agrees with a slow oracle on random tables", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(0, 3, 8), (seed, given) => {
        const { ratings, catalogue } = genreTable(40, 30, 600, seed);
        const leftOut = leaveOutPeople(ratings, { people: 8, leastRatings: 12, given: [8] }, seed);
        const random = new Random(seed);
        const stars = Float32Array.from({ length: 30 }, () => random.below(6));
        const model: ListModel = {
          catalogue,
          movieCounts: leftOut.train.movieCounts(),
          taste: () => ({
            ...{ picks: () => [], avoid: () => [], stars: () => stars },
            lowerBounds: () => stars,
          }),
        };
        const { baselines } = evaluateLists(model, leftOut, given);
        const wanted = slowly(model, leftOut, given);
        for (const [k, { ndcgAt10 }] of baselines.predictedStars!.each.entries()) {
          expect(ndcgAt10).toBeCloseTo(wanted[k]!, 12);
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test("finds that lists by taste are worth more than popular films where taste is all there is", async () => {
    const { ratings, catalogue } = genreTable(300, 100, 12_000, 2);
    const leftOut = leaveOutPeople(ratings, { people: 60, leastRatings: 40, given: [20] }, 1);
    const data = { name: "planted", ratings: leftOut.train, catalogue, superseded: 0 };
    const options = { method: "gradient-descent", factors: 6, epochs: 20 } as const;
    const result = evaluateLists(await train(data, options), leftOut, 20);
    const { picks, baselines } = result;
    const worth = ({ ndcgAt10 }: RankedLists): number => ndcgAt10;
    expect(worth(picks)).toBeGreaterThan(1.2 * worth(baselines.popularity!));
    expect(worth(baselines.ease!)).toBeGreaterThan(worth(baselines.popularity!));
    expect(picks.meanTrueRating).toBeGreaterThan(baselines.popularity!.meanTrueRating);
    expect(result.avoid.low).toBeGreaterThan(result.avoid.baseRate);
  });
});
