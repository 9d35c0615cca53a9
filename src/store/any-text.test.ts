import fc from "fast-check";
import { expect, test } from "vitest";
import { keptText, textOfKept } from "./any-text.ts";

const text = fc.string({
  unit: fc.constantFrom("\0", "\u0001", "\u0002", "a", "é", "😀", "\uffff"),
});

test("a kept text has no NUL, and gives the text back", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (given) => {
      expect(keptText(given)).not.toContain("\0");
      expect(textOfKept(keptText(given))).toBe(given);
    }),
  );
});

test("kept texts are in the order of the texts", () => {
  const order = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(order(keptText(a), keptText(b))).toBe(order(a, b));
    }),
  );
});

test("half of a surrogate pair is refused", () => {
  for (const half of ["\ud800", "a\udc00", "\udc00\ud800"]) {
    expect(() => keptText(half)).toThrow(
      new TypeError("Cannot store a text: it has half of a surrogate pair; give well-formed text"),
    );
  }
});
