import { describe, expect, test } from "vitest";
import type { GradientDescentOptions } from "./gradient-descent-options.ts";
import {
  GRADIENT_DESCENT_DEFAULTS,
  resolveGradientDescentOptions,
} from "./gradient-descent-options.ts";

type NumberOption = Exclude<keyof GradientDescentOptions, "refit">;

interface Range {
  readonly name: NumberOption;
  readonly kept: readonly number[];
  readonly refused: readonly number[];
  readonly wanted: string;
}

const SEED = { kept: [0, 2 ** 32 - 1], refused: [-1, 2 ** 32, 1.5] };
const WEIGHT = { kept: [0, 10], refused: [-0.01, 10.01, Infinity] };
const RANGES: readonly Range[] = [
  { name: "factors", kept: [1, 1024], refused: [0, 1025, 2.5], wanted: "an integer in [1, 1024]" },
  {
    name: "epochs",
    kept: [1, 10_000],
    refused: [0, 10_001, 1.5],
    wanted: "an integer in [1, 10000]",
  },
  { name: "regularization", ...WEIGHT, wanted: "in [0, 10]" },
  { name: "biasRegularization", kept: [0, 1000], refused: [-0.01, 1001], wanted: "in [0, 1000]" },
  { name: "learningRate", kept: [1e-9, 10], refused: [0, -1, 11], wanted: "in [1e-9, 10]" },
  { name: "heldOutShare", kept: [0, 0.5], refused: [-0.1, 0.51], wanted: "in [0, 0.5]" },
  { name: "patience", kept: [1, 10_000], refused: [0, 1.5], wanted: "an integer in [1, 10000]" },
  { name: "leastGain", kept: [0, 1], refused: [-0.1, 1.1], wanted: "in [0, 1]" },
  { name: "initialSpread", ...WEIGHT, wanted: "in [0, 10]" },
  { name: "seed", ...SEED, wanted: "an integer in [0, 4294967295]" },
];

describe("resolveGradientDescentOptions()", () => {
  test("gives the defaults for nothing", () => {
    expect(resolveGradientDescentOptions()).toEqual(GRADIENT_DESCENT_DEFAULTS);
    expect(resolveGradientDescentOptions({})).toEqual(GRADIENT_DESCENT_DEFAULTS);
    expect(Object.isFrozen(GRADIENT_DESCENT_DEFAULTS)).toBe(true);
  });

  test("knows the range of every option", () => {
    const names = [...RANGES.map(({ name }) => name), "biasesFirst", "refit"];
    expect(names.toSorted()).toEqual(Object.keys(GRADIENT_DESCENT_DEFAULTS).toSorted());
  });

  test.each(RANGES)("keeps $name at both ends of its range", ({ name, kept }) => {
    for (const value of kept) {
      const resolved = resolveGradientDescentOptions({ [name]: value });
      expect(resolved).toEqual({ ...GRADIENT_DESCENT_DEFAULTS, [name]: value });
    }
  });

  test.each(RANGES)("refuses $name beyond its range: it must be $wanted", (range) => {
    for (const value of [...range.refused, NaN]) {
      const resolve = (): unknown => resolveGradientDescentOptions({ [range.name]: value });
      expect(resolve).toThrow(RangeError);
      expect(resolve).toThrow(
        `Cannot train: "${range.name}" must be ${range.wanted}, got ${value}`,
      );
    }
  });

  test.each(RANGES)("refuses $name that is no number", ({ name }) => {
    const resolve = (): unknown => resolveGradientDescentOptions({ [name]: "3" });
    expect(resolve).toThrow(TypeError);
    expect(resolve).toThrow(`Cannot train: "${name}" must be a number, got "3"`);
  });

  test("keeps a refit of false, and refuses one that is neither true nor false", () => {
    expect(resolveGradientDescentOptions({ refit: false }).refit).toBe(false);
    const resolve = (): unknown =>
      resolveGradientDescentOptions({ refit: "yes" as unknown as boolean });
    expect(resolve).toThrow(TypeError);
    expect(resolve).toThrow('Cannot train: "refit" must be true or false, got string');
  });

  test.each([
    ["factor", '; did you mean "factors"?'],
    ["lambda", ""],
    ["learningrate", '; did you mean "learningRate"?'],
    ["heldoutShare", '; did you mean "heldOutShare"?'],
  ])("refuses the unknown option %s%s", (name, hint) => {
    const resolve = (): unknown => resolveGradientDescentOptions({ [name]: 1 });
    expect(resolve).toThrow(new TypeError(`Cannot train: "${name}" is not an option${hint}`));
  });
});
