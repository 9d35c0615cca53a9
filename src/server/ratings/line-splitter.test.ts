import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "./line-splitter.ts";

const MOST = 12;

function linesOf(pieces: readonly Uint8Array[]): (readonly [number, string | undefined])[] {
  const splitter = new LineSplitter(MOST);
  const lines = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  return lines.map(({ number, bytes }) => [number, bytes && Buffer.from(bytes).toString("latin1")]);
}

/** All at once, as characters of one byte each. */
function naiveLines(bytes: Uint8Array): (readonly [number, string | undefined])[] {
  const text = Buffer.from(bytes).toString("latin1");
  return text
    .split("\n")
    .map((line, k): [number, string] => {
      const unmarked = k === 0 ? line.replace(/^\u00EF\u00BB\u00BF/u, "") : line;
      return [k + 1, unmarked.replace(/\r$/u, "")];
    })
    .filter(([, line]) => line !== "")
    .map(([number, line]) => [number, line.length > MOST ? undefined : line]);
}

test("lines are the same however the bytes are cut into pieces", () => {
  const byte = fc.oneof(
    fc.constantFrom(10, 13, 0xef, 0xbb, 0xbf, 0xc3),
    fc.integer({ min: 0, max: 255 }),
  );
  const marked = fc
    .tuple(fc.boolean(), fc.array(byte, { maxLength: 80 }))
    .map(([mark, bytes]) => Uint8Array.from(mark ? [0xef, 0xbb, 0xbf, ...bytes] : bytes));
  fc.assert(
    fc.property(marked, fc.array(fc.nat({ max: 80 }), { maxLength: 10 }), (bytes, cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const pieces = at.slice(1).map((end, k) => bytes.subarray(at[k], end));
      expect(linesOf(pieces)).toEqual(naiveLines(bytes));
    }),
    { numRuns: 2000 },
  );
});

test("a line without end is not held", () => {
  const splitter = new LineSplitter(MOST);
  const before = process.memoryUsage().arrayBuffers;
  for (let k = 0; k < 1000; k++) splitter.push(new Uint8Array(100_000).fill(97));
  globalThis.gc?.();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  expect(splitter.push(new Uint8Array([10, 98, 10]))).toEqual([
    { number: 1, bytes: undefined },
    { number: 2, bytes: new Uint8Array([98]) },
  ]);
});
