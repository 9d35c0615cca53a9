/** What part of the map is seen: the place in the middle, and pixels a unit of the map. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** In pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A place on the screen, in pixels from the upper left corner, or on the map, −1 … 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How many times as large as the whole map it can be seen. */
const MOST_ZOOM = 40;
/** Around the whole map, in pixels. */
const MARGIN = 24;

/** The camera that sees all of it. */
export function wholeMap(size: Size): Camera {
  return { x: 0, y: 0, scale: leastScale(size) };
}

/** How many times as large as the whole map. */
export function zoomOf(camera: Camera, size: Size): number {
  return camera.scale / leastScale(size);
}

export function toScreen({ x, y, scale }: Camera, size: Size, point: Point): Point {
  return {
    x: size.width / 2 + (point.x - x) * scale,
    y: size.height / 2 + (point.y - y) * scale,
  };
}

export function toMap({ x, y, scale }: Camera, size: Size, point: Point): Point {
  return {
    x: x + (point.x - size.width / 2) / scale,
    y: y + (point.y - size.height / 2) / scale,
  };
}

/** Larger by a factor, with what is at a place of the screen staying there. */
export function zoomedAt(camera: Camera, size: Size, at: Point, factor: number): Camera {
  const least = leastScale(size);
  const scale = Math.min(MOST_ZOOM * least, Math.max(least, camera.scale * factor));
  const held = toMap(camera, size, at);
  return kept(
    {
      x: held.x - (at.x - size.width / 2) / scale,
      y: held.y - (at.y - size.height / 2) / scale,
      scale,
    },
    size,
  );
}

/** Moved by pixels, as if the map were dragged. */
export function pannedBy(camera: Camera, size: Size, dx: number, dy: number): Camera {
  return kept(
    { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale },
    size,
  );
}

/** With a place of the map in the middle, at least so many times as large as the whole. */
export function centredOn(camera: Camera, size: Size, place: Point, leastZoom = 1): Camera {
  const scale = Math.max(camera.scale, leastZoom * leastScale(size));
  return kept({ x: place.x, y: place.y, scale }, size);
}

/** Moved no farther than it takes to see a place, well inside. */
export function showing(camera: Camera, size: Size, place: Point): Camera {
  const inset = Math.min(size.width, size.height) / 5;
  const { x, y } = toScreen(camera, size, place);
  const dx = x - Math.min(size.width - inset, Math.max(inset, x));
  const dy = y - Math.min(size.height - inset, Math.max(inset, y));
  return dx === 0 && dy === 0 ? camera : pannedBy(camera, size, -dx, -dy);
}

/** On the way from one camera to another, 0 … 1; sizes change by even factors. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    scale: Math.exp(mix(Math.log(from.scale), Math.log(to.scale))),
  };
}

/** The map is never dragged out of sight: its middle part stays under the middle of the screen. */
function kept({ x, y, scale }: Camera, size: Size): Camera {
  const limit = (pixels: number): number => Math.max(0, 1 - (pixels / 2 - MARGIN) / scale);
  const [mostX, mostY] = [limit(size.width), limit(size.height)];
  return {
    x: Math.min(mostX, Math.max(-mostX, x)),
    y: Math.min(mostY, Math.max(-mostY, y)),
    scale,
  };
}

function leastScale({ width, height }: Size): number {
  return Math.max(1, (Math.min(width, height) - 2 * MARGIN) / 2);
}
