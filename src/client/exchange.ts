import { throwIfAborted } from "../core/errors.ts";
import type { AnswerCache } from "./answer-cache.ts";
import type { CallOptions, Connection } from "./client-options.ts";
import { checkTimeout } from "./client-options.ts";
import { refusal, silence, tooLong } from "./failure.ts";
import { readText } from "./read-text.ts";
import { pause, waitMs } from "./waiting.ts";
import type { Operation } from "./operations.ts";

/** A request, ready to be sent and sent again. */
export interface Call {
  readonly operation: Pick<Operation, "method" | "action" | "repeatable">;
  /** Path and query. */
  readonly address: string;
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
  readonly type?: string | undefined;
  /** Statuses that are an answer although they are no success. */
  readonly alsoFine?: readonly number[] | undefined;
}

/** An answer, read whole. */
export interface Exchanged {
  readonly response: Response;
  readonly text: string;
}

/** Nobody answered, or not to the end. */
interface Lost {
  readonly cause: unknown;
}

/** Nothing of it is kept. */
interface TooLong {
  readonly response: Response;
  readonly isTooLong: true;
}

const BUSY: readonly number[] = [429, 503];
/** Bytes of an answer that are read; those of a service are far shorter. */
const MOST_ANSWER_BYTES = 64_000_000;

/**
 * Sends a request until it is answered, again after what is worth repeating, never for longer than it may take.
 *
 * @throws {ServiceError} for an answer that is no success, or for none.
 * @throws {AbortedError} if the caller's signal is set.
 */
export async function exchange(
  connection: Connection,
  cache: AnswerCache,
  call: Call,
  options: CallOptions,
): Promise<Exchanged> {
  const action = `Cannot ${call.operation.action}`;
  const timeoutMs = checkTimeout(action, options.timeoutMs ?? connection.timeoutMs);
  const { signal } = options;
  throwIfAborted(action, signal);
  const stop = new AbortController();
  const end = (): void => stop.abort();
  const deadline = performance.now() + timeoutMs;
  const timer = setTimeout(end, timeoutMs);
  signal?.addEventListener("abort", end, { once: true });
  try {
    return await untilAnswered({ connection, cache, call, action, deadline, stop: stop.signal });
  } catch (error) {
    throwIfAborted(action, signal);
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

interface Trial {
  readonly connection: Connection;
  readonly cache: AnswerCache;
  readonly call: Call;
  readonly action: string;
  readonly deadline: number;
  readonly stop: AbortSignal;
}

async function untilAnswered(trial: Trial): Promise<Exchanged> {
  const { connection, call, action, deadline, stop } = trial;
  const repetitions = call.operation.repeatable ? connection.retries : 0;
  for (let repetition = 0; ; repetition++) {
    const result = await once(trial);
    if ("text" in result && isFine(result.response, call)) return result;
    if ("isTooLong" in result) throw tooLong(action, result.response, MOST_ANSWER_BYTES);
    const error =
      "text" in result
        ? refusal(action, result.response, result.text)
        : silence(action, whyLost(trial), result.cause);
    const again = error.answer.status === 0 || BUSY.includes(error.answer.status);
    const wait = waitMs(repetition, error.answer.retryAfter);
    const inTime = !stop.aborted && performance.now() + wait < deadline;
    if (!again || repetition >= repetitions || !inTime) throw error;
    await pause(wait, stop);
    if (stop.aborted) throw error;
  }
}

async function once(trial: Trial): Promise<Exchanged | TooLong | Lost> {
  const { connection, cache, call, stop } = trial;
  const { method } = call.operation;
  const kept = method === "GET" ? cache.get(call.address) : undefined;
  const { fetch } = connection;
  try {
    const response = await fetch(connection.url + call.address, {
      method,
      headers: headersOf(connection, call, kept?.etag),
      ...(call.body === undefined ? {} : { body: call.body }),
      ...{ signal: stop, redirect: "manual", credentials: "omit" },
    });
    const text = await readText(response, MOST_ANSWER_BYTES);
    if (text === undefined) return { response, isTooLong: true };
    if (response.status === 304 && kept !== undefined) return { response, text: kept.text };
    const etag = response.headers.get("ETag");
    if (method === "GET" && response.status === 200 && etag !== null) {
      cache.set(call.address, { etag, text });
    }
    return { response, text };
  } catch (cause) {
    return { cause };
  }
}

function headersOf({ apiKey }: Connection, { type }: Call, etag?: string): Record<string, string> {
  return {
    Accept: "application/json, application/problem+json, */*;q=0.1",
    ...(apiKey === undefined ? {} : { Authorization: `Bearer ${apiKey}` }),
    ...(type === undefined ? {} : { "Content-Type": type }),
    ...(etag === undefined ? {} : { "If-None-Match": etag }),
  };
}

function isFine({ ok, status }: Response, { alsoFine = [] }: Call): boolean {
  return ok || status === 304 || alsoFine.includes(status);
}

function whyLost({ connection, stop }: Trial): string {
  const { host } = new URL(connection.url);
  return stop.aborted
    ? `${host} did not answer in time; look whether the service is well, or allow a longer "timeoutMs"`
    : `${host} cannot be reached; look at "url", and whether the service runs`;
}
