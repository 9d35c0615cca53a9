import { describe, expect, test } from "vitest";
import type { LearnSource } from "../messages.ts";
import { otherSourceText, ownShareText } from "./source-name.ts";

const MADE_UP: LearnSource = { kind: "made up" };
const SERVER: LearnSource = { kind: "server" };

function file(name: string): LearnSource {
  return { kind: "file", name, file: new Blob([name]) };
}

function of(source: LearnSource): Parameters<typeof otherSourceText>[0] {
  return { origin: { source, rated: 0 } };
}

describe("what is said of a run whose ratings are not those chosen now", () => {
  test("is nothing where they are the same", () => {
    const ml = file("ml.zip");
    expect(otherSourceText(of(ml), "done", { ...ml })).toBeUndefined();
    expect(otherSourceText(of(SERVER), "done", { ...SERVER })).toBeUndefined();
  });

  test("names both, and the way from one to the other", () => {
    expect(otherSourceText(of(SERVER), "done", file("mine.zip"))).toBe(
      "What you see here was learned from MovieLens 100K. Press play to learn from mine.zip.",
    );
    expect(otherSourceText(of(file("a.zip")), "paused", MADE_UP)).toBe(
      "This run learns from a.zip. Stop it to learn from made-up ratings.",
    );
    expect(otherSourceText(of(file("a.zip")), "done", file("a.zip"))).toBeDefined(); // another file
  });
});

test.each([
  [0, 0, ""],
  [0, 20, ", and none of your 20: they are not among these films"],
  [16, 20, ", and 16 of your 20: the other 4 are not among these films"],
  [19, 20, ", and 19 of your 20: the other one is not among these films"],
  [20, 20, ", and 20 of yours"],
])("%i of the person's %i ratings are told as %j", (own, rated, text) => {
  expect(ownShareText(own, { source: SERVER, rated })).toBe(text);
});
