import { ProblemError } from "../http/problem-error.ts";

const RETRY_AFTER_S = 2;

/** How many bytes all uploads of a kind may hold together. */
export class BytesUnderWay {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Runs something while this many bytes are set aside for it.
   *
   * @throws {ProblemError} `overloaded` where there are not as many left.
   */
  async during<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#taken + bytes > this.#most) throw overloaded();
    this.#taken += bytes;
    try {
      return await work();
    } finally {
      this.#taken -= bytes;
    }
  }
}

/** The body was not read, so no other request can follow on this connection. */
function overloaded(): ProblemError {
  return new ProblemError("overloaded", {
    detail: "Cannot take the file: too many are being sent at once; send it again in a moment",
    retryAfter: RETRY_AFTER_S,
    headers: { Connection: "close" },
  });
}
