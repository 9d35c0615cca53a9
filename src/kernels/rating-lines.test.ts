import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RatingLines, RatingLineShape } from "./rating-lines.ts";
import { LINES_AT_ONCE, plainRatingLines } from "./rating-lines.ts";
import { fastestRatingLines } from "./wasm-rating-lines.ts";

const CSV: RatingLineShape = {
  ...{ separator: 44, separatorBytes: 1, fewestColumns: 4, mostColumns: 4 },
  ...{ min: 0.5, max: 5, isTimed: true },
};
const DAT: RatingLineShape = { ...CSV, separator: 58, separatorBytes: 2, fewestColumns: 3 };
const encoder = new TextEncoder();

/** All that a reader says of a text: where it stops, and the lines before. */
function readBy(lines: RatingLines, text: string, from = 0): unknown {
  const bytes = encoder.encode(text);
  lines.load(bytes);
  const end = lines.read(from, bytes.length);
  const { count } = lines;
  return {
    end,
    userId: [...lines.userId.subarray(0, count)],
    movieId: [...lines.movieId.subarray(0, count)],
    value: [...lines.value.subarray(0, count)],
    timestamp: [...lines.timestamp.subarray(0, count)],
  };
}

const both = [
  ["plain", plainRatingLines],
  ["fastest", fastestRatingLines],
] as const;

test("the fastest reader is the one in WebAssembly, which this engine has", () => {
  expect(fastestRatingLines(CSV).constructor).not.toBe(plainRatingLines(CSV).constructor);
});

describe.each(both)("%s rating lines", (_, linesOf) => {
  test("are numbers in columns", () => {
    expect(readBy(linesOf(CSV), "1,296,5.0,1147880044\r\n162541,123456789012,.75,7\n")).toEqual({
      ...{ end: 22, userId: [1], movieId: [296], value: [5], timestamp: [1147880044] },
    });
    expect(readBy(linesOf(DAT), "7::12345678::4.25::9\n999999999999999::0::1\n", 0)).toEqual({
      end: 43,
      userId: [7, 999999999999999],
      movieId: [12345678, 0],
      value: [4.25, 1],
      timestamp: [9, 0],
    });
  });

  test.each([
    ["", "1,2,3"],
    ["an id with a leading zero", "01,2,3,4"],
    ["an id of sixteen digits", "1,1234567890123456,3,4"],
    ["an id that is none", "1,x,3,4"],
    ["an absent id", ",2,3,4"],
    ["a rating below the scale", "1,2,0.4,4"],
    ["a rating a little above the scale", "1,2,5.000001,4"],
    ["a rating of ten characters", "1,2,3.00000000,4"],
    ["a rating without digits before the point", "1,2,.5,4"],
    ["a time of sixteen digits", "1,2,3,1234567890123456"],
    ["a time that is none", "1,2,3,noon"],
    ["a column too many", "1,2,3,4,5"],
    ["a carriage return alone", "1,2,3,4\rx"],
    ["another byte", "1,2,3,4\u00b5"],
  ])("stop at %s", (__, line) => {
    const text = `8,9,1.5,10\n${line}\n8,9,1.5,10\n`;
    expect(readBy(linesOf(CSV), text)).toMatchObject({ end: 11, userId: [8] });
    expect(readBy(linesOf(CSV), text, 11)).toMatchObject({ end: 11, userId: [] });
  });

  test("have time 0 where 32 bits do not hold it, or the column is another", () => {
    const text = "1,2,3,4294967295\n1,2,3,4294967296\n1,2,3,\n";
    expect(readBy(linesOf(CSV), text)).toMatchObject({ timestamp: [4294967295, 0, 0] });
    expect(readBy(linesOf({ ...CSV, isTimed: false }), text)).toMatchObject({
      timestamp: [0, 0, 0],
    });
  });

  test("stop where the columns are full, and go on from there", () => {
    const line = "12,34,4.5,56\n";
    const lines = linesOf(CSV);
    const bytes = encoder.encode(line.repeat(LINES_AT_ONCE + 1));
    lines.load(bytes);
    const end = lines.read(0, bytes.length);
    expect([end, lines.count]).toEqual([LINES_AT_ONCE * line.length, LINES_AT_ONCE]);
    expect([lines.read(end, bytes.length), lines.count]).toEqual([bytes.length, 1]);
  });
});

test("both readers give the same of any text, and stop at the same place", () => {
  const number = fc.oneof(
    fc.nat(200_000).map(String),
    fc.maxSafeNat().map(String),
    fc.stringMatching(/^[0-9]{0,17}$/u),
  );
  const rating = fc.oneof(
    fc.integer({ min: 0, max: 12 }).map((halves) => (halves / 2).toFixed(1)),
    fc.stringMatching(/^[0-9]{0,5}\.?[0-9]{0,6}$/u),
  );
  const end = fc.constantFrom("\n", "\r\n", "\n", "\n", "\r\r\n", ",9\n", "\u00ff\n");
  const row = fc.tuple(number, number, rating, number, end);
  const shapes = fc.constantFrom(CSV, { ...CSV, fewestColumns: 3, separator: 9 }, DAT);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), shapes, (rows, shape) => {
      const mark = String.fromCharCode(shape.separator).repeat(shape.separatorBytes);
      const text = rows.map(([a, b, c, d, e]) => [a, b, c, d].join(mark) + e).join("");
      expect(readBy(fastestRatingLines(shape), text)).toEqual(
        readBy(plainRatingLines(shape), text),
      );
    }),
    { numRuns: 1000 },
  );
});
