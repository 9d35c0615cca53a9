import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkLength,
  editDistance,
  integerIn,
  nearestName,
  numberIn,
  oneOf,
  rejectUnknownKeys,
} from "./check.ts";

describe("integerIn()", () => {
  test.each([1, 2, 10])("returns %i of [1, 10]", (value) => {
    expect(integerIn("Cannot do it", "count", value, 1, 10)).toBe(value);
  });

  test.each([0, 11, 1.5, NaN, Infinity, -Infinity])("gives a RangeError for %d", (value) => {
    const check = (): unknown => integerIn("Cannot do it", "count", value, 1, 10);
    expect(check).toThrow(RangeError);
    expect(check).toThrow(`Cannot do it: "count" must be an integer in [1, 10], got ${value}`);
  });

  test.each([
    ["3", '"3"'],
    [null, "null"],
    [undefined, "undefined"],
    [true, "true"],
    [{}, "object"],
    [3n, "bigint"],
  ])("gives a TypeError for %o", (value, shown) => {
    const check = (): unknown => integerIn("Cannot do it", "count", value, 1, 10);
    expect(check).toThrow(TypeError);
    expect(check).toThrow(`Cannot do it: "count" must be a number, got ${shown}`);
  });
});

describe("numberIn()", () => {
  test.each([0, 0.25, 1])("returns %d of [0, 1]", (value) => {
    expect(numberIn("Cannot do it", "share", value, 0, 1)).toBe(value);
  });

  test.each([-0.001, 1.001, NaN, Infinity])("gives a RangeError for %d", (value) => {
    const check = (): unknown => numberIn("Cannot do it", "share", value, 0, 1);
    expect(check).toThrow(RangeError);
    expect(check).toThrow(`Cannot do it: "share" must be in [0, 1], got ${value}`);
  });

  test("names the lower end alone where there is no upper one, and refuses infinity", () => {
    expect(numberIn("Cannot do it", "width", 1e300, 0, Infinity)).toBe(1e300);
    const check = (): unknown => numberIn("Cannot do it", "width", Infinity, 0, Infinity);
    expect(check).toThrow(RangeError);
    expect(check).toThrow('Cannot do it: "width" must be finite and at least 0, got Infinity');
  });

  test("gives a TypeError for what is no number", () => {
    const check = (): unknown => numberIn("Cannot do it", "share", "0.5", 0, 1);
    expect(check).toThrow(TypeError);
    expect(check).toThrow('Cannot do it: "share" must be a number, got "0.5"');
  });
});

describe("oneOf()", () => {
  test("returns a known value", () => {
    expect(oneOf("Cannot do it", "colour", "red", ["red", "blue"])).toBe("red");
  });

  test.each([
    ["green", '"green"'],
    [3, "3"],
    [undefined, "undefined"],
  ])("gives a RangeError with all known values for %o", (value, shown) => {
    const check = (): unknown => oneOf("Cannot do it", "colour", value, ["red", "blue"]);
    expect(check).toThrow(RangeError);
    expect(check).toThrow(`Cannot do it: "colour" must be one of red, blue, got ${shown}`);
  });
});

describe("checkLength()", () => {
  test("says nothing about the right length", () => {
    expect(() => checkLength("Cannot do it", "rows", [1, 2], 2, "I·F")).not.toThrow();
  });

  test("gives a RangeError with the shape for another", () => {
    const check = (): void => checkLength("Cannot do it", "rows", [1, 2], 6, "I·F");
    expect(check).toThrow(RangeError);
    expect(check).toThrow('Cannot do it: "rows" must hold I·F = 6 values, got 2');
  });
});

describe("rejectUnknownKeys()", () => {
  const known = { count: 3, exclude: [], learningRate: 1 };

  test("says nothing about known keys", () => {
    expect(() => rejectUnknownKeys("Cannot do it", { count: 1 }, known)).not.toThrow();
    expect(() => rejectUnknownKeys("Cannot do it", {}, known)).not.toThrow();
  });

  test.each([
    [{ cuont: 1 }, '"cuont" is not an option; did you mean "count"?'],
    [{ learning_rate: 1 }, '"learning_rate" is not an option; did you mean "learningRate"?'],
    [{ zzzzzz: 1 }, '"zzzzzz" is not an option'],
    [{ toString: 1 }, '"toString" is not an option'],
  ])("gives a TypeError for %o", (given, message) => {
    const check = (): void => rejectUnknownKeys("Cannot do it", given, known);
    expect(check).toThrow(TypeError);
    expect(check).toThrow(new TypeError(`Cannot do it: ${message}`));
  });
});

describe("nearestName()", () => {
  const names = ["factors", "epochs", "regularization", "biasRegularization", "learningRate", "u1"];

  test.each([
    ["factor", "factors"],
    ["epoch", "epochs"],
    ["eopchs", "epochs"],
    ["Epochs", "epochs"],
    ["regularisation", "regularization"],
    ["biasRegularisation", "biasRegularization"],
    ["learning-rate", "learningRate"],
    ["lerningRate", "learningRate"],
  ])("of %s is %s", (typed, meant) => {
    expect(nearestName(typed, names)).toBe(meant);
  });

  test.each(["optimizer", "", "momentum"])("of %o is none", (typed) => {
    expect(nearestName(typed, names.slice(0, 5))).toBeUndefined();
  });

  test("is the first of two as near as each other", () => {
    expect(nearestName("u9", ["u1", "u2"])).toBe("u1");
  });
});

describe("editDistance()", () => {
  test.each([
    ["", "", 0],
    ["abc", "", 3],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
    ["alien", "aline", 1],
    ["ca", "abc", 3], // not 2: what was swapped is not edited again
  ])("of %o and %o is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test("equals the recursion that defines it, both ways round", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBe(naiveDistance(a, b));
        expect(editDistance(b, a)).toBe(naiveDistance(a, b));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

/** Optimal string alignment, straight from its definition. */
function naiveDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const same = a.at(-1) === b.at(-1) ? 0 : 1;
  const distances = [
    naiveDistance(a.slice(0, -1), b) + 1,
    naiveDistance(a, b.slice(0, -1)) + 1,
    naiveDistance(a.slice(0, -1), b.slice(0, -1)) + same,
  ];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    distances.push(naiveDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  }
  return Math.min(...distances);
}
