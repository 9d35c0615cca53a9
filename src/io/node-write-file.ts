import { constants, type Stats } from "node:fs";
import { access, open, realpath, rename, stat, type FileHandle } from "node:fs/promises";
import { throwIfAborted, WriteError } from "../core/errors.ts";
import { asWriteError, errnoOf, writing } from "./node-disk-fault.ts";
import { dropUnfinished, forgetUnfinished, reserveUnfinished } from "./node-unfinished-files.ts";

export interface WriteFileOptions {
  /** Stops between two chunks; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Access rights of a file that is new, less what the system's mask takes away; 0o666 unless given. */
  readonly mode?: number | undefined;
}

/** What the file is made of: bytes, text (written as UTF-8), or chunks of bytes as they come. */
export type FileContent = Uint8Array | string | AsyncIterable<Uint8Array>;

/**
 * Writes a file so that its name holds either what was there before or all of `content`: it is
 * written under a temporary name in the same folder, flushed to the disk, then renamed.
 *
 * A symbolic link is followed, an existing file's access rights are kept, and what is no regular
 * file (a terminal, a pipe, a device) is written to as it is.
 *
 * @param content - borrowed; an error that its iteration throws is passed on unchanged.
 * @throws {WriteError} if the folder is missing or closed, the disk full, or a folder in the way.
 * @throws {AbortedError} if `signal` is set before the renaming.
 *
 * Cost: one pass over the content; one chunk in memory.
 *
 * @example
 * ```ts
 * import { mkdtemp, readFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "matinee-")), "picks.json");
 * await writeFileAtomically(path, "[]\n");
 * assert.equal(await readFile(path, "utf8"), "[]\n");
 * ```
 */
export async function writeFileAtomically(
  path: string,
  content: FileContent,
  options: WriteFileOptions = {},
): Promise<void> {
  const action = `Cannot write "${path}"`;
  throwIfAborted(action, options.signal);
  const existing = await whatIsThere(path);
  if (existing?.isDirectory() === true) {
    throw new WriteError(`${action}: it is a folder; name a file`, path);
  }
  if (existing !== undefined && !existing.isFile()) {
    const device = await writing(path, open(path, "w"));
    return await fillAndClose(device, path, content, options.signal);
  }
  await replace(path, existing, content, options);
}

async function replace(
  path: string,
  existing: Stats | undefined,
  content: FileContent,
  { signal, mode }: WriteFileOptions,
): Promise<void> {
  const target = existing === undefined ? path : await writing(path, realpath(path));
  const temporary = reserveUnfinished(target);
  try {
    // Renaming asks for rights on the folder only; a file that is write-protected stays so.
    if (existing !== undefined) await writing(path, access(target, constants.W_OK));
    const handle = await writing(path, open(temporary, "wx", mode));
    await fillAndClose(handle, path, content, signal, existing?.mode);
    throwIfAborted(`Cannot write "${path}"`, signal);
    await writing(path, rename(temporary, target));
    forgetUnfinished(temporary);
  } catch (error) {
    await dropUnfinished(temporary);
    throw error;
  }
}

async function fillAndClose(
  handle: FileHandle,
  path: string,
  content: FileContent,
  signal: AbortSignal | undefined,
  mode?: number,
): Promise<void> {
  try {
    for await (const chunk of chunksOf(content)) {
      throwIfAborted(`Cannot write "${path}"`, signal);
      await writing(path, handle.appendFile(chunk)); // unlike write(), it does not stop half-way
    }
    if (mode !== undefined) await writing(path, handle.chmod(mode & 0o777));
    await flush(handle, path);
  } finally {
    await handle.close();
  }
}

function chunksOf(content: FileContent): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  if (typeof content === "string") return [new TextEncoder().encode(content)];
  return content instanceof Uint8Array ? [content] : content;
}

async function flush(handle: FileHandle, path: string): Promise<void> {
  try {
    await handle.sync();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "EINVAL" || errno === "ENOTSUP") return; // a pipe or terminal has no disk
    throw asWriteError(path, error);
  }
}

async function whatIsThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw asWriteError(path, error);
  }
}
