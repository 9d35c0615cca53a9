import { expect, test } from "vitest";
import { Slots } from "./concurrency.ts";
import { ProblemError } from "./problem-error.ts";

function told(work: () => void): unknown {
  try {
    work();
    return "let in";
  } catch (error) {
    return error instanceof ProblemError ? [error.code, error.told.retryAfter] : error;
  }
}

test("so many places and no more; one that was left is free again", () => {
  const slots = new Slots(2);
  const first = slots.enter();
  slots.enter();
  expect(told(() => slots.enter())).toEqual(["overloaded", 1]);
  first.leave();
  expect(told(() => slots.enter())).toBe("let in");
});

test("one key has half of them, others the rest", () => {
  const slots = new Slots(4);
  const [one, two, three, four] = [slots.enter(), slots.enter(), slots.enter(), slots.enter()];
  one.isOf("a");
  two.isOf("a");
  expect(told(() => three.isOf("a"))).toEqual(["overloaded", 1]);
  three.leave();
  four.isOf("b");
  one.leave();
  const fifth = slots.enter();
  expect(told(() => fifth.isOf("a"))).toBe("let in");
  expect(slots.taken).toBe(3);
});

test("where no key is needed, all of them are anyone's", () => {
  const slots = new Slots(2);
  slots.enter().isOf(undefined);
  expect(told(() => slots.enter().isOf(undefined))).toBe("let in");
});

test("of a single place, a key may have it", () => {
  expect(told(() => new Slots(1).enter().isOf("a"))).toBe("let in");
});
