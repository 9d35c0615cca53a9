/** The longest that other calls wait for a step of long work, in ms. */
const TURN_MS = 15;

/** Takes steps, and between them lets calls in that came meanwhile. */
export async function givingWay<Result>(steps: Generator<void, Result>): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    began = performance.now();
  }
}
