import { describe, expect, it } from "vitest";
import type { MapGestures } from "./map-gestures.ts";
import { listenToGestures, wheelFactor } from "./map-gestures.ts";

type Told = readonly [string, ...unknown[]];

/** An element that only passes events on. */
function listening(isWhole = false): {
  told: Told[];
  send(kind: string, event: Record<string, unknown>): void;
  isQuiet(): boolean;
} {
  const told: Told[] = [];
  const listeners = new Map<string, (event: unknown) => void>();
  const element = {
    addEventListener: (kind: string, listener: (event: unknown) => void) =>
      listeners.set(kind, listener),
    removeEventListener: (kind: string) => listeners.delete(kind),
    getBoundingClientRect: () => ({ left: 100, top: 50 }),
    setPointerCapture: () => undefined,
  } as unknown as HTMLElement;
  const gestures: MapGestures = {
    pan: (...given) => told.push(["pan", ...given]),
    zoom: (...given) => told.push(["zoom", ...given]),
    point: (...given) => told.push(["point", ...given]),
    choose: (...given) => told.push(["choose", ...given]),
    isWhole: () => isWhole,
  };
  const stop = listenToGestures(element, gestures);
  return {
    told,
    send: (kind, event) => listeners.get(kind)!({ pointerId: 1, pointerType: "mouse", ...event }),
    isQuiet: () => {
      stop();
      return listeners.size === 0;
    },
  };
}

const at = (clientX: number, clientY: number): Record<string, unknown> => ({ clientX, clientY });

describe("pointers over the map", () => {
  it("point while they hover and choose where they are pressed without moving", () => {
    const { told, send } = listening();
    send("pointermove", at(110, 60));
    send("pointerdown", at(110, 60));
    send("pointerup", at(111, 60));
    send("pointerleave", {});
    expect(told).toEqual([
      ["point", { x: 10, y: 10 }],
      ["choose", { x: 11, y: 10 }, 14],
      ["point", undefined],
    ]);
  });

  it("drag without choosing", () => {
    const { told, send } = listening();
    send("pointerdown", at(110, 60));
    send("pointermove", at(130, 60));
    send("pointerup", at(130, 60));
    expect(told).toEqual([["pan", 20, 0]]);
  });

  it("two of them zoom around their middle and choose nothing", () => {
    const { told, send } = listening();
    send("pointerdown", { ...at(100, 50), pointerId: 1 });
    send("pointerdown", { ...at(200, 50), pointerId: 2 });
    send("pointermove", { ...at(300, 50), pointerId: 2 });
    send("pointerup", { ...at(300, 50), pointerId: 2 });
    send("pointerup", { ...at(100, 50), pointerId: 1 });
    expect(told).toEqual([
      ["pan", 50, 0],
      ["zoom", { x: 100, y: 0 }, 2],
    ]);
  });

  it("a press that the browser took over chooses nothing", () => {
    const { told, send } = listening();
    send("pointerdown", at(110, 60));
    send("pointercancel", at(110, 60));
    expect(told).toEqual([]);
  });
});

describe("the wheel", () => {
  const wheel = (deltaY: number): Record<string, unknown> => ({
    ...at(110, 60),
    ...{ deltaY, deltaMode: 0, ctrlKey: false },
  });

  it("scrolls the page where there is nothing to zoom out of", () => {
    const { told, send } = listening(true);
    send("wheel", wheel(100)); // would fail: no preventDefault here
    expect(told).toEqual([]);
  });

  it("zooms in away from the reader, and back by the same factor", () => {
    const step = { deltaMode: 0, ctrlKey: false };
    const near = wheelFactor({ ...step, deltaY: -100 });
    expect(near).toBeGreaterThan(1);
    expect(near * wheelFactor({ ...step, deltaY: 100 })).toBeCloseTo(1);
    expect(wheelFactor({ ...step, deltaY: 3, deltaMode: 1 })).toBeCloseTo(
      wheelFactor({ ...step, deltaY: 48 }),
    );
  });
});

it("stops listening", () => {
  expect(listening().isQuiet()).toBe(true);
});
