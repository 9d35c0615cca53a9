/** The most that training holds up the event loop, beyond an epoch. */
const GIVE_WAY_AFTER_MS = 30;

/** Runs a generator to its end, and gives way to the event loop on the way. */
export async function drain<Report, T>(
  run: Generator<Report, T>,
  onReport: ((report: Report) => void) | undefined,
): Promise<T> {
  let gaveWay = performance.now();
  for (;;) {
    const step = run.next();
    if (step.done === true) return step.value;
    onReport?.(step.value);
    if (performance.now() - gaveWay < GIVE_WAY_AFTER_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    gaveWay = performance.now();
  }
}
