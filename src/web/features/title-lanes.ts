/** A dot that may get its title beside it. */
export interface Titled {
  /** In pixels. */
  readonly x: number;
  /** Width of the title, in pixels. */
  readonly width: number;
}

/** Where a title stands: in a lane of its own height, to the right of its dot or to the left. */
export interface PlacedTitle {
  /** Index into what was given. */
  readonly index: number;
  readonly lane: number;
  readonly side: "right" | "left";
}

/** What there is room for. */
export interface Lanes {
  readonly count: number;
  /** From 0 to this, in pixels. */
  readonly width: number;
  /** Between dot and title, and between a title and the next. */
  readonly gap: number;
}

/**
 * Titles where they fit, the first given first: each stands with its dot in the first lane with room.
 *
 * Cost: O(titles · lanes · placed).
 */
export function titlesInLanes(titles: readonly Titled[], lanes: Lanes): PlacedTitle[] {
  const taken: (readonly [number, number])[][] = Array.from({ length: lanes.count }, () => []);
  const placed: PlacedTitle[] = [];
  for (const [index, title] of titles.entries()) {
    const found = firstRoom(title, lanes, taken);
    if (found === undefined) continue;
    taken[found.lane]!.push(found.room);
    placed.push({ index, lane: found.lane, side: found.side });
  }
  return placed;
}

function firstRoom(
  { x, width }: Titled,
  { width: whole, gap }: Lanes,
  taken: readonly (readonly (readonly [number, number])[])[],
): { lane: number; side: "right" | "left"; room: readonly [number, number] } | undefined {
  const sides = [
    { side: "right", room: [x - gap, x + 2 * gap + width] },
    { side: "left", room: [x - 2 * gap - width, x + gap] },
  ] as const;
  for (const [lane, rooms] of taken.entries()) {
    for (const { side, room } of sides) {
      const isInside = room[0] >= -gap && room[1] <= whole + gap;
      if (isInside && rooms.every(([from, to]) => room[1] <= from || room[0] >= to)) {
        return { lane, side, room };
      }
    }
  }
  return undefined;
}
