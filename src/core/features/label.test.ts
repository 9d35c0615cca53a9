import { describe, expect, test } from "vitest";
import { handMadeModel } from "../../../test/support/hand-made-model.ts";
import { labelAxis } from "./label.ts";

const MODEL = handMadeModel([
  { id: 0, year: 1950, genres: ["Western"], bias: 0.5, features: [0], count: 900 },
  { id: 1, year: 1990, genres: ["Drama"], bias: -0.5, features: [0], count: 800 },
  { id: 2, year: 1960, genres: ["Western", "Drama"], bias: 0.4, features: [0], count: 90 },
  { id: 3, year: 2000, genres: [], bias: -0.6, features: [0], count: 80 },
  { id: 4, genres: ["Western"], bias: 0.1, features: [0], count: 70 },
  { id: 5, year: 1975, genres: ["Drama"], bias: 0.3, features: [0], count: 60 },
]);
const ROWS = [0, 1, 2, 3, 4, 5];

describe("labelAxis()", () => {
  test("names a genre, at the + end", () => {
    const western = [1, -1, 1, -1, 1, -1];
    for (const sign of [1, -1]) {
      const places = western.map((place) => sign * place);
      expect(labelAxis(MODEL, ROWS, places)).toEqual({
        label: { name: "Western", correlation: expect.closeTo(1, 12) as number },
        sign,
      });
    }
  });

  test("names the newer films, those without a year standing in the middle", () => {
    const middle = (1950 + 1990 + 1960 + 2000 + 1975) / 5;
    const years = [1950, 1990, 1960, 2000, middle, 1975];
    expect(labelAxis(MODEL, ROWS, years)).toEqual({
      label: { name: "newer films", correlation: expect.closeTo(1, 12) as number },
      sign: 1,
    });
  });

  test("names mass appeal and acclaim", () => {
    const counts = [900, 800, 90, 80, 70, 60].map((count) => -Math.log(count));
    expect(labelAxis(MODEL, ROWS, counts)).toMatchObject({
      label: { name: "mass appeal" },
      sign: -1,
    });
    const biases = [0.5, -0.5, 0.4, -0.6, 0.1, 0.3];
    expect(labelAxis(MODEL, ROWS, biases)).toMatchObject({ label: { name: "acclaim" }, sign: 1 });
  });

  test("gives Pearson's correlation", () => {
    const places = [5, -2, 2, -6, -1, 3];
    const { label } = labelAxis(MODEL, ROWS, places);
    // With acclaim: Σxy/√(Σx²·Σy²) about the means 1/6 and 1/30.
    expect(label?.name).toBe("acclaim");
    const x = places.map((place) => place - 1 / 6);
    const y = [0.5, -0.5, 0.4, -0.6, 0.1, 0.3].map((bias) => bias - 1 / 30);
    const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);
    const xy = sum(x.map((value, k) => value * y[k]!));
    const squares = [x, y].map((side) => sum(side.map((value) => value * value)));
    expect(label?.correlation).toBeCloseTo(xy / Math.sqrt(squares[0]! * squares[1]!), 6);
  });

  test("names nothing for what does not vary, and for no place at all", () => {
    expect(labelAxis(MODEL, ROWS, [2, 2, 2, 2, 2, 2])).toEqual({ label: undefined, sign: 1 });
    expect(labelAxis(MODEL, ROWS, [-2, -2, -2, -2, -2, -2])).toEqual({
      label: undefined,
      sign: -1,
    });
    expect(labelAxis(MODEL, [], [])).toEqual({ label: undefined, sign: 1 });
  });

  test("names nothing where no property is clear, and turns the most rated film to the + end", () => {
    const films = Array.from({ length: 400 }, (_, id) => ({
      id,
      year: 1900 + ((id * 37) % 100),
      genres: id % 2 === 0 ? ["Drama"] : [],
      bias: ((id * 13) % 7) / 10,
      features: [0],
    }));
    const model = handMadeModel(films);
    const rows = films.map(({ id }) => id);
    const places = rows.map((id) => Math.sin(id * id) - 0.2);
    expect(labelAxis(model, rows, places)).toEqual({ label: undefined, sign: -1 });
    expect(
      labelAxis(
        model,
        rows,
        places.map((place) => -place),
      ).sign,
    ).toBe(1);
  });
});
