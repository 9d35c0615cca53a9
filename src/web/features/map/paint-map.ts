import { PRINT_BASE, printPath } from "../../parts/fingerprint.tsx";
import { shortTitle } from "../short-title.ts";
import type { Camera, Point, Size } from "./camera.ts";
import { toScreen, zoomOf } from "./camera.ts";
import type { LabelWanted, Taken } from "./labels.ts";
import { areApart, freeLabels } from "./labels.ts";
import type { MapColours } from "./map-colours.ts";
import type { MapMarks, MapScene } from "./map-scene.ts";

/** All that a picture of the map is made of. */
export interface MapPicture {
  readonly scene: MapScene;
  readonly marks: MapMarks;
  readonly camera: Camera;
  readonly size: Size;
  readonly colours: MapColours;
  /** Width of a title in the font of labels. */
  widthOf(text: string): number;
}

export const LABEL_FONT = '13px "Source Serif 4", "Fallback Serif", serif';
const REGION_FONT = '600 17px "Source Serif 4", "Fallback Serif", serif';
const LONGEST_TITLE = 30;
/** A title for so many square pixels, a fingerprint for so many. */
const PIXELS_A_LABEL = 8000;
const PIXELS_A_PRINT = 5200;
/** The names of regions are for finding one's way; nearer than this they are in it. */
const REGION_ZOOM = 5;
/** Fingerprints end at 48 of their own units: between 12 and 28 pixels from their middle. */
const PRINT_SCALES = { least: 0.25, most: 0.58 };
/** From a dot to its title. */
const GAP = 7;

/** Draws the map, at every frame in which something moved. */
export function paintMap(context: CanvasRenderingContext2D, picture: MapPicture): void {
  const { scene, camera, size, colours } = picture;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, size.width, size.height);
  const places = scene.films.map((film) => toScreen(camera, size, film));
  const seen = inSight(places, size);
  const area = size.width * size.height;
  const scale = printScale(seen.length, area);
  if (scale === undefined) paintDots(context, picture, places, seen);
  else paintPrints(context, picture, places, { seen, scale });
  paintMarks(context, picture, places, scale === undefined ? 7 : 46 * scale);
  const taken = zoomOf(camera, size) < REGION_ZOOM ? paintRegions(context, picture) : [];
  paintLabels(context, picture, places, {
    seen,
    taken: [...taken, ...ownDiamonds(scene, places, seen), underButtons(size)],
    most: Math.ceil(area / PIXELS_A_LABEL),
    gap: scale === undefined ? GAP : 42 * scale,
  });
}

function inSight(places: readonly Point[], { width, height }: Size): number[] {
  const seen: number[] = [];
  for (const [k, { x, y }] of places.entries()) {
    if (x > -12 && y > -12 && x < width + 12 && y < height + 12) seen.push(k);
  }
  return seen;
}

function paintDots(
  context: CanvasRenderingContext2D,
  { scene, camera, size, colours }: MapPicture,
  places: readonly Point[],
  seen: readonly number[],
): void {
  const grown = zoomOf(camera, size) ** 0.3;
  const radius = (k: number): number => (1.3 + 1.5 * scene.fame[k]!) * grown;
  context.beginPath();
  for (const k of seen) {
    if (scene.isOwn[k]!) continue;
    const { x, y } = places[k]!;
    context.moveTo(x + radius(k), y);
    context.arc(x, y, radius(k), 0, 2 * Math.PI);
  }
  context.fillStyle = colours.quiet;
  context.fill();
  context.beginPath();
  for (const k of seen) if (scene.isOwn[k]!) diamond(context, places[k]!, radius(k) + 2.5);
  context.fillStyle = colours.ticket;
  context.fill();
  context.strokeStyle = colours.paper;
  context.lineWidth = 1;
  context.stroke();
}

/** The fewer films are in sight, the larger; undefined: so many that they are dots. */
function printScale(seen: number, area: number): number | undefined {
  const room = area / PIXELS_A_PRINT / Math.max(1, seen);
  if (room < 1) return undefined;
  return Math.min(PRINT_SCALES.most, PRINT_SCALES.least * Math.sqrt(room));
}

const PRINTS = new Map<readonly number[], Path2D>();

/** Near enough each film is its fingerprint; one's own in the colour of one's own. */
function paintPrints(
  context: CanvasRenderingContext2D,
  { scene, colours }: MapPicture,
  places: readonly Point[],
  { seen, scale }: { seen: readonly number[]; scale: number },
): void {
  for (const k of seen) {
    const { print } = scene.films[k]!;
    const path = PRINTS.get(print) ?? new Path2D(printPath(print));
    PRINTS.set(print, path);
    const { x, y } = places[k]!;
    context.save();
    context.translate(x, y);
    context.scale(scale, scale);
    context.beginPath();
    if (scene.isOwn[k]!) diamond(context, { x: 0, y: 0 }, PRINT_BASE);
    else context.arc(0, 0, PRINT_BASE, 0, 2 * Math.PI);
    context.strokeStyle = colours.line;
    context.lineWidth = 3;
    context.stroke();
    context.fillStyle = scene.isOwn[k]! ? colours.ticket : colours.ink;
    context.fill(path);
    context.restore();
  }
}

/** Rings around the film chosen, those like it and the one pointed at. */
function paintMarks(
  context: CanvasRenderingContext2D,
  { marks: { chosen, near, hovered }, colours }: MapPicture,
  places: readonly Point[],
  radius: number,
): void {
  const ring = (k: number, r: number, lineWidth: number): void => {
    const place = places[k];
    if (place === undefined) return;
    context.beginPath();
    context.arc(place.x, place.y, r, 0, 2 * Math.PI);
    context.strokeStyle = colours.ink;
    context.lineWidth = lineWidth;
    context.stroke();
  };
  for (const k of near) ring(k, radius, 1.2);
  ring(chosen, radius + 1, 3);
  if (hovered !== chosen) ring(hovered, radius + 1, 1.8);
}

/** @returns the room that the names take. */
function paintRegions(
  context: CanvasRenderingContext2D,
  { scene, camera, size, colours }: MapPicture,
): Taken[] {
  context.font = REGION_FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const taken: Taken[] = [];
  for (const region of scene.regions) {
    const { x, y } = toScreen(camera, size, region);
    const half = context.measureText(region.name).width / 2 + 4;
    const middle = Math.min(size.width - half, Math.max(half, x));
    const box = { left: middle - half, right: middle + half, y, half: 10 };
    if (!taken.every((other) => areApart(box, other))) continue;
    haloed(context, colours, { text: region.name, x: middle, y, fill: colours.crowd });
    taken.push(box);
  }
  return taken;
}

interface LabelRoom {
  readonly seen: readonly number[];
  readonly taken: readonly Taken[];
  readonly most: number;
  readonly gap: number;
}

function paintLabels(
  context: CanvasRenderingContext2D,
  { scene, marks, size, colours, widthOf }: MapPicture,
  places: readonly Point[],
  { seen, taken, most, gap }: LabelRoom,
): void {
  const first = [marks.hovered, marks.chosen, ...marks.near].filter((k) => k >= 0);
  const order = [...new Set([...first, ...seen])];
  const text = (k: number): string => shortTitle(scene.films[k]!.title, LONGEST_TITLE);
  function* wanted(): Generator<LabelWanted> {
    for (const k of order) yield { at: places[k]!, width: widthOf(text(k)), gap };
  }
  context.font = LABEL_FONT;
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const { index, left, y } of freeLabels(wanted(), size, most, taken)) {
    const k = order[index]!;
    const fill = scene.isOwn[k]! ? colours.ticket : colours.ink;
    haloed(context, colours, { text: text(k), x: left, y, fill });
  }
}

/** One's own films are not written over. */
function ownDiamonds(scene: MapScene, places: readonly Point[], seen: readonly number[]): Taken[] {
  return seen.flatMap((k) => {
    if (!scene.isOwn[k]!) return [];
    const { x, y } = places[k]!;
    return { left: x - 3, right: x + 3, y, half: 3 }; // its own title stands clear of that
  });
}

/** The buttons lie over the upper right corner. */
function underButtons({ width }: Size): Taken {
  return { left: width - 56, right: width, y: 80, half: 80 };
}

/** Legible over dots. */
function haloed(
  context: CanvasRenderingContext2D,
  { paper }: MapColours,
  { text, x, y, fill }: { text: string; x: number; y: number; fill: string },
): void {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = paper;
  context.strokeText(text, x, y);
  context.fillStyle = fill;
  context.fillText(text, x, y);
}

function diamond(context: CanvasRenderingContext2D, { x, y }: Point, r: number): void {
  context.moveTo(x, y - r);
  context.lineTo(x + r, y);
  context.lineTo(x, y + r);
  context.lineTo(x - r, y);
  context.closePath();
}
