import { DataError, throwIfAborted } from "../core/errors.ts";
import type { StopSignal } from "../core/errors.ts";
import type { DataFiles } from "./data-files.ts";
import { shown } from "./shown.ts";
import { textOfBytes } from "./text-of-bytes.ts";

const ACTION = "Cannot read the data set";
/** Far above `movies.csv` of MovieLens 32M (4 MB), far below what a text may have in V8. */
const MAX_TEXT_BYTES = 256 * 2 ** 20;

/**
 * The text of a file of names and titles, and what messages call the file.
 *
 * @throws {DataError} if it is not there, too large, or no text.
 * @throws {AbortedError} if `signal` is set.
 */
export async function textOf(
  files: DataFiles,
  name: string,
  signal: StopSignal | undefined,
): Promise<[text: string, file: string]> {
  const bytes = await wholeFile(files, name, MAX_TEXT_BYTES, signal);
  const file = pathOf(files, name);
  return [textOfBytes(bytes, file, ACTION), file];
}

/**
 * The bytes of a file, which are given.
 *
 * @throws {DataError} if it is not there or too large.
 * @throws {AbortedError} if `signal` is set.
 */
export async function wholeFile(
  files: DataFiles,
  name: string,
  maxBytes: number,
  signal: StopSignal | undefined,
): Promise<Uint8Array> {
  refuseAbsent(files, name);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of files.open(name)) {
    throwIfAborted(ACTION, signal);
    length += chunk.length;
    if (length > maxBytes) {
      throw new DataError(`${ACTION}: the file must have at most ${maxBytes} bytes`, {
        file: pathOf(files, name),
      });
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** @throws {DataError} if there is no such file; it names those that are there. */
export function refuseAbsent(files: DataFiles, name: string): void {
  if (files.names.includes(name)) return;
  throw new DataError(`${ACTION}: "${name}" must be there, got ${listed(files.names)}`, {
    file: files.place,
  });
}

/** What messages call a file of the set. */
export function pathOf(files: DataFiles, name: string): string {
  return `${files.place.replace(/[/\\]+$/u, "")}/${name}`;
}

const LISTED_NAMES = 8;

/** Names of files, for messages. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return "no files";
  const some = names.slice(0, LISTED_NAMES).map(shown).join(", ");
  return names.length > LISTED_NAMES ? `${some} and ${names.length - LISTED_NAMES} more` : some;
}
