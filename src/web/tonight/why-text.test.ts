import { describe, expect, test } from "vitest";
import { poorText, sureText, whyText } from "./why-text.ts";

const reason = (title: string, rating: number) => ({
  ...{ movieId: title, title, year: 1990 },
  rating,
  share: 0.2,
});
const parts = { mean: 3.5, film: 0, strictness: 0, taste: 0 };
const sure = (low: number, stars: number, high: number) =>
  sureText({ low, stars, high, parts } as Parameters<typeof sureText>[0]);

describe("why a film is in a list", () => {
  test("is a sentence with the two ratings that count most, halves as halves", () => {
    const gave = [reason("Alien", 5), reason("Brazil", 4.5), reason("Big", 3)];
    expect(whyText({ before: "because", gave, after: "though few people like it" })).toBe(
      "Because you gave Alien 5\u{a0}★ and Brazil 4½\u{a0}★, though few people like it.",
    );
  });

  test("says but where the two are far apart, and stands alone without ratings", () => {
    const gave = [reason("Speed", 1), reason("Heat", 4)];
    expect(whyText({ before: "", gave, after: "" })).toBe(
      "You gave Speed 1\u{a0}★ but Heat 4\u{a0}★.",
    );
    expect(whyText({ before: "few people like it", gave: [], after: "" })).toBe(
      "Few people like it.",
    );
  });
});

describe("how sure it is", () => {
  test("speaks of love only where the whole interval does", () => {
    expect(sure(4, 4.6, 5)).toBe("You’ll likely love it.");
    expect(sure(3.9, 4.6, 5)).toBe("You’ll likely like it.");
  });

  test("calls a wide interval a coin toss", () => {
    expect(sure(2.3, 3.7, 5)).toBe("A coin toss, on the better side.");
  });

  test("says nothing where nothing was measured", () => {
    expect(sure(Number.NaN, 4.5, Number.NaN)).toBe("");
  });
});

test("films that get little are not told as if they would please", () => {
  expect(poorText([{ stars: 0.8 }, { stars: 2.9 }])).toContain("None of these is likely to please");
  expect(poorText([{ stars: 0.8 }, { stars: 3 }])).toBeUndefined();
  expect(poorText([])).toBeUndefined();
});
