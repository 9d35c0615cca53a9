import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_DEPTH, faultPlace, jsonText } from "./json-text.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

test("valid JSON comes back as it is, whatever its strings hold", () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: "binary", maxDepth: 20 }), (json) => {
      expect(jsonText(bytes(json))).toBe(new TextDecoder().decode(bytes(json)));
    }),
  );
});

test("so deep and no deeper", () => {
  expect(JSON.parse(jsonText(bytes(nested(MOST_DEPTH))))).toBeInstanceOf(Array);
  expect(() => jsonText(bytes(nested(MOST_DEPTH + 1)))).toThrow(/nested more than 64 deep/u);
  expect(() => jsonText(bytes('{"a":'.repeat(100_000)))).toThrow(/nested more than 64 deep/u);
});

test("brackets in strings are no depth, also behind an escaped quote", () => {
  const text = JSON.stringify({ a: '"[[[['.repeat(100), "\\": "{".repeat(100) });
  expect(jsonText(bytes(text))).toBe(text);
  expect(() => jsonText(bytes(`"\\\\"${nested(65)}`))).toThrow(/nested/u);
});

test.each([[[0xff]], [[0x22, 0xc3, 0x22]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]]])(
  "bytes %j are not UTF-8",
  (broken) => {
    expect(() => jsonText(Uint8Array.from(broken))).toThrow(/not valid UTF-8/u);
  },
);

test("the place where JSON ends being JSON is told, without what stands there", () => {
  expect(faultPlace('{"a": 1,\n  b}')).toBe("line 2, column 3");
  expect(faultPlace("{}")).toBeUndefined();
});
