import { beforeAll, describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import type { Model } from "../model/model.ts";
import type { SimilarOptions } from "./similar.ts";
import { SIMILAR_DEFAULTS, similar } from "./similar.ts";

describe("similar() on a table whose genres are the true features", () => {
  let model: Model;
  beforeAll(async () => {
    model = await train(genreTable(500, 240, 30_000, 1), {
      method: "gradient-descent",
      factors: 6,
    });
  });

  test("finds films of the same genre far more often than chance", () => {
    let agreements = 0;
    let pairs = 0;
    for (let movie = 0; movie < 240; movie++) {
      const [genre] = model.catalogue.at(movie).genres;
      if (genre === undefined) continue; // such films have no hidden feature to be alike in
      for (const { movieIndex } of model.similar(movie, { count: 5 })) {
        if (model.catalogue.at(movieIndex).genres.includes(genre)) agreements++;
        pairs++;
      }
    }
    expect(pairs).toBeGreaterThan(5 * 120);
    expect(agreements / pairs).toBeGreaterThan(0.9); // chance: one in six
  });
});

describe("similar()", () => {
  const model = handMadeModel(randomFilms(60, 4, 7)); // counts fall from 1 000 to 17

  test("never lists the film itself, never more than asked, most alike first", () => {
    for (let row = 0; row < 60; row++) {
      const films = similar(model, row, { count: 7 });
      expect(films).toHaveLength(7);
      expect(films.map(({ movieIndex }) => movieIndex)).not.toContain(row);
      const values = films.map(({ similarity }) => similarity);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
    }
  });

  test("is the cosine, shrunk by n/(n + 25) for n ratings", () => {
    const films = [
      { id: 0, features: [1, 0] },
      { id: 1, features: [3, 4], count: 75 },
      { id: 2, features: [-2, 0], count: 25 },
      { id: 3, features: [0, 5], count: 1000 },
      { id: 4, features: [0, 0], count: 1000 },
    ];
    const found = similar(handMadeModel(films), 0);
    expect(found.map(({ movieIndex }) => movieIndex)).toEqual([1, 3, 4, 2]);
    const wanted = [0.6 * 0.75, 0, 0, -1 * 0.5];
    for (const [k, { similarity }] of found.entries())
      expect(similarity).toBeCloseTo(wanted[k]!, 6);
  });

  test.each([0, 1, 50, 1000, 1001])(
    "leaves out films with fewer than %i ratings",
    (leastRatings) => {
      const found = similar(model, 59, { count: 100, leastRatings });
      const enough = [...model.movieCounts.subarray(0, 59)].filter(
        (count) => count >= leastRatings,
      );
      expect(found).toHaveLength(enough.length);
    },
  );

  test("leaves out films without a rating even where no floor is asked for", () => {
    const films = [0, 1, 2].map((id) => ({ id, features: [1], count: id === 1 ? 0 : 1 }));
    const found = similar(handMadeModel(films), 0, { leastRatings: 0 });
    expect(found.map(({ movieIndex }) => movieIndex)).toEqual([2]);
  });

  test("has a floor and a number where none is asked for", () => {
    expect(similar(model, 0)).toHaveLength(SIMILAR_DEFAULTS.count);
    for (const { movieIndex } of similar(model, 0, { count: 100 })) {
      expect(model.movieCounts[movieIndex]).toBeGreaterThanOrEqual(SIMILAR_DEFAULTS.leastRatings);
    }
  });

  test("takes a film that stands twice for one", () => {
    const twins = handMadeModel([
      { id: "few", title: "Emma", year: 1996, features: [1, 0], count: 30 },
      { id: "many", title: "Emma", year: 1996, features: [1, 0], count: 50 },
      { id: "other", features: [1, 1] },
    ]);
    for (const row of [0, 1]) {
      expect(similar(twins, row).map(({ movieIndex }) => movieIndex)).toEqual([2]);
    }
    expect(similar(twins, 2).map(({ movieIndex }) => movieIndex)).toEqual([1]);
  });

  test.each([
    [{ count: 0 }, RangeError, '"count" must be an integer in [1, 10000], got 0'],
    [{ leastRatings: -1 }, RangeError, '"leastRatings" must be an integer in [0, 4294967295]'],
    [{ floor: 3 }, TypeError, '"floor" is not an option'],
  ])("refuses %o", (options, type, message) => {
    const ask = (): unknown => similar(model, 0, options as SimilarOptions);
    expect(ask).toThrow(type);
    expect(ask).toThrow(`Cannot find similar films: ${message}`);
  });

  test.each([-1, 60, 0.5])("refuses row %d of 60 films", (row) => {
    const ask = (): unknown => similar(model, row);
    expect(ask).toThrow(RangeError);
    expect(ask).toThrow('Cannot find similar films: "row" must be an integer in [0, 59]');
  });

  test("of a model refuses an id that it does not know", () => {
    expect(() => model.similar("Alien")).toThrow(RangeError);
    expect(() => model.similar("Alien")).toThrow("Cannot find similar films");
  });
});
