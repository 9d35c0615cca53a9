import { describe, expect, test } from "vitest";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import type { Id } from "../ratings/id-map.ts";
import { IdMap } from "../ratings/id-map.ts";
import { WHOLE_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import type { PersonRating } from "../taste/taste.ts";
import type { TasteModel } from "./evaluate-people.ts";
import { evaluatePeople } from "./evaluate-people.ts";
import { leaveOutPeople } from "./left-out-people.ts";

/** Users a and b taught; c brings film 1 and has films 0 and 2 held out; nobody else rated film 2. */
const table = (rows: readonly (readonly [user: number, movie: number, stars: number])[]): Ratings =>
  new Ratings(new IdMap(["a", "b", "c"]), new IdMap(["x", "y", "z"]), WHOLE_STARS, {
    userIndex: Uint32Array.from(rows, ([user]) => user),
    movieIndex: Uint32Array.from(rows, ([, movie]) => movie),
    value: Float32Array.from(rows, ([, , stars]) => stars),
  });
const TINY = {
  train: table([
    [0, 0, 4],
    [0, 1, 4],
    [1, 0, 4],
    [1, 1, 4],
  ]),
  people: [
    {
      userIndex: 2,
      given: table([[2, 1, 1]]),
      heldOut: table([
        [2, 0, 2],
        [2, 2, 5],
      ]),
    },
  ],
  eligible: 1,
};

/** Says 3 stars and an interval of this half-width, and writes down what it was given and asked. */
function recorder(half: number): TasteModel & { given: PersonRating[][]; asked: Id[] } {
  const given: PersonRating[][] = [];
  const asked: Id[] = [];
  return {
    given,
    asked,
    taste: (ratings) => {
      given.push([...ratings]);
      return {
        predict: (movieId) => {
          asked.push(movieId);
          return { stars: 3, low: 3 - half, high: 3 + half };
        },
      };
    },
  };
}

describe("evaluatePeople()", () => {
  test("asks for every held-out film, films that nobody else rated too, and counts those", () => {
    const model = recorder(1);
    const result = evaluatePeople(model, TINY, 1);
    expect(model.given).toEqual([[{ movieId: "y", rating: 1 }]]);
    expect(model.asked).toEqual(["x", "z"]);
    expect(result).toMatchObject({ people: 1, heldOutRatings: 2, unseenFilmRatings: 1, given: 1 });
    expect(result.rmse).toBeCloseTo(Math.sqrt((1 + 4) / 2), 12);
    expect(result.mae).toBeCloseTo(1.5, 12);
    expect([result.coverage80, result.width80]).toEqual([0.5, 2]);
    expect([...result.predicted, ...result.actual, ...result.person]).toEqual([3, 3, 2, 5, 0, 0]);
  });

  test("sets the film mean and the person's damped bias beside, by hand", () => {
    // All training ratings are 4, so biases are 0; the person's is (1 − 4)/(1 + 5) = −.5.
    const { baselines } = evaluatePeople(recorder(1), TINY, 1);
    expect(baselines.filmMean.rmse).toBeCloseTo(Math.sqrt((4 + 1) / 2), 6);
    expect(baselines.biasOnly.mae).toBeCloseTo((1.5 + 1.5) / 2, 6);
    // Two ratings are too few to tell an interval from.
    expect(baselines.biasOnly).toMatchObject({ coverage80: NaN, width80: NaN });
  });

  test("gives nothing at 0: then the bias is 0 too", () => {
    const model = recorder(1);
    const { baselines } = evaluatePeople(model, TINY, 0);
    expect(model.given).toEqual([[]]);
    expect(baselines.biasOnly).toMatchObject(baselines.filmMean);
  });

  test("gives biases the narrowest interval of one width that holds 80 % of what is held out", () => {
    const { ratings } = synthesize({ users: 200, movies: 60, ratings: 6000 });
    const leftOut = leaveOutPeople(ratings, { people: 40, leastRatings: 20, given: [15] }, 1);
    const { coverage80, width80 } = evaluatePeople(recorder(1), leftOut, 15).baselines.biasOnly;
    expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.005);
    expect(width80).toBeGreaterThan(1);
    expect(width80).toBeLessThan(4);
  });

  test("has no coverage and no width where no interval was measured", () => {
    const { coverage80, width80 } = evaluatePeople(recorder(NaN), TINY, 1);
    expect([coverage80, width80]).toEqual([NaN, NaN]);
  });

  test.each([2, -1, 0.5])("refuses %d ratings of people who bring one", (given) => {
    expect(() => evaluatePeople(recorder(1), TINY, given)).toThrow(
      new RangeError(`Cannot evaluate: "given" must be an integer in [0, 1], got ${given}`),
    );
  });

  test("shows that more ratings of a person tell more of their taste than biases do", async () => {
    const { ratings } = genreTable(300, 100, 12_000, 2);
    const draw = { people: 60, leastRatings: 40, given: [0, 5, 20] };
    const leftOut = leaveOutPeople(ratings, draw, 1);
    const model = await train(leftOut.train, {
      method: "gradient-descent",
      factors: 6,
      epochs: 20,
    });
    const curve = draw.given.map((given) => evaluatePeople(model, leftOut, given));
    const [none, few, many] = curve.map(({ rmse }) => rmse);
    expect(few).toBeLessThan(none!);
    expect(many).toBeLessThan(few!);
    expect(many).toBeLessThan(0.9 * curve[2]!.baselines.biasOnly.rmse);
  });
});
