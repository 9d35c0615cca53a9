import { textWidth } from "../text-width.ts";
import type { Camera, Point, Size } from "./camera.ts";
import { between, toScreen, wholeMap, zoomOf } from "./camera.ts";
import type { MapColours } from "./map-colours.ts";
import { mapColours } from "./map-colours.ts";
import type { MapMarks, MapScene } from "./map-scene.ts";
import { NO_MARKS } from "./map-scene.ts";
import { LABEL_FONT, paintMap } from "./paint-map.ts";

/** A glide takes so long. */
const GLIDE_MS = 350;

/** The map on its canvas: keeps the camera, and paints at most once a frame. */
export class MapStage {
  readonly #canvas: HTMLCanvasElement;
  #scene: MapScene | undefined;
  #marks = NO_MARKS;
  #size: Size = { width: 1, height: 1 };
  #camera: Camera = wholeMap(this.#size);
  #colours: MapColours;
  #frame = 0;
  #glide: { readonly from: Camera; readonly to: Camera; readonly start: number } | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#colours = mapColours(canvas);
  }

  get size(): Size {
    return this.#size;
  }

  get camera(): Camera {
    return this.#glide?.to ?? this.#camera;
  }

  /** Whether all of the map is in sight, or will be once it has glided. */
  get isWhole(): boolean {
    return zoomOf(this.camera, this.#size) < 1.01;
  }

  /** Where films stand on the screen. */
  places(): Point[] {
    return (this.#scene?.films ?? []).map((film) => toScreen(this.#camera, this.#size, film));
  }

  show(scene: MapScene, marks: MapMarks): void {
    this.#scene = scene;
    this.#marks = marks;
    this.#ask();
  }

  /** Moves there at once. */
  look(camera: Camera): void {
    this.#glide = undefined;
    this.#camera = camera;
    this.#ask();
  }

  /** Moves there in a third of a second; at once for who wants no motion. */
  glide(camera: Camera): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.look(camera);
      return;
    }
    this.#glide = { from: this.#camera, to: camera, start: performance.now() };
    this.#ask();
  }

  /** In CSS pixels; what was seen stays in the middle. */
  resize(size: Size): void {
    const zoom = zoomOf(this.#camera, this.#size);
    this.#size = size;
    const whole = wholeMap(size);
    this.#camera = { ...this.#camera, scale: whole.scale * zoom };
    this.#glide = undefined;
    const ratio = devicePixelRatio || 1;
    this.#canvas.width = Math.round(size.width * ratio);
    this.#canvas.height = Math.round(size.height * ratio);
    this.#ask();
  }

  /** Day has become night, or the font has arrived. */
  recolour(): void {
    this.#colours = mapColours(this.#canvas);
    this.#ask();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #ask(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame((now) => {
      this.#frame = 0;
      this.#advance(now);
      this.#paint();
    });
  }

  #advance(now: number): void {
    if (this.#glide === undefined) return;
    const { from, to, start } = this.#glide;
    const share = Math.min(1, Math.max(0, (now - start) / GLIDE_MS));
    this.#camera = between(from, to, 1 - (1 - share) ** 3);
    if (share === 1) this.#glide = undefined;
    else this.#ask();
  }

  #paint(): void {
    const context = this.#canvas.getContext("2d");
    if (context === null || this.#scene === undefined) return;
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintMap(context, {
      ...{ scene: this.#scene, marks: this.#marks, camera: this.#camera },
      ...{ size: this.#size, colours: this.#colours },
      widthOf: (text) => textWidth(text, LABEL_FONT),
    });
  }
}
