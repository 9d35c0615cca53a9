import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { train } from "../../train.ts";
import type { Model } from "../model/model.ts";
import { synthesize } from "../synthesis/synthesize.ts";
import { chanceSeen } from "./chance-seen.ts";
import { filmIndexOf } from "./film-index.ts";
import { FoldIn } from "./fold-in.ts";
import { nextToRate } from "./next-to-rate.ts";
import { PersonUncertainty } from "./person-uncertainty.ts";
import { sureness } from "./sureness.ts";

const DATA = synthesize({ users: 150, movies: 60, ratings: 3000 });
let descent: Model;
let bayesian: Model;

beforeAll(async () => {
  descent = await train(DATA, { method: "gradient-descent", factors: 4 });
  bayesian = await train(DATA, { method: "bayesian", factors: 4, sweeps: 20, burnIn: 5 });
});

function rated(
  model: Model,
  rows: readonly number[],
  stars = 4,
): { movieId: number; rating: number }[] {
  return rows.map((row) => ({ movieId: model.catalogue.at(row).id as number, rating: stars }));
}

describe("nextToRate()", () => {
  test("asks about each film once, whatever is answered", () => {
    const ratings: { movieId: number; rating: number }[] = [];
    const notSeen: number[] = [];
    const asked: unknown[] = [];
    for (let k = 0; ; k++) {
      const [film] = nextToRate(descent, descent.taste(ratings), { notSeen });
      if (film === undefined) break;
      asked.push(film.id);
      if (k % 3 === 0) notSeen.push(film.id as number);
      else ratings.push({ movieId: film.id as number, rating: 1 + (k % 5) });
    }
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(filmIndexOf(descent).byCount.length);
  });

  test("asks about no film that is marked", () => {
    const [first, second] = nextToRate(descent, descent.taste([]), { count: 2 });
    const marked = descent.taste([], { seen: [first!.id], notForMe: [second!.id] });
    const ids = nextToRate(descent, marked, { count: 500 }).map(({ id }) => id);
    expect(ids).not.toContain(first!.id);
    expect(ids).not.toContain(second!.id);
  });

  test("the first is the one of the highest chance times gain; the same on every call", () => {
    for (const model of [descent, bayesian]) {
      const taste = model.taste(rated(model, [3, 8]));
      const chance = chanceSeen(model, { seen: [3, 8], notSeen: [5] });
      const uncertainty = new PersonUncertainty(model, taste.ratings);
      const worth = (row: number): number => chance(row) * uncertainty.gain(row);
      const open = [...filmIndexOf(model).byCount].filter((row) => ![3, 8, 5].includes(row));
      const best = open.toSorted((a, b) => worth(b) - worth(a) || a - b)[0]!;
      const options = { notSeen: [model.catalogue.at(5).id], count: 20 };
      const films = nextToRate(model, taste, options);
      expect(films[0]).toEqual(model.catalogue.at(best));
      expect(films).toHaveLength(20);
      expect(nextToRate(model, taste, options)).toEqual(films);
    }
  });

  test("prefers the well known among films that tell as much", () => {
    const counts = (films: readonly { id: unknown }[]): number =>
      films.reduce(
        (sum, { id }) => sum + descent.movieCounts[descent.catalogue.indexOf(id as number)]!,
        0,
      );
    const first = nextToRate(descent, descent.taste([]), { count: 15 });
    expect(counts(first) / 15).toBeGreaterThan(counts(descent.catalogue.movies) / 60);
  });

  test("refuses what it cannot use", () => {
    const taste = descent.taste([]);
    expect(() => nextToRate(bayesian, taste)).toThrow(/"taste" must be made by this model/u);
    expect(() => nextToRate(descent, taste, { count: 0 })).toThrow(
      'Cannot choose films to rate: "count" must be an integer in [1, 500], got 0',
    );
    expect(() => nextToRate(descent, taste, { notSeen: ["x"] })).toThrow(RangeError);
    expect(() => nextToRate(descent, taste, { notSeen: 3 as never })).toThrow(
      'Cannot choose films to rate: "notSeen" must be a list, got 3',
    );
    expect(() => nextToRate(descent, taste, { unseen: [] } as never)).toThrow(
      /"unseen" is not an option/u,
    );
  });
});

describe("chanceSeen()", () => {
  test("rises with films like it that were seen, and falls with those that were not", () => {
    const nothing = chanceSeen(descent, { seen: [], notSeen: [] });
    const seen = chanceSeen(descent, { seen: [4], notSeen: [] });
    const notSeen = chanceSeen(descent, { seen: [], notSeen: [4] });
    expect(seen(4)).toBeGreaterThan(nothing(4));
    expect(notSeen(4)).toBeLessThan(nothing(4));
    const { byCount } = filmIndexOf(descent);
    const known = Array.from(byCount, nothing);
    expect(known).toEqual(known.toSorted((a, b) => b - a));
    for (const chance of known) expect(chance).toBeGreaterThan(0);
  });
});

describe("PersonUncertainty", () => {
  test("mean() is the mean over ratings of what FoldIn.variance() adds for the person", () => {
    const { taste } = { taste: bayesian.taste(rated(bayesian, [1, 2, 7])) };
    const foldIn = new FoldIn(bayesian, taste.ratings);
    const { noise, movieVariance } = bayesian.head.posterior!;
    let [sum, count] = [0, 0];
    for (const row of filmIndexOf(bayesian).byCount) {
      sum += bayesian.movieCounts[row]! * (foldIn.variance(row) - noise - movieVariance[row]!);
      count += bayesian.movieCounts[row]!;
    }
    expect(new PersonUncertainty(bayesian, taste.ratings).mean()).toBeCloseTo(sum / count, 8);
  });

  test("expect() makes the mean fall by the gain", () => {
    for (const model of [descent, bayesian]) {
      const uncertainty = new PersonUncertainty(model, model.taste(rated(model, [1])).ratings);
      for (const row of [9, 2, 30]) {
        const wanted = uncertainty.mean() - uncertainty.gain(row);
        uncertainty.expect(row, 1);
        expect(uncertainty.mean()).toBeCloseTo(wanted, 10);
      }
    }
  });
});

describe("sureness()", () => {
  test("is 0 without ratings, grows with each one, and does not ask for stars", () => {
    const rows = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 25 });
    for (const model of [descent, bayesian]) {
      expect(sureness(model, model.taste([]))).toBe(0);
      const property = fc.property(rows, fc.integer({ min: 1, max: 5 }), (films, stars) => {
        const before = sureness(model, model.taste(rated(model, films.slice(1))));
        const after = sureness(model, model.taste(rated(model, films, stars)));
        expect(after).toBeGreaterThan(before);
        expect(after).toBeLessThan(1);
        expect(sureness(model, model.taste(rated(model, films, 6 - stars)))).toBe(after);
      });
      fc.assert(property, { numRuns: 40, seed: 1 });
    }
  });

  test("refuses a taste of another model", () => {
    expect(() => sureness(bayesian, descent.taste([]))).toThrow(/must be made by this model/u);
  });
});
