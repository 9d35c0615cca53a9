import { createHash } from "node:crypto";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { ProblemError } from "../http/problem-error.ts";

const MOST_FAILED = 20;
const SECONDS = 60;

/**
 * Counts keys that were wrong by the address they came from. Addresses share 65,536 counters, so memory is bounded
 * whoever asks.
 */
export class FailedAttempts {
  readonly #limiter = new RateLimiterMemory({ points: MOST_FAILED, duration: SECONDS });

  /** @throws {ProblemError} `too-many-requests` if this was one too many. */
  async add(address: string): Promise<void> {
    const tried = await this.#limiter.penalty(counterOf(address));
    if (tried.consumedPoints > MOST_FAILED) throw tooMany(tried.msBeforeNext);
  }
}

/** Whoever has an IPv6 address has the other 2^64 of its network too. */
function counterOf(address: string): number {
  const network = address.includes(".") ? address : address.split(":").slice(0, 4).join(":");
  return createHash("sha256").update(network).digest().readUInt16LE(0);
}

function tooMany(ms: number): ProblemError {
  return new ProblemError("too-many-requests", {
    detail:
      "Too many wrong API keys came from this address; send a right one, which is let in at once, or wait",
    retryAfter: Math.max(1, Math.ceil(ms / 1000)),
  });
}
