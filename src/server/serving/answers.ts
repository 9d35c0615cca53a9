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

interface Kept {
  readonly answer: Answer;
  readonly about: string | undefined;
}

class LeastLatelyUsed implements CountingCache {
  /** The least lately used first. */
  readonly #kept = new Map<string, Kept>();
  /** Keys of all that is kept about someone. */
  readonly #about = new Map<string, Set<string>>();
  readonly #mostBytes: number;
  #bytes = 0;
  /** Answers found, for figures. */
  hits = 0;
  /** Answers made. */
  misses = 0;
  forgets = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get(key: string): Answer | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.hits++;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.answer;
  }

  set(key: string, json: unknown, about?: string): Answer {
    const answer = answerOf(json);
    this.misses++;
    this.#drop(key);
    const bytes = bytesOf(key, { answer, about });
    if (bytes > this.#mostBytes) return answer;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes + bytes <= this.#mostBytes) break;
      this.#drop(oldest);
    }
    this.#kept.set(key, { answer, about });
    this.#bytes += bytes;
    if (about !== undefined) this.#remember(about, key);
    return answer;
  }

  forget(about: string): void {
    this.forgets++;
    for (const key of this.#about.get(about) ?? []) this.#drop(key);
  }

  #remember(about: string, key: string): void {
    const keys = this.#about.get(about);
    if (keys === undefined) this.#about.set(about, new Set([key]));
    else keys.add(key);
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#bytes -= bytesOf(key, kept);
    const keys = kept.about === undefined ? undefined : this.#about.get(kept.about);
    keys?.delete(key);
    if (keys?.size === 0) this.#about.delete(kept.about!);
  }
}

/** A character takes one byte or two; counted as two. */
function bytesOf(key: string, { answer, about = "" }: Kept): number {
  return 2 * (key.length + about.length) + answer.body.length + OVERHEAD_BYTES;
}
