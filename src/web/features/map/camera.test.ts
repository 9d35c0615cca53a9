import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  between,
  centredOn,
  pannedBy,
  showing,
  toMap,
  toScreen,
  wholeMap,
  zoomedAt,
  zoomOf,
} from "./camera.ts";

const SIZE = { width: 800, height: 500 };
const WHOLE = wholeMap(SIZE);

describe("the camera over the map", () => {
  it("sees all of it at first", () => {
    for (const corner of [-1, 1]) {
      const { x, y } = toScreen(WHOLE, SIZE, { x: corner, y: corner });
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(SIZE.width);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(SIZE.height);
    }
  });

  it("has one inverse", () => {
    fc.assert(
      fc.property(fc.float({ min: -1, max: 1, noNaN: true }), (x) => {
        const there = toMap(WHOLE, SIZE, toScreen(WHOLE, SIZE, { x, y: -x }));
        expect(there.x).toBeCloseTo(x, 9);
        expect(there.y).toBeCloseTo(-x, 9);
      }),
    );
  });

  it("zooms around the pointer", () => {
    const at = { x: 400, y: 300 };
    const before = toMap(WHOLE, SIZE, at);
    const near = zoomedAt(WHOLE, SIZE, at, 4);
    expect(zoomOf(near, SIZE)).toBeCloseTo(4);
    expect(toMap(near, SIZE, at).x).toBeCloseTo(before.x);
    expect(toMap(near, SIZE, at).y).toBeCloseTo(before.y);
  });

  it("never gets smaller than the whole, nor larger than can be read", () => {
    expect(zoomedAt(WHOLE, SIZE, { x: 0, y: 0 }, 0.1)).toEqual(WHOLE);
    expect(zoomOf(zoomedAt(WHOLE, SIZE, { x: 0, y: 0 }, 1e6), SIZE)).toBeCloseTo(40);
  });

  it("cannot drag the map out of sight", () => {
    const near = zoomedAt(WHOLE, SIZE, { x: 400, y: 250 }, 8);
    const far = pannedBy(near, SIZE, -1e6, 1e6);
    expect(Math.abs(far.x)).toBeLessThanOrEqual(1);
    expect(toScreen(far, SIZE, { x: 1, y: -1 }).x).toBeGreaterThan(SIZE.width / 2);
  });

  it("moves only where a place is not well inside", () => {
    const near = zoomedAt(WHOLE, SIZE, { x: 400, y: 250 }, 8);
    expect(showing(near, SIZE, { x: near.x, y: near.y })).toBe(near);
    const moved = showing(near, SIZE, { x: 0.4, y: 0 });
    const { x } = toScreen(moved, SIZE, { x: 0.4, y: 0 });
    expect(x).toBeCloseTo(700);
  });

  it("centres on a film, near enough to see who stands around it", () => {
    const there = centredOn(WHOLE, SIZE, { x: 0.3, y: -0.2 }, 6);
    expect(there).toMatchObject({ x: 0.3, y: -0.2 });
    expect(zoomOf(there, SIZE)).toBeCloseTo(6);
  });

  it("glides from start to end", () => {
    const there = centredOn(WHOLE, SIZE, { x: 0.3, y: -0.2 }, 4);
    expect(between(WHOLE, there, 0).scale).toBeCloseTo(WHOLE.scale);
    expect(between(WHOLE, there, 1).x).toBeCloseTo(0.3);
    expect(zoomOf(between(WHOLE, there, 0.5), SIZE)).toBeCloseTo(2);
  });
});
