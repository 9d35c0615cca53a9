import { describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";

/** Two directions: the first tells most. */
const model = handMadeModel(
  [
    { id: "far", features: [2, 0] },
    { id: "near", features: [1, 0] },
    { id: "other end", features: [-2, 0] },
    { id: "aside", features: [0, 1] },
    { id: "aside, too", features: [0, -1] },
    ...randomFilms(15, 2, 1).map((film) => ({ ...film, features: [0, 0], count: 1 })),
  ],
  { users: Array.from({ length: 40 }, (_, k) => k) },
);

describe("model.profile()", () => {
  const taste = model.taste([
    { movieId: "far", rating: 5 },
    { movieId: "other end", rating: 1 },
  ]);
  const [first] = model.profile(taste);

  test("has what the person adds for the film furthest out, as predictions have it", () => {
    const end = Math.abs(first!.feature.direction[0]!) > 0.9 ? "far" : "aside";
    expect(end).toBe("far");
    const added = taste.explain("far").taste * Math.sign(first!.feature.direction[0]!);
    expect(first!.you).toBeCloseTo(added, 5);
    expect(Math.abs(first!.you)).toBeGreaterThan(0.3);
  });

  test("has the crowd's mean and spread, and the share of people below", () => {
    const { userFactors } = model.head;
    const sign = Math.sign(first!.feature.direction[0]!);
    const others = Array.from({ length: 40 }, (_, user) => 2 * sign * userFactors[2 * user]!);
    const mean = others.reduce((sum, value) => sum + value, 0) / 40;
    expect(first!.crowd.mean).toBeCloseTo(mean, 5);
    const squares = others.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(first!.crowd.sd).toBeCloseTo(Math.sqrt(squares / 40), 5);
    expect(first!.above).toBe(others.filter((value) => value < first!.you).length / 40);
  });

  test("of someone who rated the other way round is the other way round", () => {
    const opposite = model.taste([
      { movieId: "far", rating: 1 },
      { movieId: "other end", rating: 5 },
    ]);
    expect(model.profile(opposite)[0]!.you * first!.you).toBeLessThan(0);
    expect(model.profile(model.taste([]))[0]!.you).toBe(0);
  });

  test("has as many features as asked for, and NaN where there are no users", () => {
    expect(model.profile(taste, { count: 1 })).toHaveLength(1);
    const alone = handMadeModel(randomFilms(12, 2, 3));
    expect(alone.profile(alone.taste([]))[0]!.above).toBeNaN();
  });

  test("gives a RangeError for a taste of another model", () => {
    const other = handMadeModel(randomFilms(12, 2, 3)).taste([]);
    expect(() => model.profile(other)).toThrow(RangeError);
    expect(() => model.profile(other)).toThrow('"taste" must be made by this model');
  });
});
