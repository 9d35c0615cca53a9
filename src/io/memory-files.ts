import { integerIn, nearestName } from "../core/check.ts";
import { DataError } from "../core/errors.ts";
import type { DataFiles, OpenDataFile } from "./data-files.ts";

/** How files in memory are read. */
export interface MemoryFilesOptions {
  /** Size of the chunks. Integer ≥ 1. Default 65,536. */
  readonly chunkBytes?: number | undefined;
}

/**
 * Files that are in memory already: dropped on a page, or made by a program.
 *
 * @param place - what to call the whole in messages.
 * @param contents - by bare name; texts are taken as UTF-8; bytes are kept, so do not change them.
 * @returns files whose chunks are copies.
 * @throws {RangeError} if `chunkBytes` is out of range.
 *
 * Cost: O(files); reading copies each byte once.
 *
 * @example
 * ```ts
 * const files = memoryFiles("my ratings", { "ratings.csv": "userId,movieId,rating\nann,Alien,5\n" });
 * assert.deepEqual(files.names, ["ratings.csv"]);
 * const { ratings } = await loadMovieLens(files);
 * assert.equal(ratings.length, 1);
 * ```
 */
export function memoryFiles(
  place: string,
  contents: Readonly<Record<string, Uint8Array | string>>,
  options: MemoryFilesOptions = {},
): DataFiles {
  const action = "Cannot hold files in memory";
  const chunkBytes = integerIn(action, "chunkBytes", options.chunkBytes ?? 65_536, 1, 2 ** 31);
  const files = new Map(Object.entries(contents));
  const names = [...files.keys()];
  return {
    place,
    names,
    open: (name) => {
      const content = files.get(name);
      if (content !== undefined) return chunksOf(content, chunkBytes);
      const near = nearestName(name, names);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      throw new DataError(`Cannot read the file: there is no "${name}"${hint}`, { file: place });
    },
  };
}

/**
 * Bytes as a file that is open.
 *
 * @param bytes - kept.
 */
export function bytesFile(bytes: Uint8Array): OpenDataFile {
  return {
    size: bytes.length,
    read: async (target, from) => {
      const part = bytes.subarray(from, from + target.length);
      target.set(part);
      return part.length;
    },
    close: async () => {},
  };
}

async function* chunksOf(
  content: Uint8Array | string,
  chunkBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield Uint8Array.prototype.slice.call(bytes, at, at + chunkBytes); // a Node Buffer's is no copy
  }
}
