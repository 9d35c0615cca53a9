import { setImmediate } from "node:timers/promises";
import { inTurns } from "../../parallel/give-way.ts";

/** The longest that requests wait for a turn of long work, in ms. */
const TURN_MS = 10;

/** Lets requests in that came meanwhile. */
export async function giveWay(): Promise<void> {
  await setImmediate();
}

/** Takes steps, and between them lets requests in that came meanwhile. */
export async function givingWay<Result>(steps: Generator<void, Result>): Promise<Result> {
  return await inTurns(steps, TURN_MS, giveWay);
}
