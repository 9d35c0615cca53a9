import { expect, it } from "vitest";
import { shortNames, spokeLabels } from "./spoke-labels.ts";

const FEATURES = [
  { name: "horror", isNamed: true },
  { name: "science fiction", isNamed: true },
  { name: "Brazil ↔ Titanic", isNamed: false },
  { name: "Alien ↔ Babe", isNamed: false },
];

it("features without a name are told apart by letters", () => {
  expect(shortNames(FEATURES)).toEqual(["horror", "science fiction", "unnamed A", "unnamed B"]);
});

it("names go round clockwise from the top and grow away from the circle", () => {
  const labels = spokeLabels(FEATURES, 100);
  expect(labels.map(({ x, y }) => [Math.round(x) + 0, Math.round(y) + 0])).toEqual([
    [0, -100],
    [100, 0],
    [0, 100],
    [-100, 0],
  ]);
  expect(labels.map(({ anchor }) => anchor)).toEqual(["middle", "start", "middle", "end"]);
});

it("a long name of several words stands on two lines", () => {
  expect(spokeLabels(FEATURES, 100).map(({ lines }) => lines)).toEqual([
    ["horror"],
    ["science", "fiction"],
    ["unnamed A"],
    ["unnamed B"],
  ]);
});
