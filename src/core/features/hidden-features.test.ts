import { beforeAll, describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { PLANTED_GENRES, genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import type { Model } from "../model/model.ts";
import type { HiddenFeature, HiddenFeaturesOptions } from "./hidden-features.ts";
import { HIDDEN_FEATURES_DEFAULTS, hiddenFeatures } from "./hidden-features.ts";

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}

describe("hiddenFeatures() of a table whose genres are the true features", () => {
  let model: Model;
  let features: HiddenFeature[];
  beforeAll(async () => {
    model = await train(genreTable(500, 240, 30_000, 1), {
      method: "gradient-descent",
      factors: 6,
    });
    features = model.hiddenFeatures({ count: 6 });
  });

  test("finds each genre, though learning saw ratings alone", () => {
    const labels = features.slice(0, PLANTED_GENRES.length).map(({ label }) => label);
    expect(labels.map((label) => label?.name).toSorted()).toEqual(
      PLANTED_GENRES.map(([name]) => name).toSorted(),
    );
    for (const label of labels) expect(label!.correlation).toBeGreaterThan(0.6);
  });

  test("puts films of the genre at the + end, others at the − end", () => {
    for (const { label, low, high } of features.slice(0, PLANTED_GENRES.length)) {
      const has = ({ movieIndex }: { movieIndex: number }): boolean =>
        model.catalogue.at(movieIndex).genres.includes(label!.name);
      expect([high.every(has), low.some(has)]).toEqual([true, false]);
    }
  });

  test("names nothing but noise beyond them", () => {
    for (const { share } of features.slice(PLANTED_GENRES.length)) {
      expect(share).toBeLessThan(features[PLANTED_GENRES.length - 1]!.share / 3);
    }
  });

  test("gives shares that fall and sum to 1", () => {
    const shares = features.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  test("gives directions of length 1 at right angles", () => {
    for (const [k, { direction }] of features.entries()) {
      for (const [j, other] of features.entries()) {
        expect(dot(direction, other.direction)).toBeCloseTo(j === k ? 1 : 0, 10);
      }
    }
  });

  test("places films along the direction, the furthest at −1 or 1", () => {
    const { factors, movieFactors } = model.head;
    for (const { direction, low, high } of features) {
      const along = (movie: number): number =>
        direction.reduce((sum, weight, f) => sum + weight * movieFactors[movie * factors + f]!, 0);
      const ends = [...low, ...high];
      for (const { place } of ends) expect(Math.abs(place)).toBeLessThanOrEqual(1);
      expect(Math.max(...ends.map(({ place }) => Math.abs(place)))).toBe(1);
      const unit = along(high[0]!.movieIndex) / high[0]!.place;
      expect(unit).toBeGreaterThan(0);
      for (const { movieIndex, place } of ends) {
        expect(place * unit).toBeCloseTo(along(movieIndex), 10);
      }
    }
  });

  test("lists films from the outermost inwards", () => {
    for (const { low, high } of features) {
      const [down, up] = [low, high].map((films) => films.map(({ place }) => place));
      expect(down).toEqual(down!.toSorted((a, b) => a - b));
      expect(up).toEqual(up!.toSorted((a, b) => b - a));
      expect(down!.at(-1)).toBeLessThanOrEqual(up!.at(-1)!);
    }
  });

  test("places only films of the best-known quarter", () => {
    const counts = [...model.movieCounts].toSorted((a, b) => b - a);
    const least = counts[Math.ceil(counts.length / 4) - 1]!;
    for (const { low, high } of features) {
      for (const { movieIndex } of [...low, ...high]) {
        expect(model.movieCounts[movieIndex]).toBeGreaterThanOrEqual(least);
      }
    }
  });
});

describe("hiddenFeatures()", () => {
  const model = handMadeModel(randomFilms(80, 12, 1));

  test("are five with four films at each end where nothing is asked", () => {
    const features = hiddenFeatures(model);
    expect(features).toHaveLength(HIDDEN_FEATURES_DEFAULTS.count);
    for (const { low, high } of features) expect([low.length, high.length]).toEqual([4, 4]);
  });

  test("are at most as many as the model has, with as many films as there are", () => {
    expect(hiddenFeatures(model, { count: 1024 })).toHaveLength(12);
    const [first] = hiddenFeatures(model, { count: 1, films: 100 });
    expect([first!.low.length, first!.high.length]).toEqual([20, 20]);
  });

  /** Σ over the well-known films of their ratings times their squared place along a direction. */
  function spread(direction: Float64Array): number {
    const place = (row: number): number =>
      direction.reduce((sum, w, f) => sum + w * model.head.movieFactors[row * 12 + f]!, 0);
    const rows = Array.from({ length: 20 }, (_, row) => row); // by count: the best-known quarter
    return rows.reduce((sum, row) => sum + model.movieCounts[row]! * place(row) ** 2, 0);
  }

  test("have the share of the films' spread that lies along their direction", () => {
    const features = hiddenFeatures(model, { count: 12 });
    const total = features.reduce((sum, { direction }) => sum + spread(direction), 0);
    for (const { direction, share } of features) {
      expect(spread(direction) / total).toBeCloseTo(share, 10);
    }
    const axes = Array.from({ length: 12 }, (_, f) => new Float64Array(12).with(f, 1));
    expect(axes.reduce((sum, axis) => sum + spread(axis), 0) / total).toBeCloseTo(1, 10);
  });

  test("are led by eight that carry more of the spread than any other eight of the features", () => {
    const leading = hiddenFeatures(model, { count: 8 });
    const carried = leading.reduce((sum, { direction }) => sum + spread(direction), 0);
    const own = Array.from({ length: 12 }, (_, f) => spread(new Float64Array(12).with(f, 1)));
    const best = own.toSorted((a, b) => b - a).slice(0, 8);
    expect(carried).toBeGreaterThan(best.reduce((sum, value) => sum + value, 0));
  });

  test("stay finite where all films are alike, or one is there, or none was rated", () => {
    const alike = [1, 2, 3].map((id) => ({ id, features: [0, 0] }));
    for (const films of [alike, alike.slice(0, 1), alike.map((film) => ({ ...film, count: 0 }))]) {
      for (const { share, low, high } of hiddenFeatures(handMadeModel(films))) {
        expect(share).toBe(0);
        for (const { place } of [...low, ...high]) expect(place).toBeCloseTo(0, 12);
      }
    }
  });

  test.each([
    [{ count: 0 }, RangeError, '"count" must be an integer in [1, 1024], got 0'],
    [{ count: 1.5 }, RangeError, '"count" must be an integer in [1, 1024], got 1.5'],
    [{ films: 101 }, RangeError, '"films" must be an integer in [1, 100], got 101'],
    [{ film: 1 }, TypeError, '"film" is not an option; did you mean "films"?'],
  ])("refuse %o", (options, type, message) => {
    const ask = (): unknown => hiddenFeatures(model, options as HiddenFeaturesOptions);
    expect(ask).toThrow(type);
    expect(ask).toThrow(`Cannot show the hidden features: ${message}`);
  });
});
