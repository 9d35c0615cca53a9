import { columnsOf, messageText } from "./columns.ts";
import type { Styles } from "./styles.ts";
import { cutText, visibleText } from "./text-width.ts";

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
 * The live line at the bottom of a terminal. On anything else, and on a dumb terminal, which knows no
 * way to erase a line, nothing is live: only what
 * {@link ProgressLine.finish} says is printed. A quiet one prints nothing at all.
 */
export class ProgressLine {
  readonly #stream: OutputStream;
  readonly #styles: Styles;
  readonly #live: boolean;
  readonly #quiet: boolean;
  #drawnAt = -Infinity;
  #isDrawn = false;

  constructor(
    stream: OutputStream,
    styles: Styles,
    { quiet, dumb = false }: { readonly quiet: boolean; readonly dumb?: boolean },
  ) {
    this.#stream = stream;
    this.#styles = styles;
    this.#live = stream.isTTY === true && !quiet && !dumb;
    this.#quiet = quiet;
  }

  /** Draws the line anew, unless that was done a moment ago. `text` is called only if it is drawn. */
  show(text: (columns: number) => string): void {
    if (!this.#live) return;
    const now = performance.now();
    if (now - this.#drawnAt < REDRAW_AFTER_MS) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    // Never wider than the terminal is, however narrow: a line that wrapped could not be erased.
    const most = this.#stream.columns || Infinity;
    const columns = Math.min(columnsOf(this.#stream), most) - 1; // the last one would wrap
    this.#stream.write(
      ERASE_LINE + this.#styles.quiet(cutText(visibleText(text(columns)), columns)),
    );
  }

  /** Ends a phase: its last line, which stays. */
  finish(text: string): void {
    this.clear();
    if (!this.#quiet)
      this.#stream.write(`${this.#styles.quiet(messageText(this.#stream, text))}\n`);
  }

  /** Takes the live line away, before something else is printed. */
  clear(): void {
    this.#drawnAt = -Infinity;
    if (!this.#isDrawn) return;
    this.#isDrawn = false;
    this.#stream.write(ERASE_LINE);
  }
}
