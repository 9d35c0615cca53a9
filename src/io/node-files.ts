import { createReadStream, type Stats } from "node:fs";
import { open, readdir, stat, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { nearestName } from "../core/check.ts";
import { DataError } from "../core/errors.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { DataFiles, OpenDataFile } from "./data-files.ts";
import { byteCount } from "./node-byte-count.ts";
import { errnoOf, readFault } from "./node-disk-fault.ts";
import { kindAt } from "./node-kind-at.ts";
import { packFault } from "./pack/pack-fault.ts";
import { zipFiles } from "./zip-files.ts";

export { removeUnfinishedFiles } from "./node-unfinished-files.ts";
export { writeFileAtomically } from "./node-write-file.ts";

/** The files of a data set on disk; whoever opened it closes it. */
export interface OpenDataFiles extends DataFiles {
  /** Gives back what is held open (an archive's handle); may be called again. */
  close(): Promise<void>;
}

const MAX_BYTES = 256 * 2 ** 20;
const CHUNK_BYTES = 256 * 2 ** 10;
/** Files that are ratings if they are named by themselves. */
const RATINGS_FILE = /\.(?:csv|parquet)$/iu;
/** A sound one is opened by whoever knows packs. */
const PACK_FILE = /\.pack$/iu;

/**
 * The files of a folder, read as streams. A folder that holds nothing but one folder stands for
 * that one: it is what unpacking an archive into a folder of its name gives.
 *
 * @throws {DataError} if there is no such folder, it is a file, or it may not be read.
 *
 * Cost: one look at each entry; no file is opened before it is asked for.
 */
export async function folderFiles(dir: string): Promise<DataFiles> {
  const action = "Cannot read the folder";
  const found = await look(action, dir);
  if (!found.isDirectory()) {
    throw new DataError(`${action}: it is a file; name the folder that holds it`, { file: dir });
  }
  const { files, folders } = await entriesOf(action, dir);
  const inner = folders[0];
  if (files.length === 0 && folders.length === 1 && inner !== undefined) {
    const place = join(dir, inner);
    return folderOf(place, (await entriesOf(action, place)).files);
  }
  return folderOf(dir, files);
}

/**
 * The files of a ZIP archive on disk, of any size: it is read at offsets, never as a whole.
 *
 * @returns files that keep the archive open until `close()`.
 * @throws {DataError} if there is no such file or it is no ZIP archive.
 */
export async function zipOnDisk(path: string): Promise<OpenDataFiles> {
  const action = "Cannot read the archive";
  const found = await look(action, path);
  if (found.isDirectory()) {
    throw new DataError(`${action}: it is a folder; name a ZIP file`, { file: path });
  }
  const handle = await openToRead(action, path);
  try {
    const inside = await zipFiles(new DiskReader(handle, found.size), path);
    return {
      place: inside.place,
      names: inside.names,
      open: (name) => inside.open(name),
      close: async () => {
        await inside.close();
        await handle.close();
      },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The files of a folder or of a ZIP archive: which one it is, is seen by looking, not by its name. Any
 * other file whose name ends in `.csv` or `.parquet` is one of ratings, alone.
 *
 * @throws {DataError} if there is nothing at `path`, it is neither, or it may not be read.
 *
 * Cost: O(names); contents are read by `open`.
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const folder = await mkdtemp(join(tmpdir(), "matinee-"));
 * await writeFile(join(folder, "ratings.csv"), "userId,movieId,rating,timestamp\n");
 * const files = await openDataFiles(folder);
 * assert.deepEqual(files.names, ["ratings.csv"]);
 * await files.close();
 * ```
 */
export async function openDataFiles(path: string): Promise<OpenDataFiles> {
  const action = "Cannot read the data";
  const found = await look(action, path);
  if (found.isDirectory()) {
    return { ...(await folderFiles(path)), close: () => Promise.resolve() };
  }
  if (await startsLikeZip(action, path)) return zipOnDisk(path);
  if (RATINGS_FILE.test(path)) {
    const name = basename(path);
    const files = folderOf(dirname(path), [name]);
    return { ...files, ratingsFile: name, close: () => Promise.resolve() };
  }
  if (PACK_FILE.test(path)) throw packFault(path, "it is no pack of ratings", "write one");
  const wanted =
    "it is neither a folder nor a ZIP archive, nor does its name end in .csv or .parquet; name the folder that holds it";
  throw new DataError(`${action}: ${wanted}`, { file: path });
}

/**
 * The bytes of one file, which are given.
 *
 * @param maxBytes - the largest file that is taken, by default 256 MiB.
 * @throws {DataError} if the file is missing (naming the nearest one that is there), empty, larger
 *   than `maxBytes`, a folder, or may not be read.
 *
 * Cost: memory of twice the file for a moment.
 *
 * @example
 * ```ts no-run
 * const mine = await readWholeFile("ratings.csv");
 * ```
 */
export async function readWholeFile(
  path: string,
  maxBytes: number = MAX_BYTES,
): Promise<Uint8Array> {
  const action = "Cannot read the file";
  const found = await look(action, path);
  if (found.isDirectory()) {
    throw new DataError(`${action}: it is a folder; name a file in it`, { file: path });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (found.size > maxBytes) throw tooLarge(action, path, maxBytes);
  // Counted too: a pipe has no size, and a file may grow.
  for await (const chunk of chunksOf(action, path)) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(action, path, maxBytes);
    chunks.push(chunk);
  }
  if (length === 0) throw new DataError(`${action}: it is empty`, { file: path });
  return joined(chunks, length);
}

class DiskReader implements ByteReader {
  readonly size: number;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - index)));
    return bytes.subarray(0, await readFully(this.#handle, bytes, index)); // it may have been cut
  }
}

/** Reads until `target` is full or the file ends; returns how many bytes. */
async function readFully(handle: FileHandle, target: Uint8Array, from: number): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await handle.read(target, filled, target.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

async function openOnDisk(action: string, path: string): Promise<OpenDataFile | undefined> {
  const found = await look(action, path);
  if (!found.isFile()) return undefined; // a pipe has no offsets
  const handle = await openToRead(action, path);
  return {
    size: found.size,
    read: async (target, from) => {
      try {
        return await readFully(handle, target, from);
      } catch (error) {
        throw unreadable(action, path, error);
      }
    },
    close: () => handle.close(),
  };
}

function folderOf(place: string, names: readonly string[]): DataFiles {
  const action = "Cannot read the file";
  const pathOf = (name: string): string => {
    const file = join(place, name);
    if (names.includes(name)) return file;
    const near = nearestName(name, names);
    const hint = near === undefined ? "" : `; did you mean "${near}"?`;
    throw new DataError(`${action}: the folder holds no such file${hint}`, { file });
  };
  return {
    place,
    names,
    open: (name) => chunksOf(action, pathOf(name)),
    openAt: async (name) => openOnDisk(action, pathOf(name)),
  };
}

async function* chunksOf(
  action: string,
  path: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const { buffer, byteOffset, length } of stream) {
      yield new Uint8Array(buffer, byteOffset, length); // a Buffer's slice() is no copy
    }
  } catch (error) {
    throw unreadable(action, path, error);
  }
}

async function entriesOf(
  action: string,
  dir: string,
): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    for (const name of (await readdir(dir)).toSorted()) {
      if (name.startsWith(".") || name === "__MACOSX") continue; // what a Mac leaves in folders
      const kind = await kindAt(join(dir, name)); // a link that leads nowhere is neither
      if (kind !== undefined) (kind === "folder" ? folders : files).push(name);
    }
  } catch (error) {
    throw unreadable(action, dir, error);
  }
  return { files, folders };
}

async function look(action: string, path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw unreadable(action, path, error);
    throw new DataError(`${action}: ${await missing(path)}`, { file: path }, { cause: error });
  }
}

async function missing(path: string): Promise<string> {
  const folder = dirname(path);
  try {
    const near = nearestName(basename(path), await readdir(folder));
    if (near !== undefined) return `it does not exist; did you mean "${join(folder, near)}"?`;
    return `it does not exist, nor does a similar name in the folder "${folder}"`;
  } catch {
    return `it does not exist, because there is no folder "${folder}"`;
  }
}

async function openToRead(action: string, path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    throw unreadable(action, path, error);
  }
}

async function startsLikeZip(action: string, path: string): Promise<boolean> {
  const handle = await openToRead(action, path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(4), 0, 4, 0);
    // "PK" and the number of a local file header, or of the end record of an empty archive.
    const [p, k, kind] = buffer;
    return bytesRead === 4 && p === 0x50 && k === 0x4b && (kind === 3 || kind === 5);
  } catch (error) {
    throw unreadable(action, path, error);
  } finally {
    await handle.close();
  }
}

function tooLarge(action: string, file: string, maxBytes: number): DataError {
  const limit = byteCount(maxBytes);
  const message = `it holds more than the ${limit} that are taken; check that it is the right file`;
  return new DataError(`${action}: ${message}`, { file });
}

function unreadable(action: string, file: string, error: unknown): DataError {
  return new DataError(`${action}: ${readFault(error)}`, { file }, { cause: error });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
