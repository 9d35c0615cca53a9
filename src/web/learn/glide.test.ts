import { describe, expect, test } from "vitest";
import type { Spots } from "./glide.ts";
import { Glide } from "./glide.ts";

describe("a glide", () => {
  const spots = (...x: readonly number[]): Spots => {
    return { x: Float32Array.from(x), y: Float32Array.from(x) };
  };

  /** A window whose frames come when the test says so. */
  function frames(): {
    now: number;
    requests: number;
    next: (() => void) | undefined;
    window: ConstructorParameters<typeof Glide>[1];
  } {
    const state = {
      now: 0,
      requests: 0,
      next: undefined as (() => void) | undefined,
      window: {
        now: () => state.now,
        request: (draw: () => void) => {
          state.next = draw;
          return ++state.requests;
        },
        cancel: () => {
          state.next = undefined;
        },
      },
    };
    return state;
  }

  test("begins where films are, goes straight, and ends", () => {
    const clock = frames();
    const drawn: number[] = [];
    const glide = new Glide(({ x }) => drawn.push(x[0]!), clock.window);
    glide.to(spots(0), 100);
    glide.to(spots(10), 100);
    for (const now of [0, 50, 100]) {
      clock.now = now;
      clock.next!();
    }
    expect(drawn).toEqual([0, 0, 5, 10]);
    expect(clock.requests).toBe(3);
  });

  test("turns where it is when films are to go elsewhere", () => {
    const clock = frames();
    const drawn: number[] = [];
    const glide = new Glide(({ x }) => drawn.push(x[0]!), clock.window);
    glide.to(spots(0), 0);
    glide.to(spots(10), 100);
    clock.now = 50;
    clock.next!();
    glide.to(spots(0), 100);
    clock.now = 100;
    clock.next!();
    expect(drawn).toEqual([0, 5, 2.5]);
  });

  test("is left out where motion is not wanted, and between different films", () => {
    const clock = frames();
    const drawn: number[][] = [];
    const glide = new Glide(({ x }) => drawn.push([...x]), clock.window);
    glide.to(spots(0), 100);
    glide.to(spots(1, 2), 100);
    glide.to(spots(3, 4), 0);
    expect(drawn).toEqual([[0], [1, 2], [3, 4]]);
    expect(clock.next).toBeUndefined();
  });

  test("can be ended", () => {
    const clock = frames();
    const glide = new Glide(() => undefined, clock.window);
    glide.to(spots(0), 0);
    glide.to(spots(1), 100);
    glide.end();
    expect(clock.next).toBeUndefined();
  });

  test("draws nothing after it was closed, whatever is asked of it", () => {
    const clock = frames();
    const drawn: number[][] = [];
    const glide = new Glide(({ x }) => drawn.push([...x]), clock.window);
    glide.to(spots(0), 0);
    glide.to(spots(1), 100);
    glide.close();
    glide.to(spots(2), 100);
    glide.to(spots(3), 0);
    expect(drawn).toEqual([[0]]);
    expect(clock.next).toBeUndefined();
  });
});
