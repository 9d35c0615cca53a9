import { expect, test } from "vitest";
import { newTrainingId, newVersion } from "./model-version.ts";

test("versions tell when they were made, in UTC, and sort by it", () => {
  const early = newVersion(Date.UTC(2026, 10, 29, 9, 5, 1));
  expect(early).toMatch(/^20261129-090501-[a-z2-9]{4}$/u);
  const late = newVersion(Date.UTC(2026, 10, 29, 17, 45, 1));
  expect([late, early].toSorted()).toEqual([early, late]);
});

test("versions of one second differ, as do ids of trainings", () => {
  const versions = Array.from({ length: 20 }, () => newVersion(0));
  expect(new Set(versions).size).toBeGreaterThan(18); // one in a million is drawn twice
  const ids = Array.from({ length: 1000 }, newTrainingId);
  expect(new Set(ids).size).toBe(1000);
});
