import { describe, expect, it } from "vitest";
import type { OwnAccuracyTold } from "../../index.ts";
import { orderWorthText, starsWorthText, untoldText, verdictText } from "./accuracy-words.ts";

const TOLD: OwnAccuracyTold = {
  ...{ tellable: true, verdict: "better", ratings: 58, unknown: 0, repeated: 0, needed: 30 },
  ...{ rmse: 0.82, mae: 0.61, coverage80: 0.83, width80: 2.1, meanRating: 3.4, pairs: 900 },
  crowd: { rmse: 0.96, mae: 0.75 },
  biasOnly: { rmse: 0.9, mae: 0.7 },
  againstCrowd: { difference: -0.14, low95: -0.2, high95: -0.08 },
  againstBiasOnly: { difference: -0.08, low95: -0.17, high95: 0.01 },
  picks: { topRating: 4.2, rightPairs: 0.71 },
  starsOrder: { topRating: 4.2, rightPairs: 0.72 },
  popularity: { topRating: 3.7, rightPairs: 0.58 },
  crowdOrder: { topRating: 4, rightPairs: 0.66 },
  pairsAgainstPopularity: { difference: 0.13, low95: 0.09, high95: 0.17 },
  pairsAgainstCrowd: { difference: 0.05, low95: -0.01, high95: 0.11 },
  ...{ movieIds: [], actual: new Float32Array(), predicted: new Float32Array() },
} as OwnAccuracyTold;

describe("the verdict on one's own predictions", () => {
  it("says yes and no only where chance is ruled out", () => {
    expect(verdictText(TOLD)).toMatch(/^Yes: .* 0\.82 stars off, not 0\.96\.$/u);
    expect(verdictText({ ...TOLD, verdict: "worse" })).toMatch(/^No: /u);
    expect(verdictText({ ...TOLD, verdict: "withinChance" })).toMatch(
      /^Cannot be told from 58 ratings: .*within what chance does\.$/u,
    );
  });

  it("shows a third digit where two would look alike", () => {
    const near = { ...TOLD, rmse: 0.901, crowd: { rmse: 0.904, mae: 0.7 } };
    expect(verdictText(near)).toContain("0.901 stars off, not 0.904");
  });

  it("says how many films are missing for one", () => {
    expect(untoldText(29, 30)).toMatch(/Rate 1 film more\.$/u);
    expect(untoldText(1, 30)).toMatch(/^Cannot be told from 1 rating yet/u);
  });
});

describe("what ratings are worth", () => {
  it("is a gain with its interval, called sure only where 0 is outside", () => {
    expect(starsWorthText(TOLD)).toBe(
      "So your ratings are worth 0.14 stars, surely (0.08 to 0.20). Against knowing only how strict " +
        "you are, your taste is worth 0.08 stars, perhaps (−0.01 to 0.17). 83 % of your ratings are " +
        "inside their interval, which should be 80.",
    );
  });

  it("leaves out intervals that were not measured", () => {
    expect(starsWorthText({ ...TOLD, coverage80: Number.NaN })).not.toContain("interval");
  });

  it("counts pairs in the right order against two simple rules", () => {
    expect(orderWorthText(TOLD)).toContain(
      "71 of 100 cases: +13, surely (+9 to +17) against sorting by how many rated them, +5, perhaps (−1 to +11)",
    );
    expect(orderWorthText({ ...TOLD, pairs: 0 })).toMatch(/no order is better\.$/u);
  });
});
