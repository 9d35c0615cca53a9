import { describe, expect, test } from "vitest";
import { boughtTexts } from "./bought-texts.ts";

function plain(rated: number): string {
  return boughtTexts(rated).join(" ").replaceAll("\u00a0", " ");
}

describe("boughtTexts() with", () => {
  test("no film rated says what ten, twenty and fifty buy", () => {
    expect(plain(0)).toBe(
      "Before you rate anything, predictions are typically off by 0.97 ★. " +
        "Ten bring it to 0.90 ★, twenty to 0.88 ★, fifty to 0.86 ★.",
    );
  });

  test("one, twelve, forty-nine says where that is, and only what is ahead", () => {
    expect(plain(1)).toMatch(
      /^With 1 film rated, .* off by 0\.96 ★; with none it is 0\.97 ★\. Ten/u,
    );
    expect(plain(12)).toMatch(/12 films rated, .* 0\.89 ★.* Twenty bring it to 0\.88 ★, fifty to/u);
    expect(plain(49)).toMatch(/ Fifty bring it to 0\.86 ★\.$/u);
  });

  test("more than was measured says so", () => {
    expect(plain(400)).toMatch(/Past fifty it was not measured/u);
  });
});
