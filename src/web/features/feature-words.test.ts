import { describe, expect, it } from "vitest";
import { timesText } from "../../words/times-text.ts";
import type { FeatureFacts } from "../messages.ts";
import { headingText, introText, placeText, stabilityText, toldText } from "./feature-words.ts";

describe("how well a feature is told", () => {
  it("is counted in tens, and in hundreds where ten would be all", () => {
    expect([0.76, 0.93, 0.944, 0.95, 0.999].map(timesText)).toEqual([
      "8 times in 10",
      "9 times in 10",
      "9 times in 10",
      "95 times in 100",
      "99 times in 100",
    ]);
  });

  it("is a sentence of its own for each kind, and none for what nobody named", () => {
    const told = (kind: FeatureFacts["kind"], auc: number | undefined): string | undefined =>
      toldText({ name: "horror", kind, auc });
    expect(told("genre", 0.9)).toBe("It tells horror from the rest 9 times in 10.");
    expect(told("appeal", 0.8)).toBe("Of two films it tells the better known one 8 times in 10.");
    expect(told("year", 0.8)).toContain("the newer one");
    expect(told("acclaim", 0.8)).toContain("the better liked one");
    expect(told("unnamed", undefined)).toBeUndefined();
  });

  it("is introduced by the best told genre", () => {
    const feature = { name: "science fiction", kind: "genre", auc: 0.91 } as FeatureFacts;
    expect(introText([feature])).toBe(
      "Nobody told it about genres; shown ratings alone, it tells science fiction from the rest 9 times in 10.",
    );
    expect(introText([])).toMatch(/^Nobody told it about genres/u);
  });
});

describe("stability", () => {
  it("warns of what another start would not find", () => {
    expect(stabilityText(0.97)).toContain("the same (0.97)");
    expect(stabilityText(0.8)).toContain("much alike (0.80)");
    expect(stabilityText(0.5)).toContain("take it lightly");
    expect(stabilityText(-0.1)).toContain("(−0.10): it may be chance");
  });

  it("is not spoken of where it was not measured", () => {
    expect(stabilityText(Number.NaN)).toBeUndefined();
  });
});

it("a place near the middle has no sign", () => {
  expect([0.84, -0.26, -0.04].map(placeText)).toEqual(["+0.8", "−0.3", "0"]);
});

it("a heading begins with a capital", () => {
  expect(headingText("science fiction")).toBe("Science fiction");
});
