/** No line of ours is nearly as long: a part of a model has 1.4 MB, and a piece of a person 1 MB. */
const LONGEST_LINE = 1 << 25;
const LINE_FEED = 0x0a;

/**
 * Lines of UTF-8, without their line feeds; one that is missing at the end is a line cut off, and counts.
 *
 * @throws {SyntaxError} for a line of 32 MB, and for bytes that are no UTF-8.
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const line = (last: Uint8Array): string => {
    const whole = Buffer.concat([...parts, last]);
    parts = [];
    length = 0;
    return decoded(whole);
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end === -1) break;
      yield line(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start === chunk.length) continue;
    parts.push(chunk.slice(start)); // a copy: the chunk is borrowed
    length += chunk.length - start;
    if (length > LONGEST_LINE) throw new SyntaxError("it is longer than any line of a backup");
  }
  if (length > 0) yield line(new Uint8Array());
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new SyntaxError("it is no UTF-8", { cause: error });
  }
}
