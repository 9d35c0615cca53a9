import { setTimeout as sleep } from "node:timers/promises";

/** How long failures that may pass are borne. Times are in milliseconds. */
export interface RetryPolicy {
  /** Wait after the first failure. */
  readonly firstWaitMs: number;
  /** By which the wait grows with each further one. */
  readonly growth: number;
  readonly longestWaitMs: number;
  /** From the begin of the first attempt that failed, without a success in between, until it is given up. */
  readonly totalMs: number;
}

/** As Spark's own clients: some ten minutes. */
export const DEFAULT_RETRY: RetryPolicy = Object.freeze({
  firstWaitMs: 50,
  growth: 3,
  longestWaitMs: 10_000,
  totalMs: 600_000,
});

/** Counts the failures since the last success, and says how long to wait after each. */
export class Patience {
  readonly #policy: RetryPolicy;
  #failures = 0;
  #since: number | undefined;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
  }

  /** An attempt begins: where it fails, the time that it took counts. */
  begin(): void {
    this.#since ??= performance.now();
  }

  /** It went on. */
  restore(): void {
    this.#failures = 0;
    this.#since = undefined;
  }

  /** Milliseconds to wait after a failure, at least those the server asked for; undefined: it is over. */
  afterFailure(askedMs = 0): number | undefined {
    const now = performance.now();
    this.#since ??= now;
    const waitMs = Math.max(this.#grown(), askedMs);
    const endMs = this.#since + this.#policy.totalMs;
    if (now >= endMs) return undefined;
    return Math.min(waitMs, endMs - now);
  }

  /**
   * Milliseconds to wait after an attempt that the other side has held for so long, and ended well without a word. That is no success,
   * so that waits grow, up to as long as the attempt was; but somebody is there, so that it is borne for ever. Attempts as long as the
   * longest wait are rare enough.
   */
  afterNothing(heldMs: number): number {
    this.#since = undefined;
    return heldMs >= this.#policy.longestWaitMs ? 0 : Math.min(this.#grown(), heldMs);
  }

  #grown(): number {
    const { firstWaitMs, growth, longestWaitMs } = this.#policy;
    const grown = Math.min(firstWaitMs * growth ** this.#failures, longestWaitMs);
    this.#failures += 1;
    // Up to a quarter more, so that the clients of a server that restarts do not come all at once.
    return grown * (1 + Math.random() / 4);
  }
}

/** Waits; ends at once, without an error, when the signal is set. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
