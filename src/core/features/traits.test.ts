import { describe, expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import type { Trait } from "./traits.ts";
import { traitsOf } from "./traits.ts";

const FILMS = 40;

function traits(genresOf: (id: number) => string[], yearOf?: (id: number) => number): Trait[] {
  const model = handMadeModel(
    Array.from({ length: FILMS }, (_, id) => ({
      ...{ id, genres: genresOf(id), bias: id / FILMS, features: [1], count: 100 - id },
      ...(yearOf === undefined || id === 3 ? {} : { year: yearOf(id) }),
    })),
  );
  return traitsOf(
    model,
    Uint32Array.from({ length: FILMS }, (_, k) => k),
    FILMS,
  );
}

describe("traitsOf()", () => {
  test("are genres that twelve films have and twelve have not, fame, acclaim and year", () => {
    const found = traits(
      (id) => [
        ...(id < 12 ? ["Drama"] : []),
        ...(id < 29 ? ["Most"] : []),
        ...(id < 11 ? ["Few"] : []),
      ],
      (id) => 1950 + id,
    );
    expect(found.map(({ name, kind }) => [name, kind])).toEqual([
      ["Drama", "genre"],
      ["mass appeal", "appeal"],
      ["acclaim", "acclaim"],
      ["newer films", "year"],
    ]);
    const [drama, appeal, acclaim, year] = found.map(({ values }) => values);
    expect([...drama!]).toEqual(Array.from({ length: FILMS }, (_, id) => (id < 12 ? 1 : 0)));
    expect(appeal![2]).toBeCloseTo(Math.log(98), 12);
    expect(acclaim![10]).toBeCloseTo(0.25, 6);
    expect(year![5]).toBe(1955);
    const known = Array.from({ length: FILMS }, (_, id) => 1950 + id).filter((y) => y !== 1953);
    expect(year![3]).toBeCloseTo(known.reduce((sum, y) => sum + y, 0) / 39, 10);
  });

  test("leave out a year that nobody told, and IMAX, which is where films were shown", () => {
    const names = traits((id) => (id % 2 === 0 ? ["IMAX"] : [])).map(({ name }) => name);
    expect(names).toEqual(["mass appeal", "acclaim"]);
  });
});
