/**
 * Work that those who ask for it share. Who asks while it is under way waits for the next time, which is one for all:
 * what they want done may have come too late for this one.
 */
export function sharedNext(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = async (): Promise<void> => {
    const before = running;
    await before?.catch(() => {}); // they were told
    next = undefined;
    await work();
  };
  return async () => {
    if (next === undefined) {
      const begun = start();
      next = begun;
      running = begun;
    }
    await next;
  };
}

/** Work of which those who ask while it is under way get the outcome. */
export function sharedNow(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return async () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    await running;
  };
}
