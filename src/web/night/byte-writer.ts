/** Bytes as they are written one after the other. */
export class ByteWriter {
  readonly #bytes: number[] = [];

  /** A whole number from 0, seven bits a byte, the last ones first. */
  number(value: number): void {
    let left = value;
    for (; left >= 128; left = Math.floor(left / 128)) this.#bytes.push((left % 128) + 128);
    this.#bytes.push(left);
  }

  bytes(values: Iterable<number>): void {
    for (const value of values) this.#bytes.push(value);
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.number(bytes.length);
    this.bytes(bytes);
  }

  written(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
