import { crc32 } from "../../core/model/crc32.ts";
import { packFault } from "./pack-fault.ts";

/** What the first bytes of a pack tell. */
export interface PackHeader {
  /** Of the whole file. */
  readonly fileBytes: number;
  /** Where the directory is: JSON in UTF-8, the last part of the file. */
  readonly directoryOffset: number;
  readonly directoryBytes: number;
  readonly directoryChecksum: number;
}

/**
 * Bytes of the header: magic (8), version (u32), byte order (u32), length of the file (f64), offset of the
 * directory (f64), its length (u32) and CRC-32 (u32), CRC-32 of all that (u32), 20 zeros.
 */
export const HEADER_BYTES = 64;

const MAGIC = "MATIPACK";
const VERSION = 1;
/** Reads as 4 3 2 1 on a machine of the other byte order. */
const BYTE_ORDER = 0x01020304;
const CHECKED_BYTES = 40;

/** Cost: O(1). */
export function encodeHeader(header: PackHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < MAGIC.length; k++) bytes[k] = MAGIC.charCodeAt(k);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, BYTE_ORDER, true);
  view.setFloat64(16, header.fileBytes, true);
  view.setFloat64(24, header.directoryOffset, true);
  view.setUint32(32, header.directoryBytes, true);
  view.setUint32(36, header.directoryChecksum, true);
  view.setUint32(CHECKED_BYTES, crc32(bytes.subarray(0, CHECKED_BYTES)), true);
  return bytes;
}

/** Whether a file that begins with these bytes is a pack, sound or not. */
export function isPackHeader(bytes: Uint8Array): boolean {
  for (let k = 0; k < MAGIC.length; k++) if (bytes[k] !== MAGIC.charCodeAt(k)) return false;
  return true;
}

/**
 * Checks the first bytes of a file.
 *
 * @param bytes - {@link HEADER_BYTES}, or all there are.
 * @param file - as messages call it.
 * @param fileBytes - what the file has.
 * @throws {DataError} naming file and remedy: no pack, another version, another byte order, cut short,
 *   longer than it was, or damaged.
 */
export function decodeHeader(bytes: Uint8Array, file: string, fileBytes: number): PackHeader {
  if (!isPackHeader(bytes)) throw packFault(file, "it is no pack of ratings", "write one");
  if (bytes.length < HEADER_BYTES) {
    throw packFault(file, `it is cut short: it has only ${fileBytes} bytes`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const order = view.getUint32(12, true);
  if (order !== BYTE_ORDER && view.getUint32(12, false) === BYTE_ORDER) {
    throw packFault(file, "its numbers have the other byte order");
  }
  if (view.getUint32(CHECKED_BYTES, true) !== crc32(bytes.subarray(0, CHECKED_BYTES))) {
    throw packFault(file, "its header is damaged");
  }
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    throw packFault(file, `it is of version ${version}, and this program reads version ${VERSION}`);
  }
  const header = {
    fileBytes: view.getFloat64(16, true),
    directoryOffset: view.getFloat64(24, true),
    directoryBytes: view.getUint32(32, true),
    directoryChecksum: view.getUint32(36, true),
  };
  if (fileBytes < header.fileBytes) {
    throw packFault(
      file,
      `it is cut short: ${header.fileBytes} bytes were written, got ${fileBytes}`,
    );
  }
  if (fileBytes > header.fileBytes) {
    throw packFault(
      file,
      `it is damaged: ${header.fileBytes} bytes were written, got ${fileBytes}`,
    );
  }
  const { directoryOffset } = header;
  const isBehind = directoryOffset >= HEADER_BYTES; // not if it is no number
  if (!isBehind || directoryOffset + header.directoryBytes !== header.fileBytes) {
    throw packFault(file, "its header is damaged");
  }
  return header;
}
