// @ts-check
import { expect, test } from "vitest";
import { Ledger } from "./ledger.mjs";

const ann = (/** @type {import("./ledger.mjs").Value} */ value) => ({
  personId: "ann",
  name: "film",
  value,
});
const found = (/** @type {import("./ledger.mjs").Value} */ value) =>
  new Map(value === undefined ? [] : [["film", value]]);

test("what was acknowledged has to be there, with its last value", () => {
  const ledger = new Ledger();
  ledger.acknowledge([ann(3)]);
  ledger.acknowledge([ann(4)]);
  expect(ledger.compare("ann", found(3))).toEqual(["ann, film: 3 instead of 4"]);
  const again = new Ledger();
  again.acknowledge([ann(4)]);
  expect(again.compare("ann", found(4))).toEqual([]);
  expect(again.compare("ann", found(undefined))).toEqual(["ann, film: undefined instead of 4"]);
});

test("what was never sent, or deleted for certain, must not be there", () => {
  const ledger = new Ledger();
  expect(ledger.compare("bob", found(1))).toEqual(["bob, film: 1 instead of "]);
  ledger.acknowledge([ann(3)]);
  ledger.acknowledge([ann(undefined)]);
  expect(ledger.compare("ann", found(3))).toEqual(["ann, film: 3 instead of "]);
});

test("of what was cut off old and new are right, until someone has looked", () => {
  for (const value of [3, 5, undefined]) {
    const ledger = new Ledger();
    ledger.acknowledge([ann(3)]);
    ledger.doubt([ann(5)]);
    ledger.doubt([ann(undefined)]);
    expect(ledger.isCertain("ann")).toBe(false);
    expect(ledger.compare("ann", found(value))).toEqual([]);
    expect(ledger.isCertain("ann")).toBe(true);
    expect(ledger.compare("ann", found(4))).toHaveLength(1);
  }
  const ledger = new Ledger();
  ledger.doubt([ann(5)]);
  ledger.acknowledge([ann(2)]);
  expect(ledger.compare("ann", found(5))).toEqual(["ann, film: 5 instead of 2"]);
});
