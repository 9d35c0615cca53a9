import { describe, expect, test } from "vitest";
import { skipText, sureText, tasteText, whyText } from "./why-text.ts";

const parts = { mean: 3.5, film: 0, strictness: 0, taste: 0 };
const reason = (title: string, rating: number) => ({
  ...{ movieId: title, title, year: 1990 },
  rating,
  share: 0.2,
});
const sure = (low: number, stars: number, high: number) =>
  sureText({ low, stars, high, parts } as Parameters<typeof sureText>[0]);

describe("why a film is picked", () => {
  test("names the two ratings that speak for it most, halves as halves", () => {
    const why = [reason("Alien", 5), reason("Brazil", 4.5), reason("Big", 3)];
    expect(whyText({ why })).toBe("Because you gave Alien 5\u{a0}★ and Brazil 4½\u{a0}★.");
  });

  test("says so where no rating speaks for it", () => {
    expect(whyText({ why: [] })).toBe("Nothing you rated speaks for it in particular.");
  });
});

describe("how sure it is", () => {
  test("speaks of love only where the whole interval does", () => {
    expect(sure(4, 4.6, 5)).toBe("You’ll likely love it.");
    expect(sure(3.9, 4.6, 5)).toBe("You’ll likely like it.");
  });

  test("calls a wide interval below the usual a coin toss", () => {
    expect(sure(2.3, 3.7, 5)).toBe("A coin toss, on the better side.");
  });

  test("says nothing where nothing was measured", () => {
    expect(sure(Number.NaN, 4.5, Number.NaN)).toBe("");
  });
});

describe("whose film it is", () => {
  test.each([
    [0.4, 0.2, "Everyone likes it, and it suits you."],
    [0.2, 0.4, "Your taste, mostly; others like it too."],
    [0, 0.4, "Your taste, entirely."],
    [0.4, 0, "Everyone likes it."],
    [0, 0, ""],
  ])("film %s and taste %s: %s", (film, taste, words) => {
    expect(tasteText({ parts: { ...parts, film, taste } })).toBe(words);
  });
});

describe("why to skip a film", () => {
  test("names what was rated low, else the crowd", () => {
    expect(skipText({ why: [reason("Speed", 2)], parts })).toBe("You gave Speed 2\u{a0}★.");
    expect(skipText({ why: [], parts: { ...parts, film: -0.4 } })).toBe("Hardly anyone likes it.");
    expect(skipText({ why: [], parts })).toBe("It is not your kind of film.");
  });
});
