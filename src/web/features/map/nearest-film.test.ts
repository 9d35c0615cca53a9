import { describe, expect, it } from "vitest";
import { DIRECTIONS, nearestTo, nextTowards } from "./nearest-film.ts";

const PLACES = [
  { x: 0, y: 0 },
  { x: 10, y: 1 },
  { x: 6, y: 5 },
  { x: -4, y: 0 },
  { x: 0, y: -9 },
];

describe("the film under the pointer", () => {
  it("is the nearest within reach", () => {
    expect(nearestTo(PLACES, { x: 7, y: 4 }, 5)).toBe(2);
  });

  it("is none where all are too far", () => {
    expect(nearestTo(PLACES, { x: 100, y: 0 }, 5)).toBe(-1);
    expect(nearestTo([], { x: 0, y: 0 }, 5)).toBe(-1);
  });
});

describe("arrows", () => {
  it("go to the next film of their quarter, sooner along than aside", () => {
    const next = (key: string): number => nextTowards(PLACES, 0, DIRECTIONS[key]!);
    expect(next("ArrowRight")).toBe(1);
    expect(next("ArrowLeft")).toBe(3);
    expect(next("ArrowUp")).toBe(4);
    expect(next("ArrowDown")).toBe(-1);
  });

  it("never stay where they are, even among films in one place", () => {
    const same = [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ];
    expect(nextTowards(same, 0, DIRECTIONS["ArrowRight"]!)).toBe(-1);
  });
});
