import { expect, test } from "vitest";
import { ratingAt } from "./use-pressed-stars.ts";

test.each([
  [-50, 0.5],
  [100, 0.5],
  [115, 0.5],
  [117, 1],
  [132, 1],
  [133, 1.5],
  [259, 5],
  [400, 5],
])("a pointer at %i px is at %f stars, of ten halves from 100 to 260", (clientX, rating) => {
  const rectangle = { left: 100, width: 160 } as DOMRect;
  expect(ratingAt({ clientX, currentTarget: { getBoundingClientRect: () => rectangle } })).toBe(
    rating,
  );
});
