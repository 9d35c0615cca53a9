import { describe, expect, test } from "vitest";
import type { SparkOptions } from "./options.ts";
import { SPARK_DEFAULTS, resolveSparkOptions } from "./options.ts";

describe("options of training on Spark", () => {
  test("have defaults for everything but the ratings", () => {
    expect(resolveSparkOptions({ ratings: "t" })).toEqual({
      source: {
        ...{ ratings: ["t"], user: "user", item: "item", rating: "rating", time: undefined },
        ...{ format: undefined, films: [], peopleTo: undefined },
      },
      settings: SPARK_DEFAULTS,
    });
  });

  test("are taken over one by one", () => {
    const given: SparkOptions = {
      ...{ ratings: ["a", "b"], columns: ["u", "i", "r", "t"], format: "csv", films: "f" },
      ...{ peopleTo: "/out", factors: 8, sweeps: 3, regularization: 0.2, heldOutShare: 0 },
      ...{ refit: false, views: 2, seed: 9 },
    };
    expect(resolveSparkOptions(given)).toEqual({
      source: {
        ...{ ratings: ["a", "b"], user: "u", item: "i", rating: "r", time: "t" },
        ...{ format: "csv", films: ["f"], peopleTo: "/out" },
      },
      settings: {
        ...{ factors: 8, sweeps: 3, regularization: 0.2, heldOutShare: 0 },
        ...{ refit: false, views: 2, seed: 9 },
      },
    });
  });

  test.each([
    [{ rating: "t" }, TypeError, '"rating" is not an option; did you mean "ratings"?'],
    [{ unseenRatio: 2 }, TypeError, '"unseenRatio" is not an option'],
    [{ ratings: "" }, RangeError, '"ratings" must not be empty'],
    [{ ratings: [] }, RangeError, '"ratings" must name files or a table, got none'],
    [{ ratings: undefined }, TypeError, '"ratings" must be a text, got undefined'],
    [{ ratings: ["a", 3] }, TypeError, '"ratings" must be a text, got 3'],
    [{ films: " " }, RangeError, '"films" must not be empty'],
    [{ peopleTo: "" }, RangeError, '"peopleTo" must not be empty'],
    [{ columns: ["u", "i"] }, RangeError, '"columns" must be three names or four'],
    [{ columns: "u,i,r" }, RangeError, '"columns" must be three names or four'],
    [{ columns: ["u", "", "r"] }, RangeError, '"columns" must not be empty'],
    [{ columns: ["a", "A", "r"] }, RangeError, '"columns" must be different ones, got a, A, r'],
    [{ format: "avro" }, RangeError, '"format" must be'],
    [{ factors: 513 }, RangeError, '"factors" must be an integer in [1, 512], got 513'],
    [{ sweeps: 0 }, RangeError, '"sweeps" must be an integer in [1, 1000], got 0'],
    [{ regularization: 0 }, RangeError, '"regularization" must be in'],
    [{ heldOutShare: 0.6 }, RangeError, '"heldOutShare" must be in [0, 0.5], got 0.6'],
    [{ refit: "yes" }, TypeError, '"refit" must be true or false, got "yes"'],
    [{ views: 17 }, RangeError, '"views" must be an integer in [1, 16], got 17'],
    [{ seed: -1 }, RangeError, '"seed" must be an integer in'],
  ])("refuse %j", (wrong, type, message) => {
    const resolve = (): unknown =>
      resolveSparkOptions({ ratings: "t", ...wrong } as unknown as SparkOptions);
    expect(resolve).toThrow(type);
    expect(resolve).toThrow(`Cannot train on Spark: ${message}`);
  });
});
