import { describe, expect, it } from "vitest";
import type { ProfileRow } from "../messages.ts";
import {
  byUnlikeness,
  leaningText,
  rankText,
  signedStars,
  strictnessText,
} from "./profile-words.ts";

const film = (title: string): ProfileRow["low"][number] => ({ movieId: title, title, year: 1999 });

function row(given: Partial<ProfileRow>): ProfileRow {
  return {
    ...{ name: "science fiction", isNamed: true, kind: "genre", you: 0.7, above: 0.92 },
    crowd: { mean: 0.1, sd: 0.3 },
    low: [film("Brazil"), film("Fargo")],
    high: [film("Titanic"), film("Ghost"), film("Speed")],
    ...given,
  };
}

describe("a person along one feature", () => {
  it("is compared with the crowd's mean, not with nothing", () => {
    expect(leaningText(row({}))).toBe("You give science fiction 0.6 stars more than most.");
    expect(leaningText(row({ you: -0.3 }))).toBe(
      "You give science fiction 0.4 stars less than most.",
    );
  });

  it("is alike where the difference would be shown as nothing", () => {
    expect(leaningText(row({ you: 0.14 }))).toBe("You give science fiction what most give.");
    expect(rankText(row({ you: 0.14 }))).toBeUndefined();
  });

  it("names features that are no kind of film by films", () => {
    expect(leaningText(row({ kind: "appeal", name: "mass appeal" }))).toBe(
      "You give films that everyone has seen 0.6 stars more than most.",
    );
  });

  it("speaks of films where a genre's name is no word for them", () => {
    expect(leaningText(row({ name: "comedy" }))).toBe(
      "You give comedies 0.6 stars more than most.",
    );
  });

  it("is told by the end that is liked where nobody named the feature", () => {
    const unnamed = { kind: "unnamed", isNamed: false } as const;
    expect(leaningText(row({ ...unnamed, you: -0.9 }))).toBe(
      "You give films like Brazil and Fargo 1 star more than most.",
    );
    expect(leaningText(row(unnamed))).toBe(
      "You give films like Titanic and Ghost 0.6 stars more than most.",
    );
    expect(rankText(row({ ...unnamed, you: -0.9, above: 0.2 }))).toBe(
      "That is more than 80 in 100 people give.",
    );
  });

  it("is never before all people, nor ranked among nobody", () => {
    expect(rankText(row({ above: 1 }))).toBe("That is more than 99 in 100 people give.");
    expect(rankText(row({ you: -1, above: 0.1 }))).toBe("That is less than 90 in 100 people give.");
    expect(rankText(row({ above: Number.NaN }))).toBeUndefined();
  });
});

it("features are in the order of how unlike others someone is, those without a name last", () => {
  const sorted = byUnlikeness([
    row({ name: "unnamed", isNamed: false, you: 9 }),
    row({ name: "many differ", you: 1, crowd: { mean: 0, sd: 1 } }),
    row({ name: "few differ", you: -0.5, crowd: { mean: 0, sd: 0.1 } }),
    row({ name: "no crowd", you: 0.2, crowd: { mean: 0, sd: Number.NaN } }),
  ]);
  expect(sorted.map(({ name }) => name)).toEqual([
    "few differ",
    "many differ",
    "no crowd",
    "unnamed",
  ]);
});

describe("strictness", () => {
  it("is told in stars and against people", () => {
    expect(strictnessText({ strictness: -0.31, stricter: 0.29 }, 10)).toBe(
      "You give 0.3 stars less than others for the same films; stricter than 71 in 100 people.",
    );
    expect(strictnessText({ strictness: 0.24, stricter: 0.64 }, 10)).toBe(
      "You give 0.2 stars more than others for the same films; more generous than 64 in 100 people.",
    );
  });

  it("is not claimed from fewer than ten ratings", () => {
    const said = strictnessText({ strictness: -0.31, stricter: 0.29 }, 9);
    expect(said).toBe("Whether you are strict cannot be told from so few.");
  });

  it("says so where there is no difference or nobody to compare with", () => {
    expect(strictnessText({ strictness: 0.02, stricter: 0.5 }, 10)).toBe(
      "For the same films you give what others give.",
    );
    expect(strictnessText({ strictness: 1, stricter: Number.NaN }, 10)).toBe(
      "You give 1 star more than others for the same films.",
    );
  });
});

it("stars that would round to nothing have no sign", () => {
  expect([0.6, -0.34, 0.04, Number.NaN].map(signedStars)).toEqual([
    "+0.6 ★",
    "−0.3 ★",
    "0 ★",
    "unknown",
  ]);
});
