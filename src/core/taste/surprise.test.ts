import { describe, expect, test } from "vitest";
import { surprised } from "./surprise.ts";

const FILMS = Array.from({ length: 20 }, (_, row) => ({ row, score: 1 / (row + 1) }));

describe("surprised()", () => {
  test("of 0 leaves the order, whatever the seed", () => {
    expect(surprised(FILMS, 0, 1)).toEqual(FILMS);
    expect(surprised(FILMS, 0, 2)).toEqual(FILMS);
  });

  test("gives the same order for the same seed, and others for others", () => {
    const orders = [1, 1, 2, 3].map((seed) =>
      surprised(FILMS, 1, seed)
        .map(({ row }) => row)
        .join(),
    );
    expect(orders[0]).toBe(orders[1]);
    expect(new Set(orders).size).toBe(3);
  });

  test("leaves out no film and changes no score", () => {
    const films = surprised(FILMS, 0.7, 5);
    expect(films.toSorted((a, b) => a.row - b.row)).toEqual(FILMS);
  });

  test("puts a film first as often as its score to the power 1/.6 says", () => {
    const two = [
      { row: 0, score: 1 },
      { row: 1, score: 0.6 },
    ];
    const seeds = Array.from({ length: 4000 }, (_, seed) => seed);
    const first = seeds.filter((seed) => surprised(two, 1, seed)[0]!.row === 1).length / 4000;
    const wanted = 0.6 ** (1 / 0.6) / (1 + 0.6 ** (1 / 0.6));
    expect(Math.abs(first - wanted)).toBeLessThan(0.03); // four standard errors
  });

  test("moves more, the higher it is", () => {
    const kept = (surprise: number): number =>
      Array.from({ length: 400 }, (_, seed) => seed).filter(
        (seed) => surprised(FILMS, surprise, seed)[0]!.row === 0,
      ).length;
    expect(kept(0.2)).toBeGreaterThan(kept(0.6));
    expect(kept(0.6)).toBeGreaterThan(kept(1));
  });

  test("takes scores of 0 and below", () => {
    const odd = [
      { row: 0, score: 0 },
      { row: 1, score: -1 },
    ];
    expect(surprised(odd, 1, 1)).toHaveLength(2);
  });
});
