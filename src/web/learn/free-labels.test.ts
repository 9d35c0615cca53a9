import { expect, test } from "vitest";
import { freeLabels } from "./free-labels.ts";

test("writes names right of their dots, left where there is no room, and else not at all", () => {
  const at = (x: number, y: number): { x: number; y: number; length: number } => {
    return { x, y, length: 100 };
  };
  expect(freeLabels([at(10, 50)], 300)).toEqual(["right"]);
  expect(freeLabels([at(250, 50)], 300)).toEqual(["left"]);
  expect(freeLabels([at(60, 50)], 120)).toEqual([undefined]);
  expect(freeLabels([at(150, 50), at(160, 55)], 400)).toEqual(["right", undefined]);
  expect(freeLabels([at(150, 50), at(149, 55)], 400)).toEqual(["right", "left"]);
  expect(freeLabels([at(150, 50), at(160, 70)], 400)).toEqual(["right", "right"]);
});
