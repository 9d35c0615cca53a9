import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ModelFileError } from "../errors.ts";
import { encodeUtf8 } from "../utf8.ts";
import type { Tensor } from "./safetensors.ts";
import { decodeTensors, encodeTensors } from "./safetensors.ts";

/** A file of this header, whatever it says, and this many bytes of data. */
function fileOf(header: string, dataBytes = 0): Uint8Array {
  const json = encodeUtf8(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const TWO = {
  metadata: { made: "by hand", title: 'Amélie "1" 😀' },
  tensors: new Map<string, Tensor>([
    ["a", { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, NaN, Infinity, -0) }],
    ["counts", { shape: [2], data: Uint32Array.of(0, 2 ** 32 - 1) }],
    ["empty", { shape: [0, 4], data: new Float32Array(0) }],
    ["wide", { shape: [1], data: Float64Array.of(Math.PI) }],
    ["short", { shape: [2], data: Uint16Array.of(0, 2 ** 16 - 1) }],
    ["bytes", { shape: [1], data: Uint8Array.of(255) }],
    ["signed bytes", { shape: [2, 1], data: Int8Array.of(-128, 127) }],
  ]),
};

describe("encodeTensors()", () => {
  test("writes the header's length, JSON padded to 8 bytes, then little-endian data", () => {
    for (const pad of ["", "x", "xx", "xxx", "é", "xxxxxxx"]) {
      const bytes = encodeTensors({
        metadata: { pad },
        tensors: new Map([["a", { shape: [1], data: Float32Array.of(1) }]]),
      });
      const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
      expect(length % 8).toBe(0);
      const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
      expect(JSON.parse(text)).toEqual({
        __metadata__: { pad },
        a: { dtype: "F32", shape: [1], data_offsets: [0, 4] },
      });
      expect(text).toMatch(/^\{.*\} {0,7}$/u);
      expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f]);
    }
  });

  test("writes views of a larger buffer, and only their part of it", () => {
    const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    const bytes = encodeTensors({ metadata: {}, tensors: new Map([["a", { shape: [2], data }]]) });
    expect([...decodeTensors(bytes).tensors.get("a")!.data]).toEqual([1, 2]);
  });
});

describe("decodeTensors()", () => {
  test("gives back what encodeTensors() wrote", () => {
    const { tensors, metadata } = decodeTensors(encodeTensors(TWO));
    expect(metadata).toEqual(TWO.metadata);
    expect([...tensors]).toEqual([...TWO.tensors]);
  });

  test("gives back any tensors and any texts", () => {
    const texts = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: "grapheme" }), {
      noNullPrototype: true,
    });
    const arrays = fc.array(fc.float32Array({ maxLength: 9 }), { maxLength: 4 });
    fc.assert(
      fc.property(texts, arrays, (metadata, list) => {
        const entries = list.map((data, k): [string, Tensor] => [
          `tensor ${k}`,
          { shape: [data.length], data },
        ]);
        const decoded = decodeTensors(encodeTensors({ metadata, tensors: new Map(entries) }));
        expect(decoded.metadata).toEqual(metadata);
        expect([...decoded.tensors]).toEqual(entries);
      }),
      { seed: 1 },
    );
  });

  test.each([1, 2, 3, 5])("reads bytes that begin %i bytes into a buffer", (offset) => {
    const bytes = encodeTensors(TWO);
    const shifted = new Uint8Array(bytes.length + offset + 3).subarray(
      offset,
      offset + bytes.length,
    );
    shifted.set(bytes);
    expect([...decodeTensors(shifted).tensors]).toEqual([...TWO.tensors]);
  });

  // `slice` of a Node Buffer is a view: its whole pool of memory was once taken for the tensor.
  test("copies the tensors out of a Node Buffer", () => {
    const buffer = Buffer.from(encodeTensors(TWO));
    const { tensors } = decodeTensors(buffer);
    expect([...tensors]).toEqual([...TWO.tensors]);
    buffer.fill(0);
    expect([...tensors]).toEqual([...TWO.tensors]);
  });

  test("reads other programs' files: no metadata, one that is no text, tensors in any order", () => {
    const header = {
      __metadata__: { kept: "yes", left: 3 },
      second: { dtype: "F32", shape: [1], data_offsets: [4, 8] },
      first: { dtype: "U32", shape: [], data_offsets: [0, 4] },
    };
    const { tensors, metadata } = decodeTensors(fileOf(JSON.stringify(header), 8));
    expect(metadata).toEqual({ kept: "yes" });
    expect([...tensors.keys()]).toEqual(["second", "first"]);
    expect(tensors.get("first")).toEqual({ shape: [], data: Uint32Array.of(0) });
    expect(decodeTensors(fileOf("{}")).metadata).toEqual({});
    expect(decodeTensors(fileOf('{"__metadata__":[]}')).metadata).toEqual({});
    expect(decodeTensors(fileOf('{"__metadata__":"x"}')).metadata).toEqual({});
  });

  const entry = (description: unknown): Uint8Array => fileOf(JSON.stringify({ a: description }), 8);
  const fine = { dtype: "F32", shape: [2], data_offsets: [0, 8] };

  test.each([
    ["no bytes", new Uint8Array(0), "not in the safetensors format"],
    ["too few bytes", new Uint8Array(7), "not in the safetensors format"],
    ["a length alone", Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0), "not in the safetensors format"],
    ["a PNG image", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), "not in the"],
    ["a JSON file", encodeUtf8('{"ratings": [1, 2, 3]}'), "not in the safetensors format"],
    ["a header of 2⁶³ bytes", Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128, 0x7b), "not in the"],
    ["a header that is no JSON", fileOf("{nonsense}"), "not in the safetensors format"],
    ["a header that is no UTF-8", fileOf('{"a":"\u0000"}').map((b) => b || 0xff), "not in the"],
    ["a header cut short", fileOf('{"a":1}').subarray(0, 12), "cut short"],
    ["data cut short", entry(fine).subarray(0, -1), "cut short"],
    ["a tensor that is a number", entry(1), 'tensor "a" is not described as one'],
    ["a tensor that is null", entry(null), 'tensor "a" is not described as one'],
    ["no type", entry({ ...fine, dtype: undefined }), 'tensor "a" is not described as one'],
    ["a shape below 0", entry({ ...fine, shape: [-2] }), 'tensor "a" is not described as one'],
    ["a broken shape", entry({ ...fine, shape: [0.5, 4] }), 'tensor "a" is not described as one'],
    ["one offset", entry({ ...fine, data_offsets: [8] }), 'tensor "a" is not described as one'],
    ["offsets reversed", entry({ ...fine, data_offsets: [8, 0] }), 'tensor "a" is not described'],
    [
      "another type",
      entry({ ...fine, dtype: "F16" }),
      "must be one of I8, U8, U16, U32, F32, F64 and of its shape, got F16",
    ],
    ["another size", entry({ ...fine, shape: [3] }), "of its shape, got F32 in 8 bytes"],
    ["a size beyond all", entry({ ...fine, shape: [2 ** 53 - 1, 9] }), "of its shape, got F32"],
  ])("gives a ModelFileError for %s", (_, bytes, message) => {
    const read = (): unknown => decodeTensors(bytes);
    expect(read).toThrow(ModelFileError);
    expect(read).toThrow("Cannot read the model: ");
    expect(read).toThrow(message);
  });

  test("gives nothing but a ModelFileError for random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(() => decodeTensors(bytes)).toThrow(ModelFileError);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
