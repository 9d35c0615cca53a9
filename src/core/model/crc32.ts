/** Four tables of 256: what a byte does to the checksum, and what it does with 1, 2 and 3 bytes behind it. */
const TABLES = tables();

/**
 * CRC-32 as in ZIP and PNG: tells a damaged file from a sound one, proves nothing about its author.
 *
 * Cost: O(n), about 560 MB/s: four bytes at a time take two thirds of what one at a time does (3 MB in a
 * fresh process: 5.3 ms, 8.0). Source: slicing by 4, Kounavis and Berry 2005.
 */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  let n = 0;
  for (; n + 4 <= bytes.length; n += 4) {
    crc ^= bytes[n]! | (bytes[n + 1]! << 8) | (bytes[n + 2]! << 16) | (bytes[n + 3]! << 24);
    crc =
      TABLES[768 + (crc & 0xff)]! ^
      TABLES[512 + ((crc >>> 8) & 0xff)]! ^
      TABLES[256 + ((crc >>> 16) & 0xff)]! ^
      TABLES[crc >>> 24]!;
  }
  for (; n < bytes.length; n++) crc = TABLES[(crc ^ bytes[n]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function tables(): Uint32Array {
  const out = new Uint32Array(4 * 256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    out[n] = c;
  }
  for (let at = 256; at < out.length; at++) {
    const shorter = out[at - 256]!;
    out[at] = out[shorter & 0xff]! ^ (shorter >>> 8);
  }
  return out;
}

/** A checksum of each array's bytes, as one text: tells columns apart from others of the same length. */
export function checksumOf(...arrays: readonly (Uint32Array | Float32Array)[]): string {
  return arrays
    .map(({ buffer, byteOffset, byteLength }) =>
      crc32(new Uint8Array(buffer, byteOffset, byteLength)).toString(16),
    )
    .join("-");
}
