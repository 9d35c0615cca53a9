import { describe, expect, test } from "vitest";
import { nearestFilms } from "./nearest-films.ts";

describe("nearestFilms()", () => {
  // Film 0 points right, 1 a little up, 2 the other way, 3 has no features, 4 up.
  const vectors = Float32Array.of(2, 0, 3, 0.3, -1, 0, 0, 0, 0, 5);

  test("puts films first that point the same way, however long", () => {
    const near = nearestFilms(vectors, 2, 0, 9);
    expect(near.map(({ film }) => film)).toEqual([1, 4, 2]);
    expect(near[0]!.similarity).toBeCloseTo(3 / Math.hypot(3, 0.3), 6);
    expect(near[2]!.similarity).toBeCloseTo(-1, 6);
  });

  test("gives as many as wanted, and none for a film without features", () => {
    expect(nearestFilms(vectors, 2, 0, 1)).toHaveLength(1);
    expect(nearestFilms(vectors, 2, 3, 9)).toEqual([]);
  });
});
