import type { Point } from "./camera.ts";

/** What pointers and the wheel ask for; places in pixels from the element's corner. */
export interface MapGestures {
  pan(dx: number, dy: number): void;
  zoom(at: Point, factor: number): void;
  /** The pointer rests there; undefined: it left. */
  point(at: Point | undefined): void;
  /** @param reach - a finger is less exact than a mouse. */
  choose(at: Point, reach: number): void;
  /** Whether the wheel may go on to scroll the page: nothing to zoom out of. */
  isWhole(): boolean;
}

/** A pointer that moved less was held still. */
const STILL = 5;
const FINGER_REACH = 24;
const MOUSE_REACH = 14;

/** Listens to pointers and the wheel over an element. @returns stops it. */
export function listenToGestures(element: HTMLElement, gestures: MapGestures): () => void {
  const pointers = new Map<number, Point>();
  let moved = 0;
  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const down = (event: PointerEvent): void => {
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    moved = pointers.size === 1 ? 0 : STILL; // a pinch chooses nothing
  };
  const move = (event: PointerEvent): void => {
    const before = pointers.get(event.pointerId);
    const now = at(event);
    if (before === undefined) {
      gestures.point(now);
      return;
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    moved += distance(before, now);
    if (other !== undefined) pinch(gestures, other, before, now);
    else if (moved >= STILL) gestures.pan(now.x - before.x, now.y - before.y);
  };
  const up = (event: PointerEvent): void => {
    const wasDown = pointers.delete(event.pointerId);
    if (!wasDown || moved >= STILL) return;
    gestures.choose(at(event), event.pointerType === "touch" ? FINGER_REACH : MOUSE_REACH);
  };
  const cancel = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    moved = STILL;
  };
  const wheel = (event: WheelEvent): void => {
    if (event.deltaY > 0 && gestures.isWhole()) return;
    event.preventDefault();
    gestures.zoom(at(event), wheelFactor(event));
  };
  const leave = (): void => gestures.point(undefined);
  element.addEventListener("pointerdown", down);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", cancel);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("wheel", wheel, { passive: false });
  return () => {
    element.removeEventListener("pointerdown", down);
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", up);
    element.removeEventListener("pointercancel", cancel);
    element.removeEventListener("pointerleave", leave);
    element.removeEventListener("wheel", wheel);
  };
}

/** Wheels tell pixels, lines or pages; a trackpad's pinch tells small steps with Ctrl. */
export function wheelFactor({
  deltaY,
  deltaMode,
  ctrlKey,
}: Pick<WheelEvent, "deltaY" | "deltaMode" | "ctrlKey">): number {
  const pixels = deltaY * ([1, 16, 400][deltaMode] ?? 1);
  const step = Math.max(-200, Math.min(200, pixels)) * (ctrlKey ? 0.01 : 0.002);
  return Math.exp(-step);
}

/** Two fingers: what is between them stays there. */
function pinch(gestures: MapGestures, other: Point, before: Point, now: Point): void {
  const middle = { x: (other.x + now.x) / 2, y: (other.y + now.y) / 2 };
  gestures.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  const apart = distance(other, before);
  if (apart > 0) gestures.zoom(middle, distance(other, now) / apart);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
