import { ProblemError } from "./problem-error.ts";

/** What a body may take. */
export interface BodyLimits {
  readonly mostBytes: number;
  /** How long the next piece may take to come. */
  readonly idleMs?: number;
  /** How long all of it may take to come; the time that whoever reads it takes does not count. */
  readonly totalMs?: number;
  /** How long it may come as slowly as it likes; then it must have brought {@link LEAST_RATE} on average. */
  readonly slowMs?: number;
}

const IDLE_MS = 10_000;
const TOTAL_MS = 300_000;
const SLOW_MS = 10_000;
/** Bytes a millisecond: 1 kB/s. */
export const LEAST_RATE = 1;

/**
 * The body of a request as it comes. Leave it early by `break`: the rest is then not kept, and the connection
 * ends after the answer.
 *
 * @throws {ProblemError} `body-too-large`, as soon as its length says so or its bytes do; `request-timeout`;
 *   `invalid-request` if the connection breaks off.
 */
export async function* bodyChunks(
  request: Request,
  { mostBytes, idleMs = IDLE_MS, totalMs = TOTAL_MS, slowMs = SLOW_MS }: BodyLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  refuseLength(request, mostBytes);
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  let [bytes, waitedMs] = [0, 0];
  try {
    for (;;) {
      const from = performance.now();
      // What came until now says how long it may have taken, with the next piece.
      const allowedMs = Math.min(totalMs, Math.max(slowMs, bytes / LEAST_RATE));
      const { done, value } = await inTime(reader.read(), Math.min(idleMs, allowedMs - waitedMs));
      waitedMs += performance.now() - from;
      if (done) return;
      bytes += value.length;
      if (bytes > mostBytes) throw tooLarge(mostBytes);
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

/** Which limits a body kept as a whole has, besides its bytes. */
const WHOLE_MS = 30_000;

/**
 * The whole body.
 *
 * @throws as {@link bodyChunks}.
 */
export async function bodyBytes(
  request: Request,
  { mostBytes, idleMs = IDLE_MS, totalMs = WHOLE_MS, slowMs = SLOW_MS }: BodyLimits,
): Promise<Uint8Array> {
  if (request.headers.get("Content-Length") !== null && totalMs <= slowMs) {
    refuseLength(request, mostBytes);
    // What is this long at most need not be counted while it comes, which streams make slow; nor can it be too slow.
    return new Uint8Array(await inTime(request.arrayBuffer(), totalMs));
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyChunks(request, { mostBytes, idleMs, totalMs, slowMs })) {
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** Its length is known from the start; no server lets more bytes than that through. */
function refuseLength(request: Request, mostBytes: number): void {
  const length = request.headers.get("Content-Length");
  if (length !== null && Number(length) > mostBytes) throw tooLarge(mostBytes);
}

async function inTime<T>(reading: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate()), Math.max(0, ms));
  });
  try {
    return await Promise.race([reading, late]);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const detail = "Cannot read the body: it broke off; send it again";
    throw new ProblemError("invalid-request", { detail, headers: CLOSE }, { cause: error });
  } finally {
    clearTimeout(timer);
    reading.catch(() => undefined);
  }
}

/** The rest of the body is still to come, so no other request can follow on this connection. */
const CLOSE = { Connection: "close" } as const;

function tooLarge(mostBytes: number): ProblemError {
  const detail = `Cannot take the body: it may have ${mostBytes} bytes at most; send it in several requests`;
  return new ProblemError("body-too-large", { detail, headers: CLOSE });
}

function tooLate(): ProblemError {
  const detail = "Cannot read the body: it takes too long to arrive; send it faster, or in parts";
  return new ProblemError("request-timeout", { detail, headers: CLOSE });
}
