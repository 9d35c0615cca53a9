import { DataError } from "../core/errors.ts";

/**
 * The text of a whole file: UTF-8 if it is valid, else Windows-1252, of which ISO-8859-1 is a part
 * (MovieLens 100K and 1M, tables that a spreadsheet saved); UTF-16 if a byte order mark says so.
 * Without the mark.
 *
 * @param bytes - borrowed.
 * @throws {DataError} if it is empty, or holds a NUL character, which no text has.
 */
export function textOfBytes(bytes: Uint8Array, file: string, action: string): string {
  if (bytes.length === 0) throw new DataError(`${action}: the file is empty`, { file });
  const text = decoded(bytes);
  const nul = text.indexOf("\0");
  if (nul < 0) return text;
  const line = text.slice(0, nul).split("\n").length;
  throw new DataError(`${action}: ${isZip(bytes) ? ZIP : "the file is not text, got a NUL byte"}`, {
    file,
    line,
  });
}

const ZIP = "the file must be text, but it is a ZIP archive; unpack it first";

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function isZip([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && third === 3 && fourth === 4;
}
