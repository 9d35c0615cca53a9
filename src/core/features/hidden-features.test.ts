import { beforeAll, describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { PLANTED_GENRES, genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import { Model } from "../model/model.ts";
import type { FoundFeatures } from "./find-features.ts";
import { featureSteps } from "./find-features.ts";
import type { HiddenFeature, HiddenFeaturesOptions } from "./hidden-features.ts";
import { hiddenFeatures } from "./hidden-features.ts";

describe("hiddenFeatures() of a table whose genres are the true features", () => {
  let model: Model;
  let features: HiddenFeature[];
  let genres: HiddenFeature[];
  beforeAll(async () => {
    model = await train(genreTable(500, 240, 30_000, 1), {
      method: "gradient-descent",
      factors: 6,
    });
    features = model.hiddenFeatures({ unnamed: 6 });
    genres = features.filter(({ kind }) => kind === "genre");
  });

  test("names each genre, though learning saw ratings alone", () => {
    expect(genres.map(({ name }) => name).toSorted()).toEqual(
      PLANTED_GENRES.map(([name]) => name).toSorted(),
    );
    for (const { auc } of genres) expect(auc).toBeGreaterThan(0.85);
  });

  test("is found in steps as well, the same, and never twice", () => {
    const taken = (steps: Generator<void, FoundFeatures>): [number, FoundFeatures] => {
      for (let count = 0; ; count++) {
        const { done, value } = steps.next();
        if (done === true) return [count, value];
      }
    };
    const again = Model.fromBytes(model.toBytes());
    const [steps, found] = taken(featureSteps(again));
    expect(steps).toBeGreaterThan(40); // ten tenths twice, and again in each view
    expect(found.features.map(({ places }) => places)).toEqual(
      features.map(({ places }) => places).slice(0, found.features.length),
    );
    expect(taken(featureSteps(again))).toEqual([0, found]);
  });

  test("names nothing after years, which people here do not care for", () => {
    expect(features.map(({ kind }) => kind)).not.toContain("year");
  });

  test("finds the genres again in views that began from other random numbers", () => {
    for (const { stability } of genres) {
      expect(stability).toBeGreaterThan(0.7);
      expect(stability).toBeLessThanOrEqual(1);
    }
  });

  test("has a left-out AUC that counting pairs of its places gives", () => {
    for (const { name, auc, places } of genres) {
      const rows = [...places.keys()].sort((a, b) => model.movieCounts[b]! - model.movieCounts[a]!);
      const has = (row: number): boolean => model.catalogue.at(row).genres.includes(name!);
      let right = 0;
      let pairs = 0;
      for (const yes of rows.filter(has)) {
        for (const no of rows.filter((row) => !has(row))) {
          pairs++;
          right += places[yes]! > places[no]! ? 1 : places[yes] === places[no] ? 0.5 : 0;
        }
      }
      expect(auc).toBeCloseTo(right / pairs, 3); // places are 32-bit numbers
    }
  });

  test("puts films of the genre at the + end, others at the − end", () => {
    for (const { name, low, high } of genres) {
      const has = ({ movieIndex }: { movieIndex: number }): boolean =>
        model.catalogue.at(movieIndex).genres.includes(name!);
      expect([high.every(has), low.some(has)]).toEqual([true, false]);
    }
  });

  test("lists named ones before unnamed ones, the best told first", () => {
    const aucs = features.map(({ auc }) => auc ?? -1);
    expect(aucs).toEqual(aucs.toSorted((a, b) => b - a));
    for (const { name, kind, auc } of features) {
      expect([name === undefined, auc === undefined]).toEqual(
        kind === "unnamed" ? [true, true] : [false, false],
      );
    }
  });

  test("gives shares that are at most 1 together", () => {
    for (const { share } of features) expect(share).toBeGreaterThan(0);
    expect(features.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  test("places films with 0 in the middle, the furthest at −1 or 1, ends outermost first", () => {
    for (const { places, low, high } of features) {
      expect(places.reduce((sum, place) => sum + place, 0) / 240).toBeCloseTo(0, 5);
      expect(Math.max(...places.map(Math.abs))).toBe(1);
      const sorted = places.toSorted();
      expect(low.map(({ place }) => place)).toEqual([...sorted.subarray(0, 4)]);
      expect(high.map(({ place }) => place)).toEqual([...sorted.subarray(-4)].reverse());
      for (const { movieIndex, place } of [...low, ...high]) expect(places[movieIndex]).toBe(place);
    }
  });

  test("are found once for a model", () => {
    expect(model.hiddenFeatures()[0]!.places).toBe(features[0]!.places);
  });
});

describe("hiddenFeatures()", () => {
  const model = handMadeModel(randomFilms(150, 8, 1));

  test("give no place to a film with too few ratings, and name nothing by chance", () => {
    const places = hiddenFeatures(model).map((feature) => feature.places);
    expect(hiddenFeatures(model).every(({ kind }) => kind !== "genre")).toBe(true);
    for (const own of places) {
      expect(own[99]).not.toBeNaN();
      expect(own[120]).toBeNaN();
    }
  });

  test("of a single view have no stability", () => {
    for (const { stability } of hiddenFeatures(model)) expect(stability).toBeNaN();
  });

  test("are three without a name and four films at each end where nothing is asked", () => {
    const unnamed = hiddenFeatures(model).filter(({ kind }) => kind === "unnamed");
    expect(unnamed).toHaveLength(3);
    for (const { low, high } of unnamed) expect([low.length, high.length]).toEqual([4, 4]);
  });

  test("are as many as asked for, with as many films as there are", () => {
    expect(hiddenFeatures(model, { count: 2 })).toHaveLength(2);
    const [first] = hiddenFeatures(model, { films: 100 });
    expect([first!.low.length, first!.high.length]).toEqual([100, 100]);
    const none = hiddenFeatures(model, { unnamed: 0 });
    expect(none.every(({ name }) => name !== undefined)).toBe(true);
  });

  test("stay finite where all films are alike, or one is there, or none was rated", () => {
    const alike = [1, 2, 3].map((id) => ({ id, features: [0, 0] }));
    for (const films of [alike, alike.slice(0, 1), alike.map((film) => ({ ...film, count: 0 }))]) {
      expect(hiddenFeatures(handMadeModel(films))).toEqual([]);
    }
  });

  test.each([
    [{ count: 0 }, RangeError, '"count" must be an integer in [1, 1024], got 0'],
    [{ unnamed: 7 }, RangeError, '"unnamed" must be an integer in [0, 6], got 7'],
    [{ films: 101 }, RangeError, '"films" must be an integer in [1, 100], got 101'],
    [{ film: 1 }, TypeError, '"film" is not an option; did you mean "films"?'],
  ])("refuse %o", (options, type, message) => {
    const ask = (): unknown => hiddenFeatures(model, options as HiddenFeaturesOptions);
    expect(ask).toThrow(type);
    expect(ask).toThrow(`Cannot show the hidden features: ${message}`);
  });
});
