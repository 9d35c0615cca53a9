import { expect, test } from "vitest";
import { sizeText } from "./size-text.ts";

test.each([
  [1, "1 byte"],
  [65_536, "65,536 bytes"],
  [128 * 2 ** 20, "128 MB"],
  [128 * 2 ** 20 + 1, "129 MB"],
  [10 * 2 ** 30, "10 GB"],
  [2 ** 40, "1,024 GB"],
])("sizeText() says a size as people do, never below what it is: %j", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
