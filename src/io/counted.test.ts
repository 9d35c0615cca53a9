import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test.each([
  [0, "0 rows"],
  [1, "1 row"],
  [500_000, "500,000 rows"],
])("counted() has one thing or several: %j", (count, text) => {
  expect(counted(count, "row")).toBe(text);
});
