import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import { correlation } from "./correlation.ts";
import { leftoverAxes } from "./leftover-axes.ts";

const FILMS = 200;
const WIDTH = 8;

/** Films along three planted lines of falling spread, and noise. */
function planted(): { vectors: { width: number; values: Float32Array }; lines: Float64Array[] } {
  const random = new Random(4);
  const lines = [3, 2, 1].map((spread) =>
    // Few films far out: what varimax turns axes towards.
    Float64Array.from({ length: FILMS }, () => spread * random.normal() ** 3),
  );
  const values = Float32Array.from({ length: FILMS * WIDTH }, (_, at) => {
    const line = lines[at % WIDTH];
    return (line?.[Math.floor(at / WIDTH)] ?? 0) + 0.05 * random.normal() + 0.5;
  });
  return { vectors: { width: WIDTH, values }, lines };
}

describe("leftoverAxes()", () => {
  const { vectors, lines } = planted();

  test("are the planted lines, the widest first", () => {
    const axes = leftoverAxes(vectors, FILMS, []);
    for (const [k, line] of lines.entries()) {
      expect(Math.abs(correlation(axes[k]!, line))).toBeGreaterThan(0.98);
    }
  });

  test("without what is named already, and at right angles to it", () => {
    const named = lines[0]!.map((value) => 2 * value - 7);
    const axes = leftoverAxes(vectors, FILMS, [named]);
    for (const axis of axes) expect(correlation(axis, named)).toBeCloseTo(0, 6);
    expect(Math.abs(correlation(axes[0]!, lines[1]!))).toBeGreaterThan(0.95);
  });

  test("place films that they were not found from", () => {
    const axes = leftoverAxes(vectors, FILMS - 40, []);
    expect(axes[0]).toHaveLength(FILMS);
    const [late, line] = [axes[0]!, lines[0]!].map((values) => values.subarray(FILMS - 40));
    expect(Math.abs(correlation(late!, line!))).toBeGreaterThan(0.98);
  });

  test("are none where films are alike or too few", () => {
    const alike = { width: 2, values: new Float32Array(20).fill(0.5) };
    expect(leftoverAxes(alike, 10, [])).toEqual([]);
    expect(leftoverAxes({ width: 2, values: Float32Array.of(1, 2) }, 1, [])).toEqual([]);
  });
});
