import type { Reader } from "@zip.js/zip.js";
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
} from "@zip.js/zip.js";
import { DataError } from "../core/errors.ts";

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
  reader: Reader<unknown>,
  file: string,
): Promise<DataError> {
  const lost = [ERR_EOCDR_NOT_FOUND, ERR_BAD_FORMAT].includes(messageOf(error));
  if (!lost) return contentFault(error, file);
  const found = (await beginsLikeZip(reader))
    ? `it is cut short, its list of files is missing; ${ANEW}`
    : "it is no ZIP archive";
  return new DataError(`${ACTION}: ${found}`, { file }, { cause: error });
}

/** What went wrong while a file was unpacked. */
export function contentFault(error: unknown, file: string): DataError {
  const message = messageOf(error);
  const found = FAULTS.get(message) ?? `it is damaged or cannot be read (${message})`;
  return new DataError(`${ACTION}: ${found}`, { file }, { cause: error });
}

async function beginsLikeZip(reader: Reader<unknown>): Promise<boolean> {
  if (reader.size < 4) return false;
  const [p, k, three, four] = await reader.readUint8Array(0, 4);
  return p === 0x50 && k === 0x4b && three === 3 && four === 4;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
