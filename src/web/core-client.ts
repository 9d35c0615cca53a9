import type { CallName, Core, FromWorker, ToldFailure, ToWorker } from "./messages.ts";

/** A failure that the worker told of; its message is for people. */
export class CoreFailure extends Error {
  override readonly name = "CoreFailure";
  readonly code: string;

  constructor({ message, code }: ToldFailure) {
    super(message);
    this.code = code;
  }
}

/** What a caller may want besides the answer. */
export interface AskOptions {
  /** Gives the call up; it is rejected with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Hears of news on the way. */
  readonly onNews?: ((news: unknown) => void) | undefined;
}

/** The worker as the page sees it. */
export interface CoreClient {
  ask<Name extends CallName>(
    name: Name,
    given: Parameters<Core[Name]>,
    options?: AskOptions,
  ): Promise<ReturnType<Core[Name]>>;
}

/** As much of a `Worker` as is needed. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  addEventListener(kind: "message", listener: (event: MessageEvent<FromWorker>) => void): void;
  addEventListener(kind: "error", listener: (event: ErrorEvent) => void): void;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
  readonly onNews: AskOptions["onNews"];
}

/**
 * Calls of a worker by name. Calls are answered in any order; when the worker itself breaks, all that
 * wait are rejected.
 */
export function coreClient(worker: WorkerPort): CoreClient {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  worker.addEventListener("message", ({ data }) => {
    const call = waiting.get(data.id);
    if (call === undefined) return; // given up meanwhile
    if (data.kind === "news") {
      call.onNews?.(data.news);
      return;
    }
    waiting.delete(data.id);
    if (data.kind === "answer") call.resolve(data.answer as never);
    else call.reject(new CoreFailure(data.failure));
  });
  worker.addEventListener("error", (event) => {
    const failure = new CoreFailure({
      message: `The page's engine stopped: ${event.message || "its script could not be loaded"}. Reload the page; your ratings are kept`,
      code: "internal",
    });
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  });
  return {
    ask: (name, given, { signal, onNews } = {}) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const id = ++last;
        waiting.set(id, { resolve, reject, onNews });
        signal?.addEventListener("abort", () => {
          if (!waiting.delete(id)) return;
          worker.postMessage({ kind: "cancel", id });
          reject(signal.reason as Error);
        });
        worker.postMessage({ kind: "call", id, name, given });
      }),
  };
}
