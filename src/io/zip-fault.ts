import {
  ERR_AMBIGUOUS_ARCHIVE,
  ERR_BAD_FORMAT,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_EOCDR_LOCATOR_ZIP64_NOT_FOUND,
  ERR_EOCDR_NOT_FOUND,
  ERR_EXTRAFIELD_ZIP64_NOT_FOUND,
  ERR_INVALID_COMPRESSED_DATA,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  ERR_OVERLAPPING_ENTRY,
  ERR_SPLIT_ZIP_FILE,
  ERR_UNSUPPORTED_COMPRESSION,
} from "@zip.js/zip.js/lib/zip-core-custom.js";
import { DataError } from "../core/errors.ts";
import type { ByteReader } from "./byte-reader.ts";

const ACTION = "Cannot read the archive";
const ANEW = "get it anew";

const FAULTS: ReadonlyMap<string, string> = new Map([
  [ERR_AMBIGUOUS_ARCHIVE, `its headers contradict each other; ${ANEW}`],
  [ERR_CENTRAL_DIRECTORY_NOT_FOUND, `its list of files is damaged; ${ANEW}`],
  [ERR_ENCRYPTED_CENTRAL_DIRECTORY, "its list of files is encrypted; pack it without a password"],
  [ERR_ENTRY_DATA_OUT_OF_BOUNDS, `a file of it reaches beyond its end; ${ANEW}`],
  [ERR_EOCDR_LOCATOR_ZIP64_NOT_FOUND, `its list of files is damaged; ${ANEW}`],
  [ERR_EXTRAFIELD_ZIP64_NOT_FOUND, `its list of files is damaged; ${ANEW}`],
  [ERR_INVALID_COMPRESSED_DATA, `the packed bytes are damaged; ${ANEW}`],
  [ERR_INVALID_CRC32, `the unpacked bytes do not match their checksum (CRC-32) or length; ${ANEW}`],
  [
    ERR_INVALID_UNCOMPRESSED_SIZE,
    `it unpacks to another number of bytes than it declares; ${ANEW}`,
  ],
  [ERR_LOCAL_FILE_HEADER_NOT_FOUND, `its list of files leads to no file; ${ANEW}`],
  [ERR_OVERLAPPING_ENTRY, `two files of it share their bytes; ${ANEW}`],
  [ERR_SPLIT_ZIP_FILE, "it is one part of several; join them first"],
  [ERR_UNSUPPORTED_COMPRESSION, "it must be packed by deflate or not at all; pack it anew"],
]);

/** What went wrong while the list of files was read: no ZIP, half a ZIP, or a damaged one. */
export async function directoryFault(
  error: unknown,
  reader: ByteReader,
  file: string,
): Promise<DataError> {
  const lost = [ERR_EOCDR_NOT_FOUND, ERR_BAD_FORMAT].includes(messageOf(error));
  if (!lost) return contentFault(error, file);
  const found = await kindOf(reader);
  return new DataError(`${ACTION}: ${found}`, { file }, { cause: error });
}

/** What went wrong while a file was unpacked. */
export function contentFault(error: unknown, file: string): DataError {
  const message = messageOf(error);
  const found = FAULTS.get(message) ?? `it is damaged or cannot be read (${message})`;
  return new DataError(`${ACTION}: ${found}`, { file }, { cause: error });
}

/** A sign-in page of a network is what most often comes in place of an archive. */
async function kindOf(reader: ByteReader): Promise<string> {
  const start = await reader.readUint8Array(0, Math.min(512, reader.size));
  const [p, k, three, four] = start;
  if (p === 0x50 && k === 0x4b && three === 3 && four === 4) {
    return `it is cut short, its list of files is missing; ${ANEW}`;
  }
  const text = new TextDecoder().decode(start).trimStart().toLowerCase();
  if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
    return "it is a web page and no ZIP archive";
  }
  return "it is no ZIP archive";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
