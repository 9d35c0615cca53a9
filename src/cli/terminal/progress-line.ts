import type { Styles } from "./styles.ts";
import { cutText } from "./text-width.ts";

/** As much of a stream as printing needs. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** About ten redraws a second: more only flicker. */
const REDRAW_AFTER_MS = 100;
const ERASE_LINE = "\r\u001b[2K";

/**
 * The live line at the bottom of a terminal. On anything else nothing is live: only what
 * {@link ProgressLine.finish} says is printed. A quiet one prints nothing at all.
 */
export class ProgressLine {
  readonly #stream: OutputStream;
  readonly #styles: Styles;
  readonly #live: boolean;
  readonly #quiet: boolean;
  #drawnAt = -Infinity;
  #isDrawn = false;

  constructor(stream: OutputStream, styles: Styles, quiet: boolean) {
    this.#stream = stream;
    this.#styles = styles;
    this.#live = stream.isTTY === true && !quiet;
    this.#quiet = quiet;
  }

  /** Draws the line anew, unless that was done a moment ago. `text` is called only if it is drawn. */
  show(text: (columns: number) => string): void {
    if (!this.#live) return;
    const now = performance.now();
    if (now - this.#drawnAt < REDRAW_AFTER_MS) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    const columns = Math.min(100, this.#stream.columns ?? 80) - 1; // the last one would wrap
    this.#stream.write(ERASE_LINE + this.#styles.quiet(cutText(text(columns), columns)));
  }

  /** Ends a phase: its last line, which stays. */
  finish(text: string): void {
    this.clear();
    if (!this.#quiet) this.#stream.write(`${this.#styles.quiet(text)}\n`);
  }

  /** Takes the live line away, before something else is printed. */
  clear(): void {
    this.#drawnAt = -Infinity;
    if (!this.#isDrawn) return;
    this.#isDrawn = false;
    this.#stream.write(ERASE_LINE);
  }
}
