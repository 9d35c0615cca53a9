import { on } from "node:events";
import { StringDecoder } from "node:string_decoder";
import { AbortedError } from "../../index.ts";

/** As much of a terminal's input as reading keys needs: `process.stdin` has it. */
export interface InputStream extends NodeJS.EventEmitter {
  readonly isTTY?: boolean | undefined;
  /** Keys as they are pressed, unseen, instead of whole lines; only a terminal has it. */
  setRawMode?(raw: boolean): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** A key: its character, or its name. */
export type Key = string;

const NAMES: Readonly<Record<string, Key>> = {
  "\r": "enter",
  "\n": "enter",
  " ": "space",
  "\b": "backspace",
  "\u007f": "backspace",
  "\u0003": "ctrl-c",
  "\u0004": "ctrl-d",
  "\u001b[C": "right",
  "\u001bOC": "right",
  "\u001b[D": "left",
  "\u001bOD": "left",
};

/** An escape sequence (CSI or SS3), or a single character. */
const ONE_KEY = /\u001b\[[\d;]*[ -/]*[@-~]|\u001bO.|[^]/gu;

/** What reading keys is told. */
export interface ReadKeysOptions {
  /** For messages: as in "Cannot ask". */
  readonly action: string;
  readonly signal: AbortSignal;
  /** Called once keys are read one by one: what is typed before, the terminal treats as a line. */
  readonly onReady?: () => void;
}

/**
 * Keys as they are pressed, until the input ends, Ctrl-D is pressed or the reader has enough. The
 * terminal is as it was before, however that comes about.
 *
 * @throws {AbortedError} for Ctrl-C, which in raw mode is a key and no signal, or when `signal` is set.
 */
export async function* readKeys(
  input: InputStream,
  { action, signal, onReady }: ReadKeysOptions,
): AsyncGenerator<Key, void, undefined> {
  const decoder = new StringDecoder("utf8"); // a character may come in two pieces
  try {
    input.setRawMode?.(true);
    input.resume();
    onReady?.();
    for await (const [chunk] of chunksOf(input, signal)) {
      for (const key of keysIn(decoder.write(chunk))) {
        if (key === "ctrl-c") throw new AbortedError(action);
        if (key === "ctrl-d") return;
        yield key;
      }
    }
  } catch (error) {
    if (signal.aborted) throw new AbortedError(action);
    throw error;
  } finally {
    input.pause(); // or the process would wait for more
    input.setRawMode?.(false);
  }
}

/** @throws what the stream does, or an error of Node's when `signal` is set. */
function chunksOf(
  input: InputStream,
  signal: AbortSignal,
): AsyncIterable<[chunk: Buffer | string]> {
  const events: AsyncIterable<unknown> = on(input, "data", { signal, close: ["end", "close"] });
  return events as AsyncIterable<[chunk: Buffer | string]>;
}

function keysIn(text: string): Key[] {
  return Array.from(text.matchAll(ONE_KEY), ([key]) => NAMES[key] ?? key);
}
