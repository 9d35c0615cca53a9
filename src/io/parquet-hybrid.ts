/**
 * Parquet's whole numbers of few bits: runs of one value, and values packed bit by bit.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 *
 * @param width - bits a value, at most 24.
 * @throws {RangeError} if there are not `count` of them.
 */
export function hybridValues(bytes: Uint8Array, width: number, count: number): Uint32Array {
  const values = new Uint32Array(count);
  if (width === 0) return values;
  const mask = 2 ** width - 1;
  let at = 0;
  let done = 0;
  while (done < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw new RangeError("a page ends within its values");
      header |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const length = header >>> 1;
    if ((header & 1) === 0) {
      let value = 0;
      for (let k = 0; k < width; k += 8) value |= bytes[at++]! << k;
      values.fill(value, done, done + length);
      done += length;
      continue;
    }
    const packed = Math.min(8 * length, count - done);
    if (at + Math.ceil((packed * width) / 8) > bytes.length) {
      throw new RangeError("a page ends within its values");
    }
    for (let k = 0, bit = 8 * at; k < packed; k++, bit += width) {
      const from = bit >>> 3;
      const four =
        bytes[from]! |
        (bytes[from + 1]! << 8) |
        (bytes[from + 2]! << 16) |
        (bytes[from + 3]! << 24); // beyond the end: undefined, hence 0
      values[done + k] = (four >>> (bit & 7)) & mask;
    }
    at += length * width;
    done += packed;
  }
  return values;
}
