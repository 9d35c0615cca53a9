import type { FeaturesShown } from "../messages.ts";
import type { Spots } from "./glide.ts";

/** In CSS pixels: room for dots at the edge, and how near a pointer must be to mean a film. */
const MARGIN = 14;
const NEAR = 24;
/** Height against width, and the least and most of it. */
const SHAPE = 0.72;
const HEIGHT = { least: 300, most: 560 };

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The map's size where it has so much room. */
export function sizeOf(width: number): Size {
  const height = Math.round(width * SHAPE);
  return { width, height: Math.min(HEIGHT.most, Math.max(HEIGHT.least, height)) };
}

/** Places in −1 … 1 as spots of the drawing; y goes down there. */
export function spotsOf({ x, y }: Pick<FeaturesShown, "x" | "y">, { width, height }: Size): Spots {
  return {
    x: x.map((place) => width / 2 + place * (width / 2 - MARGIN)),
    y: y.map((place) => height / 2 - place * (height / 2 - MARGIN)),
  };
}

/** The film that someone points at; undefined where none is near. */
export function filmNear(spots: Spots, x: number, y: number): number | undefined {
  let nearest: number | undefined;
  let least = NEAR;
  for (const film of spots.x.keys()) {
    const distance = Math.hypot(spots.x[film]! - x, spots.y[film]! - y);
    if (distance < least) [nearest, least] = [film, distance];
  }
  return nearest;
}
