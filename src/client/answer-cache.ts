/** An answer, and the tag by which the service knows it. */
export interface KeptAnswer {
  readonly etag: string;
  readonly text: string;
}

/** The answers used last, up to so many bytes. */
export class AnswerCache {
  readonly #kept = new Map<string, KeptAnswer>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get(address: string): KeptAnswer | undefined {
    const answer = this.#kept.get(address);
    if (answer === undefined) return undefined;
    this.#kept.delete(address); // a Map is in the order of insertion: the least lately used comes first
    this.#kept.set(address, answer);
    return answer;
  }

  set(address: string, answer: KeptAnswer): void {
    this.#forget(address);
    const bytes = bytesOf(address, answer);
    if (bytes > this.#mostBytes) return;
    this.#kept.set(address, answer);
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#forget(oldest);
    }
  }

  #forget(address: string): void {
    const answer = this.#kept.get(address);
    if (answer === undefined) return;
    this.#kept.delete(address);
    this.#bytes -= bytesOf(address, answer);
  }
}

/** Two for each UTF-16 unit: at most what an engine takes for a text. */
function bytesOf(address: string, { etag, text }: KeptAnswer): number {
  return 2 * (address.length + etag.length + text.length);
}
