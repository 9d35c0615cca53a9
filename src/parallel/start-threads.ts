import type { Thread, ThreadListener, Threads } from "./threads.ts";

/**
 * Starts so many threads, or none: where one cannot be started, those before it are stopped, since
 * nobody else knows of them and they would keep the process from ending.
 *
 * @param listenerOf - who hears of each.
 * @throws what starting one throws.
 */
export function startThreads(
  threads: Threads,
  count: number,
  listenerOf: (member: number) => ThreadListener,
): readonly Thread[] {
  const started: Thread[] = [];
  try {
    for (let member = 0; member < count; member++) started.push(threads.start(listenerOf(member)));
    return started;
  } catch (error) {
    for (const thread of started) thread.stop();
    throw error;
  }
}
