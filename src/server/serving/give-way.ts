import { setImmediate } from "node:timers/promises";

/** The longest that requests wait for a turn of long work, in ms. */
const TURN_MS = 10;

/** Lets requests in that came meanwhile. */
export async function giveWay(): Promise<void> {
  await setImmediate();
}

/** Takes steps, and between them lets requests in that came meanwhile. */
export async function givingWay<Result>(steps: Generator<void, Result>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < TURN_MS) continue;
    await setImmediate();
    began = performance.now();
  }
}
