import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

test("text survives encodeUtf8() and decodeUtf8()", () => {
  const text = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(text, (value) => decodeUtf8(encodeUtf8(value)) === value),
    { seed: 1 },
  );
});

test("encodeUtf8() gives the bytes of the standard", () => {
  expect([...encodeUtf8("é€😀")]).toEqual([0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]);
});

test("decodeUtf8() gives a TypeError for bytes that are not UTF-8", () => {
  expect(() => decodeUtf8(Uint8Array.of(0x41, 0xe9, 0x42))).toThrow(TypeError);
});
