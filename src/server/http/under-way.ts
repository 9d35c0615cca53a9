import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Answers that have not been sent yet. */
export class UnderWay {
  readonly #answers = new Set<ServerResponse>();
  #whenNone: (() => void) | undefined;

  add(answer: ServerResponse): void {
    this.#answers.add(answer);
    if (this.#whenNone !== undefined) answer.shouldKeepAlive = false;
    answer.once("close", () => {
      this.#answers.delete(answer);
      this.#look();
    });
  }

  /** Those that this connection waits for. */
  of(socket: Socket): readonly ServerResponse[] {
    return [...this.#answers].filter(({ req }) => req.socket === socket);
  }

  /** Connections are not kept after these answers; `whenNone` is called when all have been sent. */
  end(whenNone: () => void): void {
    this.#whenNone = whenNone;
    for (const answer of this.#answers) answer.shouldKeepAlive = false;
    this.#look();
  }

  #look(): void {
    if (this.#answers.size === 0) this.#whenNone?.();
  }
}
