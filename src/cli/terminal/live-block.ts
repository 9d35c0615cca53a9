import type { Environment } from "../../io/node-cache-folder.ts";
import type { OutputStream } from "./progress-line.ts";

/**
 * Lines at the bottom of a terminal that are drawn anew in place. A dumb terminal knows no way to
 * erase: there each drawing comes below the last, after an empty line.
 */
export class LiveBlock {
  readonly #stream: OutputStream;
  readonly #dumb: boolean;
  #height = 0;

  constructor(stream: OutputStream, env: Environment) {
    this.#stream = stream;
    this.#dumb = env["TERM"] === "dumb";
  }

  /** @param lines - none wider than the terminal, or it could not be told how many rows to erase. */
  draw(lines: readonly string[]): void {
    const before = this.#dumb && this.#height > 0 ? "\n" : this.#eraser();
    this.#height = lines.length;
    this.#stream.write(`${before}${lines.join("\n")}\n`);
  }

  /** Takes it away, before something else is printed. */
  clear(): void {
    const eraser = this.#eraser();
    this.#height = 0;
    if (eraser !== "") this.#stream.write(eraser);
  }

  /** Up to its first row, and everything below gone. */
  #eraser(): string {
    return this.#dumb || this.#height === 0 ? "" : `\u001b[${this.#height}A\r\u001b[J`;
  }
}
