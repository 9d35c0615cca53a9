import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hybridValues } from "./parquet-hybrid.ts";

interface Run {
  readonly isPacked: boolean;
  readonly values: readonly number[];
}

/** The encoding, written slowly: bits as a text, lowest first. */
function encoded(runs: readonly Run[], width: number): Uint8Array {
  const bytes: number[] = [];
  const header = (value: number): void => {
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
    bytes.push(rest);
  };
  const write = (bits: string): void => {
    for (let at = 0; at < bits.length; at += 8) {
      const byte = bits.slice(at, at + 8).padEnd(8, "0");
      bytes.push(Number.parseInt([...byte].toReversed().join(""), 2));
    }
  };
  const bitsOf = (value: number): string =>
    [...value.toString(2).padStart(width, "0")].toReversed().join("");
  for (const { isPacked, values } of runs) {
    header(isPacked ? ((values.length / 8) << 1) | 1 : values.length << 1);
    write(isPacked ? values.map(bitsOf).join("") : bitsOf(values[0]!));
  }
  return Uint8Array.from(bytes);
}

const widths = fc.integer({ min: 1, max: 24 });

describe("hybridValues()", () => {
  test("reads the example of the format's own document: 0 to 7 in three bits", () => {
    const bytes = Uint8Array.of(0b11, 0b10001000, 0b11000110, 0b11111010);
    expect([...hybridValues(bytes, 3, 8)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("reads runs and packed values of any width", () => {
    const runs = widths.chain((width) => {
      const value = fc.integer({ min: 0, max: 2 ** width - 1 });
      const repeated = fc
        .tuple(value, fc.integer({ min: 1, max: 300 }))
        .map(([each, length]) => ({ isPacked: false, values: Array<number>(length).fill(each) }));
      const packed = fc
        .array(fc.array(value, { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 4 })
        .map((eights) => ({ isPacked: true, values: eights.flat() }));
      return fc.tuple(fc.constant(width), fc.array(fc.oneof(repeated, packed), { minLength: 1 }));
    });
    fc.assert(
      fc.property(runs, fc.nat(7), ([width, table], fewer) => {
        const all = table.flatMap(({ values }) => values);
        const wanted = all.slice(0, Math.max(1, all.length - fewer));
        expect([...hybridValues(encoded(table, width), width, wanted.length)]).toEqual(wanted);
      }),
    );
  });

  test("ends for any bytes, with an error or as many values as were asked for", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), widths, fc.nat(100), (bytes, width, count) => {
        try {
          expect(hybridValues(bytes, width, count)).toHaveLength(count);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  test("is zeros where values have no bits", () => {
    expect([...hybridValues(new Uint8Array(0), 0, 3)]).toEqual([0, 0, 0]);
  });
});
