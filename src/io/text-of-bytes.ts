import type { DataPlace } from "../core/errors.ts";
import { DataError } from "../core/errors.ts";

/**
 * The text of a whole file: UTF-8 if it is valid, else Windows-1252, of which ISO-8859-1 is a part
 * (MovieLens 100K and 1M, tables that a spreadsheet saved); UTF-16 if a byte order mark says so, or
 * the first two characters are of ASCII. Without the mark.
 *
 * @param bytes - borrowed.
 * @throws {DataError} if it is empty, or holds a NUL character, which no text has, or is not UTF-8
 * and holds other control characters: then it is a picture, a program or the like.
 */
export function textOfBytes(bytes: Uint8Array, file: string, action: string): string {
  if (bytes.length === 0) throw new DataError(`${action}: the file is empty`, { file });
  refuseNul(bytes, file, action);
  const { text, guessed } = decoded(bytes);
  const wrong = guessed ? text.search(NO_TEXT) : text.indexOf("\0");
  if (wrong < 0) return text;
  const byte = text.charCodeAt(wrong);
  const found = byte === 0 ? "a NUL byte" : `the byte 0x${byte.toString(16).padStart(2, "0")}`;
  throw noText(isZip(bytes), found, action, { file, line: lineOf(text.slice(0, wrong)) });
}

/**
 * Looks for a NUL byte, which of texts only those in UTF-16 have, in the first part of a file: the
 * rest need not be waited for.
 *
 * @throws {DataError} if it does.
 */
export function refuseNul(bytes: Uint8Array, file: string, action: string): void {
  if (utf16LabelOf(bytes) !== undefined) return;
  const wrong = bytes.indexOf(0);
  if (wrong < 0) return;
  const line = lineOf(new TextDecoder("latin1").decode(bytes.subarray(0, wrong)));
  throw noText(isZip(bytes), "a NUL byte", action, { file, line });
}

function lineOf(before: string): number {
  return before.split("\n").length;
}

function noText(isArchive: boolean, found: string, action: string, place: DataPlace): DataError {
  const message = isArchive ? ZIP : `the file is not text, got ${found}`;
  return new DataError(`${action}: ${message}`, place);
}

/** Control characters other than tabs, line ends and the end mark of old DOS files. */
// eslint-disable-next-line no-control-regex
const NO_TEXT = /[\0-\x08\x0e-\x19\x1b-\x1f\x7f]/u;

const ZIP = "the file must be text, but it is a ZIP archive; unpack it first";

/** What bytes 0x80 to 0x9f are in Windows-1252; the five that it leaves open stay as they are. */
const FROM_0X80 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

interface DecodedText {
  readonly text: string;
  /** Whether nothing in the bytes says that this is their encoding. */
  readonly guessed: boolean;
}

/** UTF-16 by its byte order mark, or by its first two letters; nobody else has NUL bytes there. */
function utf16LabelOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second, third, fourth] = bytes;
  if (hasMark(bytes)) return first === 0xff ? "utf-16le" : "utf-16be";
  if (isAscii(first) && second === 0 && isAscii(third) && fourth === 0) return "utf-16le";
  if (first === 0 && isAscii(second) && third === 0 && isAscii(fourth)) return "utf-16be";
  return undefined;
}

function hasMark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function decoded(bytes: Uint8Array): DecodedText {
  const utf16 = utf16LabelOf(bytes);
  if (utf16 !== undefined) {
    return { text: new TextDecoder(utf16).decode(bytes), guessed: !hasMark(bytes) };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), guessed: false };
  } catch {
    // Node 20 reads this as ISO-8859-1: `Schindler\x92s` where browsers see the curly quote.
    const text = new TextDecoder("windows-1252").decode(bytes);
    // eslint-disable-next-line no-control-regex
    const whole = text.replace(/[\x80-\x9f]/gu, (mark) => FROM_0X80[mark.charCodeAt(0) - 0x80]!);
    return { text: whole, guessed: true };
  }
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte < 0x7f;
}

/** Whether it begins as a ZIP archive does. */
export function isZip([first, second, third, fourth]: Uint8Array): boolean {
  const isFile = third === 3 && fourth === 4;
  const isEmptyArchive = third === 5 && fourth === 6;
  return first === 0x50 && second === 0x4b && (isFile || isEmptyArchive);
}
