/** From and to, in pixels off the line. */
type Span = readonly [number, number];

/**
 * Dots along a line, moved off it just as far as it takes that none covers another.
 *
 * @param xs - ascending, in pixels.
 * @param diameter - of a dot, with the gap to the next.
 * @returns how far above (below 0) or below the line each lies.
 *
 * Cost: O(n·k·log k) for k dots within a diameter of each.
 */
export function swarm(xs: readonly number[], diameter: number): number[] {
  const ys: number[] = [];
  let first = 0;
  for (const [k, x] of xs.entries()) {
    while (xs[first]! <= x - diameter) first++;
    const taken: Span[] = [];
    for (let other = first; other < k; other++) {
      const reach = Math.sqrt(Math.max(0, diameter ** 2 - (x - xs[other]!) ** 2));
      taken.push([ys[other]! - reach, ys[other]! + reach]);
    }
    ys.push(nearestFree(taken));
  }
  return ys;
}

/** The place nearest to 0 that is inside of no span. */
function nearestFree(taken: readonly Span[]): number {
  const above = firstFree(taken);
  const below = firstFree(taken.map(([from, to]) => [-to, -from]));
  return below < above ? -below : above;
}

/** The least such place from 0 up. */
function firstFree(taken: readonly Span[]): number {
  let free = 0;
  for (const [from, to] of taken.toSorted((a, b) => a[0] - b[0])) {
    if (from >= free - 1e-6) break;
    free = Math.max(free, to);
  }
  return free;
}
