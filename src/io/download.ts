import { AbortedError, DownloadError } from "../core/errors.ts";
import { connectionFault, isCut, statusFault } from "./download-fault.ts";

/** Which edition of a file a server sent: enough to ask for the rest of that same one. */
export interface FileEdition {
  readonly url: string;
  /** Strong, quoted; a weak one does not promise equal bytes. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** A part that is there already: its length in bytes and the edition it is of. */
export interface PartHeld {
  readonly bytes: number;
  readonly edition: FileEdition;
}

/** What stops a request, and by what it is made. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Longest silence of the server in ms, before its answer or within it. Default 30 000. */
  readonly idleMs?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A server's answer; `body` must be read to its end or left by `break` or an error. */
export interface DownloadAnswer {
  /** Offset of the first byte of `body`: the length of the part, or 0 where it starts anew. */
  readonly start: number;
  /** Length of the whole file in bytes; `undefined` where the server does not say. */
  readonly total: number | undefined;
  readonly edition: FileEdition;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The connection ended or fell silent before the file did: trying again may help. */
export class ConnectionCutError extends DownloadError {
  /** In words, e.g. `the server closed the connection`. */
  readonly why: string;
  constructor(url: string, why: string, options?: ErrorOptions) {
    super(`Cannot download "${url}": ${why}`, url, undefined, options);
    this.why = why;
  }
}

const IDLE_MS = 30_000;

/**
 * Asks for a file, or for what is missing of `held` if the server still has that edition.
 *
 * A server that knows no ranges, or has another edition by now, sends the whole file: `start` of
 * the answer says so, and the part is then worth nothing.
 *
 * @throws {DownloadError} if the server refuses or cannot be reached; the body throws
 *   {@link ConnectionCutError} if it ends early.
 * @throws {AbortedError} if `signal` is set, here or while the body is read.
 */
export async function requestFile(
  url: string,
  held: PartHeld | undefined,
  options: RequestOptions = {},
): Promise<DownloadAnswer> {
  const watch = new IdleWatch(url, options);
  const validator = held?.edition.etag ?? held?.edition.lastModified;
  const start = held === undefined || validator === undefined ? 0 : held.bytes;
  // Compressed on the way, the length and the offsets would be those of other bytes.
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (start > 0 && validator !== undefined) {
    headers["range"] = `bytes=${start}-`;
    headers["if-range"] = validator;
  }
  const response = await watch.during(isCut, (signal) =>
    (options.fetch ?? globalThis.fetch)(url, { headers, signal }),
  );
  const answer = headOf(url, response, start > 0 ? held : undefined);
  if (answer !== "start anew") return { ...answer, body: bodyOf(url, response, answer, watch) };
  await dismiss(response, watch);
  return requestFile(url, undefined, options);
}

/**
 * The text of a small file, e.g. a checksum beside an archive; `undefined` where there is none.
 *
 * @throws {DownloadError} if the server cannot be reached, refuses, or sends over 64 KiB.
 * @throws {AbortedError} if `signal` is set.
 */
export async function requestText(
  url: string,
  options: RequestOptions = {},
): Promise<string | undefined> {
  let answer: DownloadAnswer;
  try {
    answer = await requestFile(url, undefined, options);
  } catch (error) {
    if (error instanceof DownloadError && error.status === 404) return undefined;
    throw error;
  }
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length <= 65_536) continue;
    throw new DownloadError(`Cannot download "${url}": it is larger than 64 KiB`, url);
  }
  return text + decoder.decode();
}

/** Ends a request that has been silent for too long, and tells why a request ended. */
class IdleWatch {
  readonly #url: string;
  readonly #outer: AbortSignal | undefined;
  readonly #idleMs: number;
  readonly #idle = new AbortController();
  readonly #signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, { signal, idleMs }: RequestOptions) {
    this.#url = url;
    this.#outer = signal;
    this.#idleMs = idleMs ?? IDLE_MS;
    const inner = this.#idle.signal;
    this.#signal = signal === undefined ? inner : AbortSignal.any([signal, inner]);
  }

  /** @param countsAsCut - is it a failure of a connection that had been made? */
  async during<T>(
    countsAsCut: (error: unknown) => boolean,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    this.#timer = setTimeout(() => this.#idle.abort(), this.#idleMs);
    try {
      return await work(this.#signal);
    } catch (error) {
      throw this.#named(error, countsAsCut(error));
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #named(error: unknown, countsAsCut: boolean): Error {
    if (this.#outer?.aborted === true) return new AbortedError(`Cannot download "${this.#url}"`);
    if (this.#idle.signal.aborted) {
      const seconds = this.#idleMs / 1000;
      return new ConnectionCutError(this.#url, `the server sent nothing for ${seconds} s`);
    }
    const why = connectionFault(error, this.#url);
    if (countsAsCut) return new ConnectionCutError(this.#url, why, { cause: error });
    const message = `Cannot download "${this.#url}": ${why}`;
    return new DownloadError(message, this.#url, undefined, { cause: error });
  }
}

const always = (): boolean => true; // an answer that has begun came over a connection

type Head = Omit<DownloadAnswer, "body">;

function headOf(url: string, response: Response, held: PartHeld | undefined): Head | "start anew" {
  const { status } = response;
  const edition = editionOf(url, response.headers);
  if (status === 200) return { start: 0, total: lengthOf(response.headers), edition };
  if (held !== undefined && status === 416) return "start anew"; // it has become shorter
  if (held !== undefined && status === 206) {
    const range = contentRange(response.headers);
    // Some servers heed Range and not If-Range, so what they send is looked at too.
    if (range?.start !== held.bytes || isOther(held.edition, edition)) return "start anew";
    return { start: range.start, total: range.total, edition };
  }
  throw new DownloadError(`Cannot download "${url}": ${statusFault(status)}`, url, status);
}

function isOther(held: FileEdition, sent: FileEdition): boolean {
  if (held.etag !== undefined && sent.etag !== undefined) return held.etag !== sent.etag;
  if (held.lastModified === undefined || sent.lastModified === undefined) return false;
  return held.lastModified !== sent.lastModified;
}

function editionOf(url: string, headers: Headers): FileEdition {
  const etag = headers.get("etag") ?? undefined;
  const lastModified = headers.get("last-modified") ?? undefined;
  return { url, etag: etag?.startsWith('"') === true ? etag : undefined, lastModified };
}

function lengthOf(headers: Headers): number | undefined {
  const encoding = headers.get("content-encoding") ?? "identity";
  const length = headers.get("content-length");
  return encoding === "identity" && length !== null ? Number(length) : undefined;
}

function contentRange(headers: Headers): { start: number; total: number | undefined } | undefined {
  const found = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
  if (found === null) return undefined;
  return { start: Number(found[1]), total: found[2] === "*" ? undefined : Number(found[2]) };
}

async function* bodyOf(
  url: string,
  response: Response,
  { start, total }: Head,
  watch: IdleWatch,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  let received = start;
  try {
    while (reader !== undefined) {
      const { done, value } = await watch.during(always, () => reader.read());
      if (done) break;
      received += value.length;
      yield value;
    }
  } finally {
    await reader?.cancel().catch(() => undefined); // what went wrong before is what counts
  }
  if (total === undefined || received === total) return;
  if (received < total) throw new ConnectionCutError(url, "the connection ended early");
  throw new DownloadError(
    `Cannot download "${url}": the server announced ${total} bytes and sent ${received}`,
    url,
  );
}

async function dismiss(response: Response, watch: IdleWatch): Promise<void> {
  await watch.during(always, async () => response.body?.cancel());
}
