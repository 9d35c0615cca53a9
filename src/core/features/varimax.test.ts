import { describe, expect, test } from "vitest";
import { Random } from "../random.ts";
import { varimax } from "./varimax.ts";

/** Σ over axes of the variance of the squared places: what varimax makes largest. */
function criterion(places: Float64Array, count: number): number {
  const films = places.length / count;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const squares = Array.from({ length: films }, (_, n) => places[n * count + k]! ** 2);
    const mean = squares.reduce((a, b) => a + b, 0) / films;
    sum += squares.reduce((a, b) => a + (b - mean) ** 2, 0) / films;
  }
  return sum;
}

function identity(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));
}

/** places · axesᵀ: the places along turned axes, for axes given in the places' own space. */
function along(places: Float64Array, axes: Float64Array, n: number): Float64Array {
  return Float64Array.from(places, (_, at) => {
    const row = Math.floor(at / n);
    let sum = 0;
    for (let f = 0; f < n; f++) sum += places[row * n + f]! * axes[(at % n) * n + f]!;
    return sum;
  });
}

describe("varimax()", () => {
  test("finds the axes that films were placed along, up to sign and order", () => {
    const random = new Random(1);
    const pure = new Float64Array(60 * 3);
    for (let n = 0; n < 60; n++) pure[n * 3 + (n % 3)] = random.normal() + 3;
    const [c, s] = [Math.cos(0.6), Math.sin(0.6)];
    const mixed = pure.slice();
    for (let n = 0; n < 60; n++) {
      const [x, y] = [pure[n * 3]!, pure[n * 3 + 1]!];
      mixed.set([c * x - s * y, s * x + c * y], n * 3);
    }
    const found = along(mixed, varimax(identity(3), mixed, 3), 3);
    for (let n = 0; n < 60; n++) {
      const row = [...found.subarray(n * 3, n * 3 + 3)].map(Math.abs).sort((a, b) => b - a);
      expect(row[0]).toBeGreaterThan(0.1);
      expect(row[1]).toBeLessThan(1e-6);
    }
  });

  test("no turn of two axes makes the criterion larger", () => {
    const random = new Random(2);
    const places = Float64Array.from({ length: 40 * 4 }, () => random.normal());
    const axes = varimax(identity(4), places, 4);
    const best = criterion(along(places, axes, 4), 4);
    expect(best).toBeGreaterThan(criterion(places, 4));
    for (const angle of [-0.3, -0.01, 0.01, 0.3]) {
      for (let p = 0; p < 3; p++) {
        const turned = axes.slice();
        for (let f = 0; f < 4; f++) {
          const [x, y] = [axes[p * 4 + f]!, axes[(p + 1) * 4 + f]!];
          turned[p * 4 + f] = Math.cos(angle) * x + Math.sin(angle) * y;
          turned[(p + 1) * 4 + f] = Math.cos(angle) * y - Math.sin(angle) * x;
        }
        expect(criterion(along(places, turned, 4), 4)).toBeLessThan(best + 1e-12);
      }
    }
  });

  test("keeps axes at right angles and of length 1, and copes with films at 0", () => {
    const axes = varimax(identity(3), new Float64Array(9), 3);
    for (let p = 0; p < 3; p++) {
      for (let q = 0; q < 3; q++) {
        let dot = 0;
        for (let f = 0; f < 3; f++) dot += axes[p * 3 + f]! * axes[q * 3 + f]!;
        expect(dot).toBeCloseTo(p === q ? 1 : 0, 12);
      }
    }
  });
});
