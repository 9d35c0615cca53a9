import { beforeAll, describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import type { Model } from "../model/model.ts";
import type { PersonRating } from "../taste/taste.ts";
import type { ProfileFeature } from "./profile.ts";

describe("model.profile() and model.match(), where genres are the true features", () => {
  let model: Model;
  let profile: ProfileFeature[];
  const rated = (genre: string, rating: number): PersonRating[] =>
    model.catalogue.movies
      .filter(({ genres }) => genres.includes(genre))
      .slice(0, 8)
      .map(({ id }) => ({ movieId: id, rating }));
  const you = (name: string): ProfileFeature =>
    profile.find(({ feature }) => feature.name === name)!;

  beforeAll(async () => {
    model = await train(genreTable(500, 240, 30_000, 1), {
      method: "gradient-descent",
      factors: 6,
    });
    profile = model.profile(model.taste([...rated("Western", 5), ...rated("Horror", 1)]));
  });

  test("tells what someone likes and does not, in stars, and how few are like them", () => {
    expect(you("Western").you).toBeGreaterThan(0.5);
    expect(you("Horror").you).toBeLessThan(-0.5);
    expect(you("Western").above).toBeGreaterThan(0.85);
    expect(you("Horror").above).toBeLessThan(0.15);
    expect(Math.abs(you("Musical").you)).toBeLessThan(0.5 * you("Western").you);
  });

  test("has the crowd's mean and spread, and the share of people below", () => {
    const { feature, you: own, crowd, above } = you("Western");
    const others = Array.from({ length: 500 }, (_, user) => {
      const features = model.profile(model.tasteOfUser(user, []));
      return features.find((one) => one.feature.name === feature.name)!.you;
    });
    const mean = others.reduce((sum, value) => sum + value, 0) / 500;
    expect(crowd.mean).toBeCloseTo(mean, 8);
    const squares = others.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(crowd.sd).toBeCloseTo(Math.sqrt(squares / 500), 8);
    expect(above).toBe(others.filter((value) => value < own).length / 500);
  });

  test("of someone who said nothing is 0 everywhere", () => {
    for (const { you: stars } of model.profile(model.taste([]))) expect(stars).toBe(0);
  });

  test("is met by films: stars are place times person, and with the rest what taste adds", () => {
    const taste = model.taste([...rated("Western", 5), ...rated("Horror", 1)]);
    for (const { id } of model.catalogue.movies.slice(0, 40)) {
      const { features, rest, taste: all } = model.match(taste, id);
      expect(all).toBeCloseTo(taste.explain(id).taste, 12);
      const told = features.reduce((sum, { stars }) => sum + stars, 0);
      expect(told + rest).toBeCloseTo(all, 10);
      for (const [k, { feature, place, stars, you: own }] of features.entries()) {
        expect(place).toBe(feature.places[model.catalogue.indexOf(id)]);
        expect(stars).toBe(place * own);
        expect(own).toBe(profile[k]!.you);
      }
    }
  });

  test("has features that tell most of what taste adds among films of their genre", () => {
    const taste = model.taste([...rated("Western", 5), ...rated("Horror", 1)]);
    const matches = model.catalogue.movies.map(({ id }) => model.match(taste, id));
    const squares = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const left = squares(matches.map(({ rest }) => rest));
    expect(left).toBeLessThan(0.4 * squares(matches.map((match) => match.taste)));
  });

  test("has as many features as asked for, whatever kind", () => {
    const taste = model.taste([]);
    expect(model.profile(taste, { count: 1 })).toHaveLength(1);
    expect(model.match(taste, 1, { count: 2 }).features).toHaveLength(2);
  });
});

describe("model.profile()", () => {
  test("is NaN beside a crowd of nobody", () => {
    const alone = handMadeModel(randomFilms(30, 2, 3));
    const [first] = alone.profile(alone.taste([]));
    expect([first!.above, first!.crowd.mean]).toEqual([NaN, NaN]);
  });

  test("and matches work without a stars head, whose taste adds nothing", async () => {
    const model = await train(genreTable(100, 60, 2000, 1), { method: "weighted-als" });
    const taste = model.taste([{ movieId: 1, rating: 5 }]);
    expect(model.hiddenFeatures().length).toBeGreaterThan(0);
    for (const { you } of model.profile(taste)) expect(you).toBe(0);
    expect(model.match(taste, 2)).toMatchObject({ rest: 0, taste: 0 });
  });

  test("works where there is no hidden feature at all", () => {
    const model = handMadeModel([{ id: 1, features: [1] }]);
    expect(model.profile(model.taste([]))).toEqual([]);
    expect(model.match(model.taste([]), 1)).toEqual({ features: [], rest: 0, taste: 0 });
  });

  test("and matches give an error for what is no taste of this model, and for an unknown film", () => {
    const model = handMadeModel(randomFilms(12, 2, 1));
    const other = handMadeModel(randomFilms(12, 2, 3)).taste([]);
    expect(() => model.profile(other)).toThrow(RangeError);
    expect(() => model.profile(other)).toThrow(
      'Cannot make a profile: "taste" must be made by this model, got one of another',
    );
    expect(() => model.match(other, 1)).toThrow('Cannot match: "taste" must be made by this model');
    expect(() => model.match(undefined as never, 1)).toThrow(TypeError);
    const own = model.taste([]);
    expect(() => model.match(own, "nowhere")).toThrow(RangeError);
    expect(() => model.match(own, "nowhere")).toThrow('Cannot match: "movieId" must be in');
  });
});
