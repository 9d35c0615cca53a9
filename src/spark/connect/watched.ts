import { Code, ConnectError } from "@connectrpc/connect";

/** When a stream is given up. */
export interface Watch {
  /** Without a message for so long. */
  readonly silenceMs: number;
  readonly signal: AbortSignal | undefined;
  /** Before the stream is aborted for silence. */
  readonly onSilence: () => void;
}

/**
 * The messages of a stream, which fails when none comes for too long: over a connection whose other side has
 * vanished nothing ever comes, not even an error. Time that the reader takes does not count.
 */
export async function* watched<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  { silenceMs, signal, onSilence }: Watch,
): AsyncGenerator<T, void> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  const iterator = open(controller.signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await inTime(iterator.next(), silenceMs, onSilence);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    controller.abort();
  }
}

async function inTime<T>(next: Promise<T>, ms: number, onLate: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new ConnectError(`no message for ${Math.round(ms / 1000)} s`, Code.Unavailable));
      onLate();
    }, ms);
  });
  next.catch(() => {}); // where the timer was first
  try {
    return await Promise.race([next, late]);
  } finally {
    clearTimeout(timer);
  }
}
