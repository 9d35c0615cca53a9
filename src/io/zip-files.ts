import { integerIn, numberIn } from "../core/check.ts";
import type { ByteBlob, ByteReader } from "./byte-reader.ts";
import type { ZipFiles, ZipLimits } from "./zip-archive.ts";

export type { ZipFiles, ZipLimits } from "./zip-archive.ts";

/** The default limits. MovieLens 32M, the largest set with a name, unpacks to 0.9 GB in 6 entries. */
export const ZIP_LIMITS: Readonly<Record<keyof ZipLimits, number>> = Object.freeze({
  maxBytes: 4 * 2 ** 30,
  maxEntries: 10_000,
  unjudgedBytes: 64 * 2 ** 20,
});

const ACTION = "Cannot read the archive";

/**
 * The files of a ZIP archive (Zip64 too), streamed: nothing is unpacked as a whole, and no web
 * worker is started. A folder that wraps all files is left out of their names; what a Mac adds
 * (`__MACOSX`, names with a leading dot) is not among them.
 *
 * The archive is not trusted: names that lead elsewhere, encrypted files, too many of them, and
 * too many bytes, also for what they are packed into, are refused before anything is unpacked; a file that holds other bytes than it
 * declares, while it is read.
 *
 * @param source - a Blob, or a reader of bytes (those of zip.js are); kept until `close()`.
 * @param place - what to call the archive in messages, e.g. its path.
 * @throws {DataError} naming `place` and what is wrong; `open()` as well, and while chunks are read.
 *
 * Cost: the list of files in memory; reading one takes memory for a few chunks. The first call loads
 * zip.js, 45 ms: a program that meets no archive does without.
 *
 * @example
 * ```ts
 * const nothing = new Uint8Array(22);
 * nothing.set([0x50, 0x4b, 5, 6]); // all that an archive without files has
 * const files = await zipFiles(new Blob([nothing]), "nothing.zip");
 * assert.deepEqual(files.names, []);
 * await files.close();
 * ```
 */
export async function zipFiles(
  source: ByteBlob | ByteReader,
  place: string,
  limits: ZipLimits = {},
): Promise<ZipFiles> {
  const maxBytes = limits.maxBytes ?? ZIP_LIMITS.maxBytes;
  const maxEntries = limits.maxEntries ?? ZIP_LIMITS.maxEntries;
  const unjudgedBytes = limits.unjudgedBytes ?? ZIP_LIMITS.unjudgedBytes;
  numberIn(ACTION, "maxBytes", maxBytes, 0, Infinity);
  numberIn(ACTION, "unjudgedBytes", unjudgedBytes, 0, Infinity);
  integerIn(ACTION, "maxEntries", maxEntries, 1, 10_000_000);
  const { openArchive } = await import("./zip-archive.ts");
  return openArchive(source, place, { maxBytes, maxEntries, unjudgedBytes });
}
