import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelFileError } from "../errors.ts";
import type { Tensor, TensorData } from "./safetensors.ts";
import { scaledTensors, widened } from "./scaled-tensor.ts";

function read(entries: readonly [string, Tensor][], columns: number): Float32Array {
  const tensors = new Map(entries);
  return widened({ tensors, metadata: {} }, "a", tensors.get("a")!.data as Int8Array, columns);
}

/** Values of three columns. */
const matrices = fc
  .array(
    fc.tuple(
      ...[0, 1, 2].map(() =>
        fc.float({ noNaN: true, min: Math.fround(-1e30), max: Math.fround(1e30) }),
      ),
    ),
    {
      maxLength: 9,
    },
  )
  .map((rows) => ({ shape: [rows.length, 3], data: Float32Array.from(rows.flat()) }));

describe("scaledTensors()", () => {
  test("keeps 8 bits, with a scale for each column; a vector is one", () => {
    const data = Float32Array.of(127, 2, -63.5, -4);
    const [matrix, scales] = scaledTensors("a", { shape: [2, 2], data });
    expect(matrix).toEqual(["a", { shape: [2, 2], data: Int8Array.of(127, 63, -63, -127) }]);
    expect(scales![0]).toBe("a.scale");
    expect(scales![1].shape).toEqual([2]);
    expect(scales![1].data[0]).toBe(1);
    expect(scales![1].data[1]).toBeCloseTo(4 / 127, 5);
    const [vector, scale] = scaledTensors("a", { shape: [4], data });
    expect(vector![1].data).toEqual(Int8Array.of(127, 2, -63, -4));
    expect(scale![1]).toEqual({ shape: [1], data: Float32Array.of(1) });
  });

  test("is off by half a scale at most, and what was read gives the same again", () => {
    fc.assert(
      fc.property(matrices, (tensor) => {
        const entries = scaledTensors("a", tensor);
        const scale = entries[1]![1].data;
        const data = read(entries, 3);
        for (const [k, value] of data.entries()) {
          expect(Math.abs(value - tensor.data[k]!)).toBeLessThanOrEqual(0.5000001 * scale[k % 3]!);
          expect(value).toBe(entries[0]![1].data[k]! * scale[k % 3]!); // nothing was rounded
        }
        expect(scaledTensors("a", { ...tensor, data })).toEqual(entries);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test("keeps zeros, columns of nothing else, and no column at all", () => {
    const data = Float32Array.of(0, 0, 254, 0, -0, 2);
    expect([...read(scaledTensors("a", { shape: [2, 3], data }), 3)]).toEqual([0, 0, 254, 0, 0, 2]);
    expect(scaledTensors("a", { shape: [2, 3], data })[1]![1].data[0]).toBe(1);
    const none = scaledTensors("a", { shape: [4, 0], data: new Float32Array(0) });
    expect(read(none, 0)).toEqual(new Float32Array(0));
  });
});

describe("widened()", () => {
  const whole = Int8Array.of(1, 2, 3, 4);
  const scaled = (data: TensorData): (() => unknown) => {
    const tensors = new Map([["a.scale", { shape: [data.length], data }]]);
    return () => widened({ tensors, metadata: {} }, "a", whole, 2);
  };

  test.each([
    ["another number of them", Float32Array.of(1), "F32 of 2 values"],
    ["another type", Uint32Array.of(1, 1), "F32 of 2 values"],
    ["a scale that is NaN", Float32Array.of(1, NaN), "numbers from 2⁻¹²⁶ to 2¹²⁰"],
    ["an endless one", Float32Array.of(1, Infinity), "numbers from 2⁻¹²⁶ to 2¹²⁰"],
    ["one whose multiples are endless", Float32Array.of(1, 2 ** 121), "numbers from 2⁻¹²⁶ to 2¹²⁰"],
    ["one of 0", Float32Array.of(0, 1), "numbers from 2⁻¹²⁶ to 2¹²⁰"],
    ["one below 0", Float32Array.of(1, -1), "numbers from 2⁻¹²⁶ to 2¹²⁰"],
  ])("gives a ModelFileError for scales with %s", (_, data, wanted) => {
    expect(scaled(data)).toThrow(ModelFileError);
    expect(scaled(data)).toThrow(
      `Cannot read the model: tensor "a.scale" must be ${wanted}; train the model again`,
    );
  });

  test("gives finite numbers by the largest scale", () => {
    const tensors = new Map([["a.scale", { shape: [1], data: Float32Array.of(2 ** 120) }]]);
    const data = widened({ tensors, metadata: {} }, "a", Int8Array.of(127, -128), 1);
    expect([...data]).toEqual([127 * 2 ** 120, -(2 ** 127)]);
  });

  test("gives a ModelFileError for scales that are not there", () => {
    const read0 = (): unknown =>
      widened({ tensors: new Map(), metadata: {} }, "a", new Int8Array(2), 1);
    expect(read0).toThrow(ModelFileError);
    expect(read0).toThrow('tensor "a.scale" must be F32 of 1 values');
  });
});
