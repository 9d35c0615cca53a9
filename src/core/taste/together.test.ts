import { describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import type { PicksOptions } from "./picks-options.ts";
import { leftForAll, together } from "./together.ts";

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
  test("of one person has that person's films by their guarded worth", () => {
    const shared = together(MODEL, [ANN], { count: 40 });
    const picks = ANN.picks({ count: 40 });
    const scores = new Map(picks.map(({ movieId, score }) => [movieId, score]));
    const isLow = (movie: number): boolean => ANN.expected(movie).isBelowUsual;
    const own = picks
      .map(({ movieId }) => Number(movieId))
      .sort((a, b) => Number(isLow(a)) - Number(isLow(b)) || scores.get(b)! - scores.get(a)!);
    expect(shared.map(({ movieId }) => movieId)).toEqual(own);
    const most = Math.max(...own.map((movie) => ANN.worths()[movie]!));
    for (const { movieId, score } of shared) {
      expect(score).toBeCloseTo(scores.get(movieId)! / most, 5);
    }
    expect(shared[0]).toMatchObject(ANN.predict(own[0]!));
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

  test("gives means of the stars over the group", () => {
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
  });

  test("prefers what no one minds to what one loves and one hates, with the same mean", () => {
    const model = handMadeModel([
      { id: "divides", features: [0, 0], picks: [1.5, 0] },
      { id: "agrees", features: [0, 0], picks: [0.75, 0.75] },
      { id: "liked by the one", features: [0, 0], picks: [3, 0] },
      { id: "liked by the other", features: [0, 0], picks: [0, 3] },
    ]);
    const fan = model.taste([{ movieId: "liked by the one", rating: 5 }]);
    const foe = model.taste([{ movieId: "liked by the other", rating: 5 }]);
    const shared = together(model, [fan, foe]);
    expect(shared.map(({ movieId }) => movieId)).toEqual(["agrees", "divides"]);
    // The mean less half of how far the least pleased is below it; each one's own best is 1.
    const own = [fan, foe].map((taste) => {
      const [divides, agrees] = taste.worths();
      return divides! / Math.max(divides!, agrees!);
    });
    const mean = (own[0]! + own[1]!) / 2;
    const trust = Math.exp(0.15 * (fan.expected(0).low - 3.5)); // the same for both
    expect(foe.expected(0).low).toBeCloseTo(fan.expected(0).low, 6);
    expect(shared[1]!.score).toBeCloseTo(trust * (mean - (mean - Math.min(...own)) / 2), 6);
  });

  test("gives the second film to whoever got less of the first", () => {
    const model = handMadeModel([
      { id: "hers", features: [0, 0], picks: [1, 0.2] },
      { id: "hers too", features: [0, 0], picks: [0.98, 0.2] },
      { id: "his", features: [0, 0], picks: [0.2, 0.95] },
      { id: "she liked", features: [0, 0], picks: [1, 0] },
      { id: "he liked", features: [0, 0], picks: [0, 1] },
    ]);
    const she = model.taste([{ movieId: "she liked", rating: 5 }]);
    const he = model.taste([{ movieId: "he liked", rating: 5 }]);
    const [first, second] = together(model, [she, he]);
    expect(new Set([first!.movieId, second!.movieId])).toEqual(new Set(["hers", "his"]));
  });

  test.each([2, 3, 5, 8])("works with %i people", (count) => {
    const people = Array.from({ length: count }, (_, k) =>
      MODEL.taste([
        { movieId: k, rating: 5 },
        { movieId: 20 + k, rating: 1 },
      ]),
    );
    const shared = together(MODEL, people, { count: 6 });
    expect(shared).toHaveLength(6);
    for (const { people: own, score } of shared) {
      expect(own).toHaveLength(count);
      expect(score).toBeLessThanOrEqual(1);
    }
    expect(leftForAll(MODEL, people).at(-1)!.films).toBe(40 - 2 * count);
  });

  test("of someone without a rating and someone with, leaves the say to the other", () => {
    const nobody = MODEL.taste([]);
    const shared = together(MODEL, [ANN, nobody], { count: 5 });
    expect(shared).toHaveLength(5);
    expect(shared.every(({ score }) => Number.isFinite(score))).toBe(true);
  });

  test("keeps to filters, and tells which one left nothing", () => {
    const options = { fromRank: 1, toRank: 4 };
    expect(together(MODEL, [ANN, BOB], options).map(({ movieId }) => movieId)).toEqual([0]);
    expect(leftForAll(MODEL, [ANN, BOB], options)).toEqual([
      { filter: "all", films: 40 },
      { filter: "seen", films: 36 },
      { filter: "notForMe", films: 36 },
      { filter: "fromRank", films: 1 },
    ]);
    const marked = [ANN.marked(0, "notForMe"), BOB];
    expect(together(MODEL, marked, options)).toEqual([]);
  });

  test("with a surprise is the same for the same seed", () => {
    const lists = [1, 1, 2, 3].map((seed) =>
      together(MODEL, [ANN, BOB], { surprise: 1, seed })
        .map(({ movieId }) => movieId)
        .join(),
    );
    expect(lists[0]).toBe(lists[1]);
    expect(new Set(lists).size).toBeGreaterThan(1);
  });

  test("takes the same options as picks", () => {
    const all = together(MODEL, [ANN, BOB], { count: 5 }).map(({ movieId }) => movieId);
    const exclude = [all[0]!, all[2]!];
    const left = together(MODEL, [ANN, BOB], { count: 40, exclude });
    for (const { movieId } of left) expect(exclude).not.toContain(movieId);
    expect(left).toHaveLength(34);
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

describe("what is no taste or list", () => {
  test.each([
    [(): unknown => together(MODEL, ANN as never), '"tastes" must be a list of what model.taste()'],
    [
      (): unknown => together(MODEL, [{}] as never),
      '"tastes" must be a list of what model.taste()',
    ],
    [
      (): unknown => MODEL.profile(undefined as never),
      '"taste" must be what model.taste() returns',
    ],
    [(): unknown => MODEL.taste(undefined as never), '"ratings" must be a list, got undefined'],
    [(): unknown => MODEL.taste([null] as never), "each rating must be an object with movieId"],
    [(): unknown => MODEL.taste([], { sene: [1] } as never), 'did you mean "seen"?'],
    [(): unknown => ANN.marked(3, "hated" as never), '"mark" must be one of seen, notForMe'],
    [(): unknown => ANN.picks(null as never), "Cannot pick: options must be an object"],
    [(): unknown => ANN.picks([] as never), "Cannot pick: options must be an object, got array"],
    [(): unknown => ANN.picks(3 as never), "Cannot pick: options must be an object"],
  ])("gives a clear error: %s", (ask, message) => {
    expect(ask).toThrow(message);
  });
});
