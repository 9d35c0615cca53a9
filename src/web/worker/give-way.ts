import { inTurns } from "../../parallel/give-way.ts";

/** The longest that other calls wait for a step of long work, in ms. */
const TURN_MS = 15;

/** Takes steps, and between them lets calls in that came meanwhile. */
export async function givingWay<Result>(steps: Generator<void, Result>): Promise<Result> {
  return await inTurns(steps, TURN_MS, () => new Promise((resolve) => setTimeout(resolve, 0)));
}
