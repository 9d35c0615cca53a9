import { describe, expect, test } from "vitest";
import type { FeatureMatch, Match, Model } from "../index.ts";
import { matchLines } from "./match-lines.ts";
import { timesText } from "../words/times-text.ts";

const MODEL = {} as Model; // only names of unnamed features are looked up there

function matchOf(stars: Readonly<Record<string, number>>, rest: number): Match {
  const features = Object.entries(stars).map(
    ([name, own]) => ({ feature: { name }, stars: own }) as unknown as FeatureMatch,
  );
  return { features, rest, taste: rest + features.reduce((sum, one) => sum + one.stars, 0) };
}

describe("matchLines()", () => {
  test("has the strongest four with bars to one scale, and all others together", () => {
    const match = matchOf(
      { War: 0.04, Comedy: -0.22, Crime: 0.15, Drama: 0.05, Horror: 0.06 },
      0.1,
    );
    expect(matchLines(MODEL, match, 120)).toEqual([
      "Comedy ████▋ −0.22   Crime ███▏ +0.15   Horror █▎ +0.06   Drama █ +0.05   all others +0.14",
    ]);
  });

  test("breaks lines between features", () => {
    const lines = matchLines(MODEL, matchOf({ Comedy: 0.2, Crime: 0.1 }, 0), 30);
    expect(lines).toEqual(["Comedy ████▎ +0.20", "Crime ██▏ +0.10", "all others 0.00"]);
  });

  test("has the longest bar for what adds more than a third of a star", () => {
    const [line] = matchLines(MODEL, matchOf({ Comedy: 1, Crime: -0.5 }, 0), 80);
    expect(line).toMatch(/^Comedy █{7} \+1\.00 {3}Crime █{3}▌ −0\.50/u);
  });

  test("is nothing where no feature adds anything to speak of", () => {
    expect(matchLines(MODEL, matchOf({ Comedy: 0.02 }, 0.3), 80)).toEqual([]);
    expect(matchLines(MODEL, matchOf({}, 0), 80)).toEqual([]);
  });
});

test.each([
  [0.7501, "8 times in 10"],
  [0.849, "8 times in 10"],
  [0.9, "9 times in 10"],
  [0.9449, "9 times in 10"],
  [0.945, "95 times in 100"],
  [0.9999, "99 times in 100"],
])("timesText(%d) is %s", (auc, text) => {
  expect(timesText(auc)).toBe(text);
});
