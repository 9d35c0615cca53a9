import { describe, expect, test } from "vitest";
import { filmNear, sizeOf, spotsOf } from "./spots.ts";

describe("spots", () => {
  const size = { width: 400, height: 300 };

  test("fill the drawing but for a margin, with y upwards", () => {
    const { x, y } = spotsOf({ x: Float32Array.of(-1, 0, 1), y: Float32Array.of(-1, 0, 1) }, size);
    expect([...x]).toEqual([14, 200, 386]);
    expect([...y]).toEqual([286, 150, 14]);
  });

  test("are pointed at from nearby", () => {
    const spots = { x: Float32Array.of(100, 110), y: Float32Array.of(100, 100) };
    expect(filmNear(spots, 108, 103)).toBe(1);
    expect(filmNear(spots, 90, 100)).toBe(0);
    expect(filmNear(spots, 200, 100)).toBeUndefined();
  });

  test("have room on a narrow screen, and do not fill a wide one", () => {
    expect(sizeOf(320).height).toBe(300);
    expect(sizeOf(700).height).toBe(504);
    expect(sizeOf(2000).height).toBe(560);
  });
});
