/**
 * Dots along a line, moved off it just as far as it takes that none covers another.
 *
 * @param xs - ascending, in pixels.
 * @param diameter - of a dot, with the gap to the next.
 * @returns how far above (below 0) or below the line each lies.
 *
 * Cost: O(n·k²) for k dots within a diameter of each.
 */
export function swarm(xs: readonly number[], diameter: number): number[] {
  const ys: number[] = [];
  let first = 0;
  for (const [k, x] of xs.entries()) {
    while (xs[first]! <= x - diameter) first++;
    ys.push(nearestFree(x, xs.slice(first, k), ys.slice(first, k), diameter));
  }
  return ys;
}

function nearestFree(
  x: number,
  xs: readonly number[],
  ys: readonly number[],
  diameter: number,
): number {
  const touching = xs.map((other) => Math.sqrt(Math.max(0, diameter ** 2 - (x - other) ** 2)));
  const places = [0, ...touching.flatMap((dy, k) => [ys[k]! - dy, ys[k]! + dy])];
  places.sort((a, b) => Math.abs(a) - Math.abs(b));
  const isFree = (y: number): boolean =>
    touching.every((dy, k) => Math.abs(y - ys[k]!) >= dy - 1e-6);
  return places.find(isFree)!; // the outermost always is
}
