import { describe, expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import { Random } from "../random.ts";
import type { RatingRow } from "../ratings/ratings.ts";
import { Ratings } from "../ratings/ratings.ts";
import { HALF_STARS } from "../ratings/rating-scale.ts";
import { picksOfAll } from "./picks-of-all.ts";

const FILMS = 60;

const random = new Random(7);
const model = handMadeModel(
  Array.from({ length: FILMS }, (_, id) => ({
    id,
    year: 1950 + id,
    genres: [id % 2 === 0 ? "Noir" : "Musical"],
    features: Array.from({ length: 5 }, () => random.normal()),
    count: 5 + random.below(100),
  })),
);

/** 21 people: a group of eight or two, and some of a third; the last has rated one film. */
const rows: RatingRow[] = Array.from({ length: 21 }, (_, user) =>
  random
    .shuffle([...Array(FILMS).keys()])
    .slice(0, user === 20 ? 1 : 3 + user)
    .map((movieId) => ({ userId: `person ${user}`, movieId, rating: 1 + random.below(5) })),
).flat();
const ratings = Ratings.fromRows(rows);

const placeOf = ({ movieId }: RatingRow): number => ratings.movies.indexOf(movieId);

const without = (pick: object): object => ({ ...pick, why: undefined }); // toEqual() overlooks it

describe("picksOfAll()", () => {
  test("gives everyone what their own taste picks, in the order of the people", () => {
    for (const options of [
      {},
      { count: 7, genres: ["noir"], exclude: [4, 8], fromYear: 1960 },
      { count: 4, among: [1, 2, 3, 10, 11, 12, 40] },
      { surprise: 0.8, seed: 3, toRank: 30 },
    ]) {
      const all = [...picksOfAll(model, ratings, options)];
      expect(all.map(({ userId }) => userId)).toEqual(ratings.users.toArray());
      for (const { userId, rated, picks } of all) {
        const own = rows
          .filter((row) => row.userId === userId)
          .toSorted((a, b) => placeOf(a) - placeOf(b));
        expect(rated).toBe(own.length);
        expect(picks).toEqual(model.taste(own).picks(options).map(without));
      }
    }
  });

  test("passes over films that the model does not know; who rated no other gets the crowd's list", () => {
    const foreign = Ratings.fromRows([
      { userId: 1, movieId: "nowhere", rating: 5 },
      { userId: 2, movieId: "nowhere", rating: 1 },
      { userId: 2, movieId: 3, rating: 5 },
    ]);
    const [first, second] = picksOfAll(model, foreign);
    expect(first).toEqual({ userId: 1, rated: 0, picks: model.taste([]).picks().map(without) });
    const own = model.taste([{ movieId: 3, rating: 5 }]);
    expect(second).toEqual({ userId: 2, rated: 1, picks: own.picks().map(without) });
  });

  test("counts stars beyond the model's scale as its end", () => {
    const half = Ratings.fromRows([{ userId: 1, movieId: 3, rating: 0.5 }], HALF_STARS);
    const [only] = picksOfAll(model, half);
    expect(only!.picks).toEqual(
      model
        .taste([{ movieId: 3, rating: 1 }])
        .picks()
        .map(without),
    );
  });

  test("tells of a wrong option before the first person is asked for", () => {
    expect(() => picksOfAll(model, ratings, { count: 0 })).toThrow(
      'Cannot pick for all: "count" must be an integer in [1, 10000], got 0',
    );
    expect(() => picksOfAll(model, ratings, { genres: ["Nior"] })).toThrow(
      'must be genres of the catalogue, got "Nior"; did you mean "Noir"?',
    );
    expect(() => picksOfAll(model, ratings, { exclude: [99] })).toThrow(RangeError);
    expect(() => picksOfAll(model, ratings, { among: [99] })).toThrow(RangeError);
  });
});
