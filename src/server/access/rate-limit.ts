import { RateLimiterMemory } from "rate-limiter-flexible";
import type { RateLimiterRes } from "rate-limiter-flexible";
import type { ApiKey } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";

/** Counts requests by key; a second's worth may come at once. */
export class RateLimits {
  readonly #byRate = new Map<number, RateLimiterMemory>();

  /** @throws {ProblemError} `too-many-requests`. */
  async count({ id, rate }: ApiKey): Promise<void> {
    if (rate === 0) return;
    let limiter = this.#byRate.get(rate);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points: rate, duration: 1 });
      this.#byRate.set(rate, limiter);
    }
    try {
      await limiter.consume(id);
    } catch (refused) {
      throw tooMany(rate, (refused as RateLimiterRes).msBeforeNext);
    }
  }
}

function tooMany(rate: number, ms: number): ProblemError {
  return new ProblemError("too-many-requests", {
    detail: `This API key may ask ${rate} times a second; wait, then go on slower`,
    retryAfter: Math.max(1, Math.ceil(ms / 1000)),
  });
}
