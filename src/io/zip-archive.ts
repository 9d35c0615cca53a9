import type { FileEntry } from "@zip.js/zip.js/lib/zip-core-custom.js";
import { Reader, ZipReader } from "@zip.js/zip.js/lib/zip-core-custom.js";
import { nearestName } from "../core/check.ts";
import { DataError } from "../core/errors.ts";
import type { ByteBlob, ByteReader } from "./byte-reader.ts";
import type { DataFiles } from "./data-files.ts";
import { grouped } from "./counted.ts";
import { shown } from "./shown.ts";
import { sizeText } from "./size-text.ts";
import { contentFault, directoryFault } from "./zip-fault.ts";

/** What an archive may hold at most. */
export interface ZipLimits {
  /** Bytes of all files together, unpacked. Finite, ≥ 0. Default 4 GiB. */
  readonly maxBytes?: number | undefined;
  /** Files and folders. Integer in [1, 10 000 000]. Default 10,000. */
  readonly maxEntries?: number | undefined;
  /**
   * Bytes up to which all files together may unpack to more than 200 times their packed bytes. Finite,
   * ≥ 0. Default 64 MiB.
   */
  readonly unjudgedBytes?: number | undefined;
}

/** The files of an archive; whoever opened it closes it. */
export interface ZipFiles extends DataFiles {
  /** How many bytes a file unpacks to, as its header declares; more or fewer are refused. */
  size(name: string): number;
  /** Lets go of the archive; what was given as a reader is the caller's to close. */
  close(): Promise<void>;
}

const ACTION = "Cannot read the archive";
/**
 * Beyond `unjudgedBytes`. MovieLens unpacks to 4 to 5 times its bytes; deflate reaches 1032 on one line
 * repeated, and a table of 6 MB packed then takes the memory of a table of 4 GB.
 */
const MAX_RATIO = 200;

/** What `zipFiles` does, once zip.js is there; `limits` are checked and complete. */
export async function openArchive(
  source: ByteBlob | ByteReader,
  place: string,
  limits: Readonly<Record<keyof ZipLimits, number>>,
): Promise<ZipFiles> {
  const reader = new SourceReader("slice" in source ? readerOf(source) : source);
  const zip = new ZipReader(reader, {
    useWebWorkers: false,
    checkCrc32: true,
    checkOverlappingEntry: true, // else a file could be unpacked once more under each of many names
    filenameValidation: "tolerant", // names are judged here, each with its own message
  });
  const files = await listed(zip, reader, place, limits);
  const names = [...files.keys()];
  const entryOf = (name: string): FileEntry => {
    const file = files.get(name);
    if (file !== undefined) return file;
    const near = nearestName(name, names);
    const hint = near === undefined ? "" : `; did you mean "${near}"?`;
    throw new DataError(`${ACTION}: it does not hold ${shown(name)}${hint}`, { file: place });
  };
  return {
    place,
    names,
    open: (name) => contentOf(entryOf(name), `${place}/${name}`),
    size: (name) => entryOf(name).uncompressedSize,
    close: () => zip.close(),
  };
}

/** What zip.js takes. */
class SourceReader extends Reader<ByteReader> {
  readonly #source: ByteReader;

  constructor(source: ByteReader) {
    super(source);
    this.#source = source;
    this.size = source.size;
  }

  override async init(): Promise<void> {
    // Readers of zip.js know their size only then.
    const source = this.#source as ByteReader & { init?: () => Promise<void> };
    await source.init?.();
    this.size = source.size;
    await super.init?.();
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#source.readUint8Array(index, length);
  }
}

function readerOf(blob: ByteBlob): ByteReader {
  return {
    size: blob.size,
    readUint8Array: async (index, length) =>
      new Uint8Array(await blob.slice(index, index + length).arrayBuffer()),
  };
}

/** The entries that are files, by their names without a wrapping folder. */
async function listed(
  zip: ZipReader<unknown>,
  reader: Reader<unknown>,
  place: string,
  { maxBytes, maxEntries, unjudgedBytes }: Readonly<Record<keyof ZipLimits, number>>,
): Promise<Map<string, FileEntry>> {
  const files = new Map<string, FileEntry>();
  let entries = 0;
  let bytes = 0;
  let packedBytes = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (++entries > maxEntries) {
        throw refusal(place, `it may hold at most ${grouped(maxEntries)} entries, got more`);
      }
      const path = safePath(entry.filename, place);
      if (entry.directory) continue;
      bytes += entry.uncompressedSize;
      if (bytes > maxBytes) {
        throw refusal(
          place,
          `it may unpack to at most ${sizeText(maxBytes)}, got ${sizeText(bytes)} or more`,
        );
      }
      packedBytes += entry.compressedSize;
      if (bytes > unjudgedBytes && bytes > MAX_RATIO * packedBytes) {
        throw refusal(
          place,
          `it may unpack to at most ${MAX_RATIO} times its bytes, got ${sizeText(bytes)} out of ${sizeText(packedBytes)}; it should not be trusted`,
        );
      }
      if (entry.encrypted) {
        throw refusal(place, `${shown(path)} is encrypted; pack it anew without a password`);
      }
      if (files.has(path)) throw refusal(place, `it holds ${shown(path)} twice`);
      files.set(path, entry);
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw await directoryFault(error, reader, place);
  }
  return withoutWrapper(files);
}

/**
 * The path of an entry within the archive.
 *
 * @throws {DataError} if it could lead out of the folder that it is unpacked into, on any system.
 */
function safePath(filename: string, place: string): string {
  const parts = filename.split("/");
  const found =
    (/\p{Cc}/u.test(filename) && "a control character") ||
    (filename.includes("\\") && "a backslash") ||
    (filename.startsWith("/") && "a path from the root") ||
    (/^[a-z]:/iu.test(filename) && "a drive letter") ||
    (parts.includes("..") && 'a step up ("..")');
  if (found === false) return parts.filter((part) => part !== "" && part !== ".").join("/");
  throw refusal(place, `its names must stay within it, got ${found} in ${shown(filename)}`);
}

function withoutWrapper(files: ReadonlyMap<string, FileEntry>): Map<string, FileEntry> {
  const wanted = [...files].filter(([path]) => !isLitter(path));
  const folders = new Set(wanted.map(([path]) => path.slice(0, path.indexOf("/") + 1)));
  const [wrapper = ""] = folders.size === 1 ? folders : [];
  return new Map(wanted.map(([path, entry]) => [path.slice(wrapper.length), entry]));
}

function isLitter(path: string): boolean {
  return path.startsWith("__MACOSX/") || path.slice(path.lastIndexOf("/") + 1).startsWith(".");
}

/**
 * That headers lie about sizes is seen by zip.js, which counts the bytes as they are unpacked; that
 * all declared sizes together stay below the limit has been seen before.
 */
async function* contentOf(
  entry: FileEntry,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stop = new AbortController();
  let fail: (error: unknown) => void = () => {};
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start: (controller) => {
      fail = (error) => controller.error(error);
    },
  });
  const unpacked = entry.getData(writable, { signal: stop.signal });
  unpacked.catch(fail); // zip.js leaves the stream open where it fails before the first byte
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    await unpacked;
  } catch (error) {
    throw contentFault(error, file);
  } finally {
    stop.abort();
    await reader.cancel().catch(() => {});
  }
}

function refusal(file: string, message: string): DataError {
  return new DataError(`${ACTION}: ${message}`, { file });
}
