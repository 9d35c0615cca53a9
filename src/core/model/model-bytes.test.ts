import { describe, expect, test } from "vitest";
import { handMadeModel, randomFilms } from "../../../test/support/hand-made-model.ts";
import { IdMap } from "../ratings/id-map.ts";
import { MOST_MODEL_BYTES, modelBytes } from "./model-bytes.ts";

describe("modelBytes()", () => {
  test.each([1, 7, 64])("is the size of the file at F = %d, or a little more", (factors) => {
    const films = randomFilms(50, factors, 1).map((film, k) => ({
      ...film,
      title: `"Quoted" \\ Amélie 映画 😀 ${k}`,
    }));
    const users = Array.from({ length: 90 }, (_, k) => (k % 2 === 0 ? k : `user "${k}"`));
    const model = handMadeModel(films, { users });
    const size = model.toBytes().length;
    const told = modelBytes(model.catalogue, model.users, {
      factors,
      picksFactors: factors,
      picksViews: 1,
    });
    expect(told).toBeGreaterThanOrEqual(size);
    expect(told).toBeLessThan(size + 4096);
  });

  test("tells before any memory is taken that a model would be too large", () => {
    const users = new IdMap(Array.from({ length: 1000 }, (_, k) => k));
    const film = { id: 1, title: "A", genres: [], alternatives: [] };
    const movies = Array.from({ length: 400_000 }, () => film);
    expect(
      modelBytes({ movies }, users, { factors: 1024, picksFactors: 64, picksViews: 3 }),
    ).toBeGreaterThan(MOST_MODEL_BYTES);
  });

  test("refuses a number of features that no model has", () => {
    const ask = (size: object): unknown =>
      modelBytes({ movies: [] }, new IdMap(), {
        ...{ factors: 1, picksFactors: 1, picksViews: 1 },
        ...size,
      });
    for (const name of ["factors", "picksFactors", "picksViews"]) {
      expect(() => ask({ [name]: 1025 })).toThrow(RangeError);
      expect(() => ask({ [name]: 1025 })).toThrow(
        `Cannot tell the size of the model: "${name}" must be an integer in [0, 1024], got 1025`,
      );
    }
  });
});
