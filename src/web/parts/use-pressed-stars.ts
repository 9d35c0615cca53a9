import type { TargetedPointerEvent } from "preact";
import { useRef } from "preact/hooks";

const HALVES = 10;
/** A finger that moved further is dragging, and means the star where it ends. */
const TAP_PX = 6;

type Hear = (event: TargetedPointerEvent<HTMLSpanElement>) => void;

/** For the element that the stars fill. */
interface Handlers {
  readonly onPointerDown: Hear;
  readonly onPointerMove: Hear;
  readonly onPointerUp: Hear;
  readonly onPointerLeave: Hear;
  readonly onPointerCancel: Hear;
}

/**
 * Ratings by mouse, pen and finger. A finger that scrolls cancels its pointer and rates nothing; a tap
 * where the rating stands takes it away.
 *
 * @param onPreview - what a release would set; undefined: nothing is pointed at.
 */
export function usePressedStars(
  rating: number | undefined,
  onPreview: (rating: number | undefined) => void,
  onRate: (rating: number | undefined) => void,
): Handlers {
  const start = useRef<number | undefined>(undefined);
  const end = (): void => {
    start.current = undefined;
    onPreview(undefined);
  };
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = event.clientX;
      onPreview(ratingAt(event));
    },
    onPointerMove: (event) => {
      if (event.pointerType === "mouse" || start.current !== undefined) onPreview(ratingAt(event));
    },
    onPointerUp: (event) => {
      if (start.current === undefined) return;
      const isTap = Math.abs(event.clientX - start.current) <= TAP_PX;
      const chosen = ratingAt(event);
      end();
      if (chosen !== rating) onRate(chosen);
      else if (isTap) onRate(undefined);
    },
    onPointerLeave: () => {
      if (start.current === undefined) onPreview(undefined);
    },
    onPointerCancel: end,
  };
}

/** The half star under a pointer; the first and last reach beyond the ends. */
export function ratingAt(event: {
  readonly clientX: number;
  readonly currentTarget: Pick<Element, "getBoundingClientRect">;
}): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const halves = Math.ceil(((event.clientX - left) / width) * HALVES);
  return Math.max(1, Math.min(HALVES, halves)) / 2;
}
