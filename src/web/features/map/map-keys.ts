import type { Camera, Point, Size } from "./camera.ts";
import { pannedBy, showing, toScreen, wholeMap, zoomedAt } from "./camera.ts";
import { DIRECTIONS, nearestTo, nextTowards } from "./nearest-film.ts";

/** A step of the buttons and keys that zoom. */
export const ZOOM_STEP = 1.6;
const PAN = 80;

/** What a key does; absent fields: nothing about that. */
export interface KeyDone {
  /** Where to look. */
  readonly camera?: Camera;
  /** The film to name. */
  readonly hover?: number;
  /** The film to choose. */
  readonly choose?: number;
}

/** What a key is pressed on. */
export interface KeyPlace {
  readonly camera: Camera;
  readonly size: Size;
  readonly films: readonly Point[];
  /** The film named, else the one chosen; −1: none. */
  readonly current: number;
}

/** As much of a `KeyboardEvent` as is needed. */
export type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** What a key asks of the map; undefined: nothing, so the browser has it. */
export function keyPressed(
  { key, shiftKey, ctrlKey, metaKey, altKey }: Key,
  place: KeyPlace,
): KeyDone | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const { camera, size, current } = place;
  const direction = DIRECTIONS[key];
  if (direction !== undefined) {
    if (!shiftKey) return nextFilm(place, direction);
    return { camera: pannedBy(camera, size, -PAN * direction.x, -PAN * direction.y) };
  }
  if (key === "+" || key === "=") return { camera: zoomed(place, ZOOM_STEP) };
  if (key === "-" || key === "_") return { camera: zoomed(place, 1 / ZOOM_STEP) };
  if (key === "0") return { camera: wholeMap(size) };
  if ((key === "Enter" || key === " ") && current >= 0) return { choose: current };
  return undefined;
}

/** Around the film at hand, so that it stays in sight; around the middle where none is in sight. */
export function zoomed({ camera, size, films, current }: KeyPlace, factor: number): Camera {
  const film = films[current];
  const at = film && toScreen(camera, size, film);
  const isSeen = at && at.x >= 0 && at.y >= 0 && at.x <= size.width && at.y <= size.height;
  return zoomedAt(camera, size, isSeen ? at : { x: size.width / 2, y: size.height / 2 }, factor);
}

function nextFilm({ camera, size, films, current }: KeyPlace, direction: Point): KeyDone {
  const next =
    current < 0
      ? nearestTo(films, { x: camera.x, y: camera.y }, Infinity)
      : nextTowards(films, current, direction);
  const film = films[next];
  return film === undefined ? {} : { hover: next, camera: showing(camera, size, film) };
}
