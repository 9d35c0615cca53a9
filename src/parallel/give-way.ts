/**
 * Takes steps, and pauses between them once they have taken a turn's time, so that others are heard meanwhile.
 *
 * @param pause - how the platform lets others in.
 */
export async function inTurns<Result>(
  steps: Generator<void, Result>,
  turnMs: number,
  pause: () => Promise<unknown>,
): Promise<Result> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < turnMs) continue;
    await pause();
    began = performance.now();
  }
}
