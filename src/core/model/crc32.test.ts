import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeUtf8 } from "../utf8.ts";
import { crc32 } from "./crc32.ts";

test.each([
  ["", 0],
  ["a", 0xe8b7be43],
  ["123456789", 0xcbf43926], // the check value of the standard
  ["The quick brown fox jumps over the lazy dog", 0x414fa339],
])("crc32() of %o is known", (text, wanted) => {
  expect(crc32(encodeUtf8(text))).toBe(wanted);
});

test("crc32() equals the polynomial division that defines it", () => {
  const naive = (bytes: Uint8Array): number => {
    let crc = 0xffffffff;
    for (const byte of bytes) {
      crc ^= byte;
      for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return (crc ^ 0xffffffff) >>> 0;
  };
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => crc32(bytes) === naive(bytes)),
    { seed: 1 },
  );
});
