import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import type { FilmVectors } from "./film-vectors.ts";
import { landmarksAmong, likenesses } from "./likeness.ts";

function vectors(films: number, width: number, seed: number): FilmVectors {
  const random = new Random(seed);
  return { width, values: Float32Array.from({ length: films * width }, () => random.normal()) };
}

describe("likenesses()", () => {
  test.each([
    [1, 1, 1],
    [5, 3, 2],
    [6, 4, 7],
    [7, 9, 33],
  ])("of %i films to %i landmarks of %i numbers are e^(cosine − 1)", (films, count, width) => {
    const [own, landmarks] = [vectors(films, width, 1), vectors(count, width, 2)];
    const found = likenesses(own, landmarks);
    expect(found).toHaveLength(films * count);
    for (let k = 0; k < films; k++) {
      for (let m = 0; m < count; m++) {
        let product = 0;
        for (let f = 0; f < width; f++) {
          product += own.values[k * width + f]! * landmarks.values[m * width + f]!;
        }
        expect(found[k * count + m]).toBeCloseTo(Math.exp(product - 1), 10);
      }
    }
  });

  test("are none where films have no numbers", () => {
    expect(likenesses(vectors(3, 0, 1), vectors(2, 0, 1))).toHaveLength(0);
  });
});

describe("landmarksAmong()", () => {
  test("takes all of few films, and of many 200 spread evenly from the first on", () => {
    expect(landmarksAmong(vectors(9, 2, 1), 9)).toEqual(vectors(9, 2, 1));
    const many = { width: 1, values: Float32Array.from({ length: 1000 }, (_, k) => k) };
    const { values } = landmarksAmong(many, 800);
    expect([...values]).toEqual(Array.from({ length: 200 }, (_, k) => 4 * k));
  });
});
