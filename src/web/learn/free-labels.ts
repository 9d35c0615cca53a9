/** A name beside a dot, in the units of the drawing. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/** Of the drawing: an average letter, a line, and the gap between dot and name. */
const LETTER = 7.2;
const LINE = 17;
const GAP = 8;

/**
 * Which names can be written without one lying over another; the earlier ones are preferred. A name
 * stands right of its dot, or left of it where it would leave the drawing.
 *
 * @returns for each the side, or "none".
 */
export function freeLabels(
  labels: readonly Label[],
  width: number,
): readonly ("left" | "right" | "none")[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return labels.map(({ x, y, text }) => {
    const length = text.length * LETTER + GAP;
    for (const side of ["right", "left"] as const) {
      const left = side === "right" ? x : x - length;
      const right = left + length;
      const isInside = left >= 0 && right <= width;
      const isFree = taken.every(
        (other) => right < other.left || left > other.right || Math.abs(y - other.y) >= LINE,
      );
      if (!isInside || !isFree) continue;
      taken.push({ left, right, y });
      return side;
    }
    return "none";
  });
}
