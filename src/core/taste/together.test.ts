import { describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import type { PicksOptions } from "./taste.ts";
import { together } from "./together.ts";

const MODEL = handMadeModel(randomFilms(40, 4, 6));
const ANN = MODEL.taste([
  { movieId: 1, rating: 5 },
  { movieId: 2, rating: 1 },
]);
const BOB = MODEL.taste([
  { movieId: 3, rating: 2 },
  { movieId: 4, rating: 5 },
]);

describe("together()", () => {
  test("of one person has that person's own picks in their order", () => {
    const own = ANN.picks({ count: 40 });
    const shared = together(MODEL, [ANN], { count: 40 });
    expect(shared.map(({ movieId, score }) => ({ movieId, score }))).toEqual(
      own.map(({ movieId, score }) => ({ movieId, score })),
    );
    expect(shared[0]).toMatchObject({ stars: own[0]!.stars, low: own[0]!.low, high: own[0]!.high });
  });

  test("leaves out what anyone has rated", () => {
    const shared = together(MODEL, [ANN, BOB], { count: 100 });
    expect(shared).toHaveLength(36);
    for (const { movieId } of shared) expect([1, 2, 3, 4]).not.toContain(movieId);
  });

  test("does not depend on who comes first, but shows people in their order", () => {
    const [first] = together(MODEL, [ANN, BOB]);
    const [second] = together(MODEL, [BOB, ANN]);
    expect(second!.movieId).toBe(first!.movieId);
    expect(second!.people).toEqual(first!.people.toReversed());
    expect(first!.people).toEqual([ANN, BOB].map((taste) => taste.predict(first!.movieId)));
  });

  test("gives means of the stars over the group, and scores that fall", () => {
    const shared = together(MODEL, [ANN, BOB, MODEL.taste([])], { count: 10 });
    for (const { stars, low, high, people } of shared) {
      for (const [mean, key] of [
        [stars, "stars"],
        [low, "low"],
        [high, "high"],
      ] as const) {
        expect(mean).toBeCloseTo(people.reduce((sum, own) => sum + own[key], 0) / 3, 12);
      }
    }
    const scores = shared.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test("prefers what no one minds to what one loves and one hates, with the same mean", () => {
    const model = handMadeModel(
      [
        { id: "divides", features: [1.5, 0] },
        { id: "agrees", features: [0, 0] },
        { id: "liked by the one", features: [3, 0] },
        { id: "liked by the other", features: [-3, 0] },
      ],
      { mean: 3 },
    );
    const fan = model.taste([{ movieId: "liked by the one", rating: 5 }]);
    const foe = model.taste([{ movieId: "liked by the other", rating: 5 }]);
    expect(fan.predict("divides").stars).toBeGreaterThan(foe.predict("divides").stars + 0.5);
    const shared = together(model, [fan, foe]);
    expect(shared.map(({ movieId }) => movieId)).toEqual(["agrees", "divides"]);
    expect(shared[0]!.stars).toBeCloseTo(shared[1]!.stars, 5);
    // The mean less half of how far the least pleased is below it.
    const [scores, other] = [fan.scores(1)[0]!, foe.scores(1)[0]!];
    const mean = (scores + other) / 2;
    expect(shared[1]!.score).toBeCloseTo(mean - (mean - Math.min(scores, other)) / 2, 6);
  });

  test("takes the same options as picks", () => {
    const all = together(MODEL, [ANN, BOB], { count: 5 }).map(({ movieId }) => movieId);
    const exclude = [all[0]!, all[2]!];
    const left = together(MODEL, [ANN, BOB], { count: 3, exclude });
    expect(left.map(({ movieId }) => movieId)).toEqual([all[1], all[3], all[4]]);
    expect(together(MODEL, [ANN, BOB])).toHaveLength(3);
  });

  test("shows a film that stands twice once, and not at all if one row was rated", () => {
    const model = handMadeModel([
      { id: "few", title: "Emma", year: 1996, features: [1], count: 5 },
      { id: "many", title: "Emma", year: 1996, features: [1], count: 50 },
      { id: "other", features: [1] },
    ]);
    const names = (rated: readonly string[]): unknown[] =>
      together(model, [model.taste(rated.map((movieId) => ({ movieId, rating: 4 })))]).map(
        ({ movieId }) => movieId,
      );
    expect(names([]).toSorted()).toEqual(["many", "other"]);
    expect(names(["few"])).toEqual(["other"]);
    expect(names(["few", "other"])).toEqual([]);
  });

  test("refuses a taste that another model made, though it has as many films", () => {
    const other = handMadeModel(randomFilms(40, 4, 7)).taste([{ movieId: 1, rating: 5 }]);
    expect(other.isOf(MODEL)).toBe(false);
    expect(ANN.isOf(MODEL)).toBe(true);
    expect(() => together(MODEL, [ANN, other])).toThrow(RangeError);
    expect(() => together(MODEL, [ANN, other])).toThrow(
      'Cannot pick for a group: "tastes" must all be made by this model, got one of another at index 1',
    );
  });
});

describe("together() refuses", () => {
  test("a group of no one, with a RangeError", () => {
    expect(() => together(MODEL, [])).toThrow(RangeError);
    expect(() => together(MODEL, [])).toThrow(
      'Cannot pick for a group: "tastes" must hold at least one person',
    );
  });

  test("a wrong count, with a RangeError", () => {
    expect(() => together(MODEL, [ANN], { count: 0 })).toThrow(RangeError);
    expect(() => together(MODEL, [ANN], { count: 0 })).toThrow("Cannot pick for a group");
  });

  test("an unknown option, with a TypeError", () => {
    const ask = (): unknown => together(MODEL, [ANN], { number: 3 } as PicksOptions);
    expect(ask).toThrow(TypeError);
  });

  // Ids that the model did not know were once left out without a word.
  test("to exclude a film that the model does not know, with a RangeError", () => {
    const ask = (): unknown => together(MODEL, [ANN], { exclude: ["Alien"] });
    expect(ask).toThrow(RangeError);
    expect(ask).toThrow('Cannot exclude: "movieId" must be in the model\'s catalogue, got "Alien"');
  });
});
