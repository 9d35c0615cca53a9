import { describe, expect, test } from "vitest";
import { Random } from "../../../index.ts";
import type { Places } from "./still-map.ts";
import { StillMap } from "./still-map.ts";

function normals(count: number, seed: number, spread = 1): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => spread * random.normal());
}

/** Rows of two features, turned by an angle, and mirrored first if wanted. */
function turned(rows: Float32Array, angle: number, mirror = 1): Float32Array {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return rows.map((_, at) => {
    const [x, y] = [rows[at - (at % 2)]! * mirror, rows[at - (at % 2) + 1]!];
    return at % 2 === 0 ? cos * x - sin * y : sin * x + cos * y;
  });
}

function expectSame(a: Places, b: Places): void {
  for (const k of a.x.keys()) {
    expect(a.x[k]).toBeCloseTo(b.x[k]!, 4);
    expect(a.y[k]).toBeCloseTo(b.y[k]!, 4);
  }
}

function spreadOf({ x, y }: Places): number {
  return x.reduce((sum, value, k) => sum + Math.hypot(value, y[k]!), 0) / x.length;
}

describe("StillMap", () => {
  test("keeps distances: two features are drawn as they are, but for scale", () => {
    const rows = normals(80, 1);
    const { x, y } = new StillMap().next(rows, 2);
    const ratios = Array.from({ length: 39 }, (_, k) => {
      const drawn = Math.hypot(x[k]! - x[k + 1]!, y[k]! - y[k + 1]!);
      const true_ = Math.hypot(
        rows[2 * k]! - rows[2 * k + 2]!,
        rows[2 * k + 1]! - rows[2 * k + 3]!,
      );
      return drawn / true_;
    });
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 4);
  });

  test("draws along the two directions in which films differ most", () => {
    const rows = normals(3 * 60, 2).map((value, at) => value * [0.1, 3, 1][at % 3]!);
    const { x, y } = new StillMap().next(rows, 3);
    const column = (wanted: number): Float32Array => rows.filter((_, at) => at % 3 === wanted);
    expect(Math.abs(correlationOf(x, column(1)))).toBeGreaterThan(0.99);
    expect(Math.abs(correlationOf(y, column(2)))).toBeGreaterThan(0.9);
  });

  test.each([0.3, 1.5, 3, -2])("stays still when features turn by %d", (angle) => {
    const rows = normals(60, 3);
    const map = new StillMap();
    const before = map.next(rows, 2);
    expectSame(map.next(turned(rows, angle), 2), before);
    expectSame(map.next(turned(rows, angle, -1), 2), before);
  });

  test("lets films drift apart from a dust in the middle, and stays within its edge", () => {
    const rows = normals(200, 4);
    const map = new StillMap();
    const sizes = [0.05, 0.1, 0.2, 0.4, 0.8].map((spread) => {
      const places = map.next(
        rows.map((value) => value * spread),
        4,
      );
      for (const k of places.x.keys()) {
        expect(Math.hypot(places.x[k]!, places.y[k]!)).toBeLessThanOrEqual(1.000_01);
      }
      return spreadOf(places);
    });
    expect(sizes[0]).toBeLessThan(0.15);
    expect(sizes[1]).toBeGreaterThan(1.5 * sizes[0]!);
    expect(sizes.at(-1)).toBeGreaterThan(0.35);
  });

  test("draws films without features in the middle, and one feature on a line", () => {
    const { x, y } = new StillMap().next(new Float32Array(8), 2);
    expect([...x, ...y]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    const line = new StillMap().next(Float32Array.of(1, 2, 3), 1);
    expect([...line.y]).toEqual([0, 0, 0]);
    expect(line.x[0]).not.toBe(line.x[2]);
  });
});

function correlationOf(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const k of a.keys()) {
    ab += (a[k]! - meanA) * (b[k]! - meanB);
    aa += (a[k]! - meanA) ** 2;
    bb += (b[k]! - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
