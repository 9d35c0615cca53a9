import type { Point, Size } from "./camera.ts";

/** A label and the box it takes, in pixels of the screen. */
export interface Label {
  /** Index into what was asked. */
  readonly index: number;
  readonly left: number;
  /** The middle of the line. */
  readonly y: number;
}

/** What can be written. */
export interface LabelWanted {
  readonly at: Point;
  readonly width: number;
  /** From its dot's middle, in pixels. */
  readonly gap: number;
}

/** Room that is taken. */
export interface Taken {
  readonly left: number;
  readonly right: number;
  /** Its middle. */
  readonly y: number;
  /** Half of its height. */
  readonly half: number;
}

/** Half the height of a label. */
const HALF = 8.5;
/** Around a label. */
const MARGIN = 3.5;
/** Boxes are looked for among those of the same cell and its neighbours. */
const CELL = 64;

/**
 * Labels that cover neither each other nor leave the screen, the first asked first: each to the right
 * of its dot, else to the left.
 *
 * @param most - of them.
 * @param taken - by what stands there already.
 *
 * Cost: O(asked).
 */
export function freeLabels(
  wanted: Iterable<LabelWanted>,
  { width, height }: Size,
  most: number,
  taken: readonly Taken[] = [],
): Label[] {
  const labels: Label[] = [];
  const cells = new Map<number, Taken[]>();
  for (const box of taken) take(cells, box);
  let index = -1;
  for (const { at, width: long, gap } of wanted) {
    index++;
    if (labels.length >= most) break;
    if (at.y < HALF || at.y > height - HALF) continue;
    for (const left of [at.x + gap, at.x - gap - long]) {
      if (left < 0 || left + long > width) continue;
      const box = { left: left - MARGIN, right: left + long + MARGIN, y: at.y, half: HALF };
      if (!isFree(cells, box)) continue;
      take(cells, box);
      labels.push({ index, left, y: at.y });
      break;
    }
  }
  return labels;
}

/** Whether neither covers anything of the other. */
export function areApart(a: Taken, b: Taken): boolean {
  return a.right <= b.left || a.left >= b.right || Math.abs(a.y - b.y) >= a.half + b.half;
}

function isFree(cells: ReadonlyMap<number, readonly Taken[]>, box: Taken): boolean {
  return cellsOf(box).every((cell) =>
    (cells.get(cell) ?? []).every((other) => areApart(box, other)),
  );
}

function take(cells: Map<number, Taken[]>, box: Taken): void {
  for (const cell of cellsOf(box)) {
    const boxes = cells.get(cell);
    if (boxes === undefined) cells.set(cell, [box]);
    else boxes.push(box);
  }
}

/** All cells that the box touches: boxes over each other share one. */
function cellsOf({ left, right, y, half }: Taken): number[] {
  const found: number[] = [];
  const row = (at: number): number => Math.floor(at / CELL);
  for (let r = row(y - half); r <= row(y + half); r++) {
    for (let c = row(left); c <= row(right); c++) found.push(r * 4096 + c);
  }
  return found;
}
