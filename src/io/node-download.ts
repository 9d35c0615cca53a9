import { DownloadError, throwIfAborted, WriteError } from "../core/errors.ts";
import { ConnectionCutError, requestFile, type RequestOptions } from "./download.ts";
import { byteCount } from "./node-byte-count.ts";
import { kindAt } from "./node-kind-at.ts";
import { PartFile } from "./node-part-file.ts";
import { pause } from "./node-pause.ts";

export interface DownloadOptions extends RequestOptions {
  /** Of the whole file, 32 hex digits; unchecked where absent. */
  readonly md5?: string | undefined;
  /** Exact length of the whole file; unchecked where absent. */
  readonly expectedBytes?: number | undefined;
  /** Called with the bytes there so far, and all of them where that is known. */
  readonly onProgress?: ((received: number, total: number | undefined) => void) | undefined;
  /** How often a connection that is cut or silent is made, the first included. Default 3. */
  readonly tries?: number | undefined;
  /** Pause in ms before the second try; it doubles with each further one. Default 500. */
  readonly waitMs?: number | undefined;
}

/**
 * Downloads a file to `target`, which appears only when it is whole and its checksum is right.
 *
 * What has come is kept in `<target>.part` (with a note in `<target>.part.json`) when the
 * connection breaks, the disk is full or `signal` stops it, and the next call goes on from there
 * if the server still has the same edition. One call per target at a time.
 *
 * @throws {DownloadError} if the server cannot be reached, refuses, goes away each time, or sends
 *   something else than `md5` or `expectedBytes` say (nothing is kept then).
 * @throws {WriteError} if the disk is full or the folder missing or closed.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: one chunk in memory; a part that is gone on from is read once for its checksum.
 *
 * @example
 * ```ts
 * import { mkdtemp, readFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const target = join(await mkdtemp(join(tmpdir(), "matinee-")), "ratings.csv");
 * const served: typeof fetch = () => Promise.resolve(new Response("userId,movieId,rating\n"));
 * await downloadFile("https://example.org/ratings.csv", target, { fetch: served });
 * assert.equal(await readFile(target, "utf8"), "userId,movieId,rating\n");
 * ```
 */
export async function downloadFile(
  url: string,
  target: string,
  options: DownloadOptions = {},
): Promise<void> {
  throwIfAborted(`Cannot download "${url}"`, options.signal);
  if ((await kindAt(target)) === "folder") {
    throw new WriteError(`Cannot write "${target}": it is a folder; name a file`, target);
  }
  const part = await PartFile.open(target);
  try {
    await receiveWithRetries(url, part, options);
    await check(url, part, options);
    await part.finish();
  } finally {
    await part.keep();
  }
}

async function receiveWithRetries(
  url: string,
  part: PartFile,
  options: DownloadOptions,
): Promise<void> {
  const tries = options.tries ?? 3;
  let pauseMs = options.waitMs ?? 500;
  for (let done = 1; ; done++) {
    try {
      return await receive(url, part, options);
    } catch (error) {
      if (!(error instanceof ConnectionCutError)) throw error;
      if (done >= tries) throw givenUp(url, part, done, error);
    }
    await pause(`Cannot download "${url}"`, pauseMs, options.signal);
    pauseMs *= 2;
  }
}

async function receive(url: string, part: PartFile, options: DownloadOptions): Promise<void> {
  const { onProgress } = options;
  const answer = await requestFile(url, part.held(url), options);
  await part.expect(answer.start, answer.edition);
  onProgress?.(part.received, answer.total);
  for await (const chunk of answer.body) {
    await part.append(chunk);
    onProgress?.(part.received, answer.total);
  }
}

async function check(url: string, part: PartFile, options: DownloadOptions): Promise<void> {
  const { expectedBytes, md5 } = options;
  const remedy = "it was damaged on its way or has changed; it has been removed, run it again";
  if (expectedBytes !== undefined && part.received !== expectedBytes) {
    const message = `${part.received} bytes came instead of ${expectedBytes}; ${remedy}`;
    await part.discard();
    throw new DownloadError(`Cannot download "${url}": ${message}`, url);
  }
  if (md5 === undefined) return;
  const got = await part.md5();
  if (got === md5.toLowerCase()) return;
  await part.discard();
  const message = `its MD5 checksum must be ${md5.toLowerCase()}, got ${got}; ${remedy}`;
  throw new DownloadError(`Cannot download "${url}": ${message}`, url);
}

function givenUp(
  url: string,
  part: PartFile,
  tries: number,
  cause: ConnectionCutError,
): DownloadError {
  const often = tries === 1 ? "" : ` (${tries} tries)`;
  const after = ` after ${byteCount(part.received)}`;
  const next =
    part.held(url) === undefined ? "run it again" : "run it again, it goes on from there";
  const message = `Cannot download "${url}": ${cause.why}${after}${often}; ${next}`;
  return new DownloadError(message, url, undefined, { cause });
}
