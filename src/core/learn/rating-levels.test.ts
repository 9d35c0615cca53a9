import { describe, expect, test } from "vitest";
import { DataError } from "../errors.ts";
import { IdMap } from "../ratings/id-map.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import { HALF_STARS, WHOLE_STARS } from "../ratings/rating-scale.ts";
import { Ratings } from "../ratings/ratings.ts";
import { ratingLevels } from "./rating-levels.ts";

/** One user's ratings of as many films. */
function given(scale: RatingScale, ...stars: number[]): Ratings {
  return new Ratings(new IdMap([1]), new IdMap(stars.map((_, n) => n)), scale, {
    userIndex: new Uint32Array(stars.length),
    movieIndex: Uint32Array.from(stars, (_, n) => n),
    value: Float32Array.from(stars),
  });
}

describe("ratingLevels()", () => {
  test("are the steps of the scale, those nobody gave included", () => {
    const { stars, levelOf } = ratingLevels(given(HALF_STARS, 0.5, 5, 3.5));
    expect([...stars]).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect([...levelOf]).toEqual([0, 9, 6]);
    const tenths = ratingLevels(given({ min: 0.1, max: 1, step: 0.1 }, 0.3, 0.7));
    expect([...tenths.levelOf]).toEqual([2, 6]);
    expect(ratingLevels(given({ min: 1, max: 10, step: 1 }, 7)).stars).toHaveLength(10);
  });

  test.each([
    [WHOLE_STARS, [4, 2, 3.5, 2], [2, 3.5, 4]],
    [{ min: 0, max: 100, step: 1 }, [100, 20, 3], [3, 20, 100]],
  ])("are the values given where the steps of %o do not do", (scale, values, levels) => {
    expect([...ratingLevels(given(scale, ...values)).stars]).toEqual(levels);
  });

  test.each([
    [{ min: 4, max: 4, step: 1 }, [4], "got 1;"],
    [{ min: 0, max: 100, step: 1 }, Array.from({ length: 21 }, (_, k) => k), "got 21;"],
  ])("refuses fewer than 2 levels and more than 20 (%o)", (scale, values, message) => {
    expect(() => ratingLevels(given(scale, ...values))).toThrow(DataError);
    expect(() => ratingLevels(given(scale, ...values))).toThrow(message);
  });
});
