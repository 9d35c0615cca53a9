import { expect, test } from "vitest";
import { viewAt } from "./views.ts";

test.each([
  ["", "tonight", ""],
  ["#", "tonight", ""],
  ["#ratings", "ratings", ""],
  ["#/taste", "taste", ""],
  ["#night?with=abc?d", "night", "with=abc?d"],
  ["#nowhere", "tonight", ""],
])("the address %j shows %s", (hash, name, rest) => {
  expect(viewAt(hash)).toEqual({ name, rest });
});
