/** A name beside a dot, in the units of the drawing. */
export interface Label {
  readonly x: number;
  readonly y: number;
  /** Of the name as it is written. */
  readonly length: number;
}

/** Where a name stands; undefined: there is no room for it. */
export type Side = "left" | "right" | undefined;

/** Of a line of names, and between dot and name. */
const LINE = 17;
export const GAP = 12;

/**
 * Which names can be written without one lying over another; the earlier ones are preferred. A name
 * stands right of its dot, or left of it where there is no room.
 *
 * @param width - of the drawing; names do not leave it.
 */
export function freeLabels(labels: readonly Label[], width: number): readonly Side[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return labels.map(({ x, y, length }) => {
    for (const side of ["right", "left"] as const) {
      const left = side === "right" ? x : x - GAP - length;
      const right = left + GAP + length;
      const isInside = left >= 0 && right <= width;
      const isFree = taken.every(
        (other) => right < other.left || left > other.right || Math.abs(y - other.y) >= LINE,
      );
      if (!isInside || !isFree) continue;
      taken.push({ left, right, y });
      return side;
    }
    return undefined;
  });
}
