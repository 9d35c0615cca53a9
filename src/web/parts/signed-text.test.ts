import { expect, it } from "vitest";
import { signedText } from "./signed-text.ts";

it("a signed number has a true minus, and its plus", () => {
  expect([0.84, -0.26, 12.3].map((value) => signedText(value, 1))).toEqual([
    "+0.8",
    "\u22120.3",
    "+12.3",
  ]);
  expect(signedText(-0.126, 2)).toBe("\u22120.13");
});

it("what rounds to nothing is 0, without sign or digits", () => {
  expect([0, -0, 0.04, -0.04].map((value) => signedText(value, 1))).toEqual(["0", "0", "0", "0"]);
  expect(signedText(-0.4, 0)).toBe("0");
});

it("what is not known is no number", () => {
  expect(signedText(Number.NaN, 1)).toBe("unknown");
});
