/** Reads what a `ByteWriter` wrote; throws a `RangeError` where the bytes end too soon or make no sense. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  number(): number {
    let value = 0;
    for (let place = 1; ; place *= 128) {
      const byte = this.#byte();
      value += (byte % 128) * place;
      if (byte < 128) break;
    }
    if (!Number.isSafeInteger(value)) throw new RangeError("a number is too large");
    return value;
  }

  bytes(count: number): Uint8Array {
    if (count > this.#bytes.length - this.#at) throw new RangeError("the bytes end too soon");
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  text(): string {
    return new TextDecoder().decode(this.bytes(this.number()));
  }

  #byte(): number {
    return this.bytes(1)[0]!;
  }
}
