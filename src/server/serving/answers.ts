import { createHash } from "node:crypto";
import type { Answer, AnswerCache } from "../service.ts";

/** What an entry takes beside its key and its body: two objects, a tag, a place in the table. */
const OVERHEAD_BYTES = 400;

/** An answer as it is sent: serialised once, and named by what it says. Cost: some µs a kilobyte. */
export function answerOf(json: unknown): Answer {
  const body = new TextEncoder().encode(JSON.stringify(json));
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  return { body, etag };
}

/**
 * Keeps answers while they take fewer bytes than this, keys and tables included; the least lately used go
 * first. An answer that alone is larger is not kept.
 */
export function makeAnswerCache(mostBytes: number): CountingCache {
  return new LeastLatelyUsed(mostBytes);
}

/** Tells how often an answer was found, and made. */
export interface CountingCache extends AnswerCache {
  readonly hits: number;
  readonly misses: number;
}

class LeastLatelyUsed implements CountingCache {
  /** The least lately used first. */
  readonly #kept = new Map<string, Answer>();
  readonly #mostBytes: number;
  #bytes = 0;
  /** Answers found, for figures. */
  hits = 0;
  /** Answers made. */
  misses = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get(key: string): Answer | undefined {
    const answer = this.#kept.get(key);
    if (answer === undefined) return undefined;
    this.hits++;
    this.#kept.delete(key);
    this.#kept.set(key, answer);
    return answer;
  }

  set(key: string, json: unknown): Answer {
    const answer = answerOf(json);
    this.misses++;
    this.#drop(key);
    const bytes = bytesOf(key, answer);
    if (bytes > this.#mostBytes) return answer;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes + bytes <= this.#mostBytes) break;
      this.#drop(oldest);
    }
    this.#kept.set(key, answer);
    this.#bytes += bytes;
    return answer;
  }

  #drop(key: string): void {
    const answer = this.#kept.get(key);
    if (answer === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= bytesOf(key, answer);
  }
}

/** A character takes one byte or two; counted as two. */
function bytesOf(key: string, { body }: Answer): number {
  return 2 * key.length + body.length + OVERHEAD_BYTES;
}
