import { describe, expect, test } from "vitest";
import type { Explanation, Pick, Reason, Taste } from "../index.ts";
import { avoidWhyLines, drawnText, orderText, pickWhyLines } from "./film-list.ts";
import { sumText } from "./explanation-text.ts";
import type { Screen } from "./terminal/screen.ts";

const SCREEN = { columns: 80, isNarrow: false } as Screen;
const FARGO: Reason = { movieId: 1, title: "Fargo", year: 1996, rating: 5, share: 0.3 };
const TWISTER: Reason = { movieId: 2, title: "Twister", year: 1996, rating: 1, share: -0.3 };

/** Someone for whom a film is worth so much by what everyone thinks of it, and by their own taste. */
function tasteOf(
  film: number,
  taste: number,
  reasons: readonly Reason[] = [],
  ratedBy = 100,
): Taste {
  const explanation = {
    ...{ film, taste, reasons, ratedBy, mean: 3.5, strictness: 0, stars: 3.5 + film + taste },
    matches: Float32Array.of(taste),
  };
  return { explain: () => explanation } as unknown as Taste;
}

function pickOf(...why: readonly Reason[]): Pick {
  return { movieId: 3, title: "Brazil", year: 1985, why } as unknown as Pick;
}

describe("why a film is picked", () => {
  test.each([
    [0, 0.5, [FARGO], "because you gave Fargo 5 ★"],
    [0.6, 0.5, [FARGO], "because you gave Fargo 5 ★, and most people like it"],
    [0.9, 0.1, [FARGO], "mostly because everyone likes it, and you gave Fargo 5 ★"],
    [0.9, 0.1, [], "because most people like it"],
    [-0.6, -0.5, [FARGO], "because you gave Fargo 5 ★, though few people like it"],
  ])("everyone's part %d, taste's part %d, reasons %j", (film, taste, why, text) => {
    expect(pickWhyLines(tasteOf(film, taste), pickOf(...why), SCREEN)).toEqual([text]);
  });

  test("is said to be no rating of one's own where none speaks for it", () => {
    const none = ["none of your ratings speaks for it, people like you choose it"];
    expect(pickWhyLines(tasteOf(0, 0), pickOf(), SCREEN)).toEqual(none);
    expect(pickWhyLines(tasteOf(-1, 0), pickOf(), SCREEN)).toEqual(none);
  });

  test("never is everyone's view where few have rated it", () => {
    expect(pickWhyLines(tasteOf(0.9, 0.1, [], 19), pickOf(FARGO), SCREEN)).toEqual([
      "because you gave Fargo 5 ★, though few have rated it",
    ]);
  });

  test("of own ratings those below the person's mean are not told, where others are", () => {
    const seven: Reason = { ...FARGO, title: "Seven", rating: 3 };
    const taste = tasteOf(0, 0.5, [FARGO, seven]);
    expect(pickWhyLines(taste, pickOf(seven, FARGO), SCREEN)).toEqual([
      "because you gave Fargo 5 ★",
    ]);
    expect(pickWhyLines(taste, pickOf(seven), SCREEN)).toEqual(["because you gave Seven 3 ★"]);
  });

  test("a name before it is part of the lines", () => {
    const lines = pickWhyLines(
      tasteOf(0.9, 0),
      pickOf(FARGO),
      { ...SCREEN, columns: 45 } as Screen,
      "ann: ",
    );
    expect(lines).toEqual(["ann: mostly because everyone likes it,", "and you gave Fargo 5 ★"]);
  });
});

describe("why a film is to be skipped", () => {
  test.each([
    [0, [TWISTER], ["you gave Twister 1 ★"]],
    [-0.6, [TWISTER], ["you gave Twister 1 ★, and few people like it"]],
    [0.6, [TWISTER], ["you gave Twister 1 ★, though most people like it"]],
    [-0.6, [], ["few people like it"]],
    [0.6, [], ["people like you give it less"]],
  ])("everyone's part %d, reasons %j", (film, why, lines) => {
    expect(avoidWhyLines(tasteOf(film, 0, why), pickOf(...why), SCREEN)).toEqual(lines);
  });
});

describe("the order of a list", () => {
  const films = (...stars: readonly number[]): Pick[] =>
    stars.map((each) => ({ stars: each }) as Pick);

  test("is told where it is not that of the stars shown", () => {
    expect(orderText(films(4.6, 4.5, 4.5), {})).toBe("");
    expect(orderText(films(4.41, 4.44), {})).toBe("");
    expect(orderText(films(4.4, 4.5), {})).toMatch(/what people like you choose.*not of stars/u);
  });

  test("is told to be drawn where it was", () => {
    expect(orderText(films(4.6, 4.5), { surprise: 0.1 })).toMatch(/^Drawn .*--seed/u);
    expect(drawnText({ surprise: 0 })).toBe("");
  });
});

test("a part of the sum that is 0.00 has no sign and no second space", () => {
  const parts = { mean: 3.5, film: 0, strictness: -0.001, taste: 0.25, stars: 3.749 };
  const explanation = { ...parts, matches: Float32Array.of(0.25) } as unknown as Explanation;
  expect(sumText({ ...SCREEN, columns: 100 } as Screen, explanation)).toEqual([
    "stars: 3.50 everyone's mean, 0.00 the film itself, 0.00 your strictness, +0.25 your taste",
  ]);
});

test("a sum beyond the scale is told, and taste left out where stars know none", () => {
  const parts = { mean: 3.5, film: 1, strictness: 0.9, taste: 0, stars: 5 };
  const explanation = { ...parts, matches: new Float32Array(0) } as unknown as Explanation;
  expect(sumText({ ...SCREEN, columns: 120 } as Screen, explanation)).toEqual([
    "stars: 3.50 everyone's mean, +1.00 the film itself, +0.90 you are generous; 5.40, shown as 5.0 ★",
  ]);
});
