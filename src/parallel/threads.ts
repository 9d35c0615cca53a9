/** A thread beside the caller's, as much of a worker as is needed. */
export interface Thread {
  /** Sends a message; what it holds is copied, but for memory that is shared. */
  post(message: unknown): void;
  /** Ends the thread at once, whatever it does. */
  stop(): void;
}

/** Who hears of a thread. */
export interface ThreadListener {
  onMessage(message: unknown): void;
  /** The thread has ended by an error that it did not tell of itself. */
  onFailure(error: Error): void;
}

/** The most that can be asked for: more would only wait for each other. */
export const MOST_THREADS = 256;

/**
 * Threads that learning may use, as of `nodeThreads()` of `matinee/node` or `webThreads()`. What is
 * learned does not depend on how many there are.
 */
export interface Threads {
  /** The most that run at once. Integer from 1. */
  readonly count: number;
  start(listener: ThreadListener): Thread;
}
