import { beforeAll, describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { genreTable } from "../../../test/support/planted-tables.ts";
import { train } from "../../train.ts";
import type { Model } from "../model/model.ts";
import { affinitiesOf } from "./affinities.ts";
import type { FilmMap, FilmMapOptions } from "./film-map.ts";
import { filmMap } from "./film-map.ts";
import { filmVectors } from "./film-vectors.ts";
import { nearestOf } from "./nearest.ts";

/** Rows of the map by their distance on it from the k-th, nearest first, without itself. */
function nearestOnMap({ x, y }: FilmMap, k: number): number[] {
  const distance = (other: number): number => (x[k]! - x[other]!) ** 2 + (y[k]! - y[other]!) ** 2;
  return [...x.keys()].filter((other) => other !== k).sort((a, b) => distance(a) - distance(b));
}

describe("filmMap() of a table whose genres are the true features", () => {
  let model: Model;
  let map: FilmMap;
  beforeAll(async () => {
    model = await train(genreTable(500, 240, 30_000, 1), {
      method: "gradient-descent",
      factors: 6,
    });
    map = model.filmMap();
  });

  test("keeps most of each film's ten nearest among the twenty nearest on the map", () => {
    const { index } = nearestOf(filmVectors(model, map.rows), 10);
    let kept = 0;
    for (let k = 0; k < map.rows.length; k++) {
      const near = new Set(nearestOnMap(map, k).slice(0, 20));
      for (const other of index.subarray(k * 10, (k + 1) * 10)) if (near.has(other)) kept++;
    }
    expect(kept / (10 * map.rows.length)).toBeGreaterThan(0.5); // by chance: .08
  });

  test("puts films of a genre beside each other", () => {
    let alike = 0;
    let all = 0;
    for (const [k, row] of map.rows.entries()) {
      const [genre] = model.catalogue.at(row).genres;
      if (genre === undefined) continue;
      for (const other of nearestOnMap(map, k).slice(0, 5)) {
        all++;
        if (model.catalogue.at(map.rows[other]!).genres.includes(genre)) alike++;
      }
    }
    expect(alike / all).toBeGreaterThan(0.8); // by chance: a sixth
  });

  test("is the same every time, within −1 … 1 and out to its edge", () => {
    expect(model.filmMap()).toEqual(map);
    const furthest = Math.max(...[...map.x, ...map.y].map(Math.abs));
    expect(furthest).toBe(1);
  });

  test("has the best known of so many films as asked for", () => {
    const few = model.filmMap({ count: 30 });
    expect(few.rows).toEqual(map.rows.subarray(0, 30));
    expect([few.x.length, few.y.length]).toEqual([30, 30]);
  });
});

describe("filmMap()", () => {
  test.each([1, 2, 3, 5])("stays finite with %i films", (count) => {
    const { x, y } = filmMap(handMadeModel(randomFilms(count, 2, 1)));
    expect([...x, ...y].every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  test("stays finite where films are alike or have no features, and is empty without films", () => {
    const alike = handMadeModel([1, 2, 3].map((id) => ({ id, features: [0, 0] })));
    const { x, y } = filmMap(alike);
    expect([...x, ...y].every(Number.isFinite)).toBe(true);
    expect(filmMap(handMadeModel([{ id: 1, features: [1], count: 0 }])).rows).toHaveLength(0);
  });

  test.each([
    [{ count: 0 }, RangeError, '"count" must be an integer in [1, 1500], got 0'],
    [{ counts: 1 }, TypeError, '"counts" is not an option; did you mean "count"?'],
  ])("refuses %o", (options, type, message) => {
    const model = handMadeModel(randomFilms(3, 2, 1));
    const ask = (): unknown => filmMap(model, options as FilmMapOptions);
    expect(ask).toThrow(type);
    expect(ask).toThrow(`Cannot draw the map: ${message}`);
  });
});

test("nearestOf() are the films at the smallest distances, nearest first", () => {
  const model = handMadeModel(randomFilms(40, 3, 5));
  const rows = Uint32Array.from({ length: 40 }, (_, k) => k);
  const { width, values } = filmVectors(model, rows);
  const distance = (a: number, b: number): number => {
    let sum = 0;
    for (let f = 0; f < width; f++) sum += (values[a * width + f]! - values[b * width + f]!) ** 2;
    return sum;
  };
  const { index, distance: found } = nearestOf({ width, values }, 6);
  for (let k = 0; k < 40; k++) {
    const others = [...rows].filter((other) => other !== k);
    others.sort((a, b) => distance(k, a) - distance(k, b));
    expect([...index.subarray(k * 6, (k + 1) * 6)]).toEqual(others.slice(0, 6));
    expect(found[k * 6]).toBeCloseTo(distance(k, others[0]!), 5);
  }
});

test("affinitiesOf() has each pair once, and all together are a half", () => {
  const model = handMadeModel(randomFilms(60, 3, 5));
  const vectors = filmVectors(
    model,
    Uint32Array.from({ length: 60 }, (_, k) => k),
  );
  const { one, other, weight } = affinitiesOf(vectors);
  const keys = Array.from(one, (film, pair) => `${film} ${other[pair]}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const [pair, film] of one.entries()) expect(film).toBeLessThan(other[pair]!);
  expect(weight.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0.5, 10);
});
