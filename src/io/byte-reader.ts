/**
 * Bytes that can be read at any offset: what an archive is read from. The library's own type, so
 * that its declarations need neither those of zip.js nor of a browser.
 */
export interface ByteReader {
  /** In bytes. */
  readonly size: number;
  /** The bytes in [index, index + length), fewer at the end of the file. */
  readUint8Array(index: number, length: number): Promise<Uint8Array>;
}

/** As much of a `Blob` (a file dropped on a page is one) as is needed. */
export interface ByteBlob {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}
