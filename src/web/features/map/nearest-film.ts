import type { Point } from "./camera.ts";

/** The place nearest to a point, if within a distance; −1 else. Cost: O(places). */
export function nearestTo(places: readonly Point[], point: Point, within: number): number {
  let nearest = -1;
  let least = within;
  for (const [k, place] of places.entries()) {
    const distance = Math.hypot(place.x - point.x, place.y - point.y);
    if (distance > least) continue;
    least = distance;
    nearest = k;
  }
  return nearest;
}

/** Which way arrows go. */
export const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Off the way counts this much more than along it. */
const ASIDE = 2;

/** The next place in a direction from one of them; −1 where there is none. Cost: O(places). */
export function nextTowards(places: readonly Point[], from: number, { x, y }: Point): number {
  const here = places[from]!;
  let next = -1;
  let least = Infinity;
  for (const [k, place] of places.entries()) {
    if (k === from) continue;
    const [dx, dy] = [place.x - here.x, place.y - here.y];
    const along = dx * x + dy * y;
    const aside = Math.abs(dx * y - dy * x);
    if (along <= 0 || aside > along) continue; // a quarter of all ways is one arrow's
    const cost = along + ASIDE * aside;
    if (cost >= least) continue;
    least = cost;
    next = k;
  }
  return next;
}
