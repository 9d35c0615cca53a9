/** A line of a body, counted from 1. */
export interface BodyLine {
  readonly number: number;
  /** Without its end; undefined of a line that is longer than is taken. */
  readonly bytes: Uint8Array | undefined;
}

const NEWLINE = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/**
 * Takes bytes as they come and gives lines; empty ones are counted, not given. No more is held than one line of
 * the most bytes, however long one is. Bytes, since a piece may end within a character.
 */
export class LineSplitter {
  readonly #mostBytes: number;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #number = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Lines that end in this piece. @param piece - kept until the line ends that it ends in. */
  push(piece: Uint8Array): BodyLine[] {
    const lines: BodyLine[] = [];
    let start = 0;
    for (;;) {
      const end = piece.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.#hold(piece.subarray(start, end));
      this.#finish(lines);
      start = end + 1;
    }
    this.#hold(piece.subarray(start));
    return lines;
  }

  /** The last line, if no newline ended it. */
  end(): BodyLine[] {
    const lines: BodyLine[] = [];
    if (this.#heldBytes > 0) this.#finish(lines);
    return lines;
  }

  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#heldBytes += bytes.length;
    if (this.#isTooLong()) this.#held = [];
    else this.#held.push(bytes);
  }

  /** A mark in front and a return at the end are not the line's own. */
  #isTooLong(): boolean {
    return this.#heldBytes > this.#mostBytes + BYTE_ORDER_MARK.length + 1;
  }

  #finish(into: BodyLine[]): void {
    const number = ++this.#number;
    const line = this.#isTooLong() ? undefined : bare(joined(this.#held), number === 1);
    this.#held = [];
    this.#heldBytes = 0;
    if (line?.length === 0) return;
    const isTaken = line !== undefined && line.length <= this.#mostBytes;
    into.push({ number, bytes: isTaken ? line : undefined });
  }
}

function bare(line: Uint8Array, isFirst: boolean): Uint8Array {
  const isMarked = isFirst && BYTE_ORDER_MARK.every((byte, k) => line[k] === byte);
  const end = line.at(-1) === RETURN ? line.length - 1 : line.length;
  return line.subarray(isMarked ? BYTE_ORDER_MARK.length : 0, end);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
}
