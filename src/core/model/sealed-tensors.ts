import { ModelFileError } from "../errors.ts";
import { encodeUtf8 } from "../utf8.ts";
import { crc32 } from "./crc32.ts";
import type { TensorFile } from "./safetensors.ts";
import { decodeTensors, encodeTensors } from "./safetensors.ts";

const NO_CHECKSUM = "00000000";
const CHECKSUM_FIELD = encodeUtf8('"checksum":"');

/**
 * A safetensors file whose metadata hold a CRC-32 of the whole, its own eight digits set to 0.
 *
 * @throws {ModelFileError} if the header would be too long to be read again.
 */
export function encodeSealed({ metadata, tensors }: TensorFile): Uint8Array<ArrayBuffer> {
  const bytes = encodeTensors({ metadata: { checksum: NO_CHECKSUM, ...metadata }, tensors });
  const at = checksumAt(bytes);
  const checksum = crc32(bytes).toString(16).padStart(8, "0");
  bytes.set(encodeUtf8(checksum), at);
  return bytes;
}

/**
 * What {@link encodeSealed} wrote.
 *
 * @returns also whether the checksum fits: a file may be foreign, of another version, or damaged, and
 *   the caller knows which to tell of first.
 * @throws {ModelFileError} if it is no safetensors file, or is cut short.
 */
export function decodeSealed(bytes: Uint8Array): TensorFile & { isWhole(): boolean } {
  const file = decodeTensors(bytes);
  return { ...file, isWhole: () => file.metadata["checksum"] === checksumOf(bytes) };
}

function checksumOf(bytes: Uint8Array): string {
  const blank = new Uint8Array(bytes); // not `slice`: that of a Node Buffer is no copy
  blank.set(encodeUtf8(NO_CHECKSUM), checksumAt(bytes));
  return crc32(blank).toString(16).padStart(8, "0");
}

/** Where the checksum's digits stand: it is the first field, so no title can come before it. */
function checksumAt(bytes: Uint8Array): number {
  const most = Math.min(bytes.length, 256);
  for (let at = 0; at + CHECKSUM_FIELD.length < most; at++) {
    if (CHECKSUM_FIELD.every((byte, k) => bytes[at + k] === byte))
      return at + CHECKSUM_FIELD.length;
  }
  throw new ModelFileError("Cannot read the model: the file has no checksum, it is damaged");
}
