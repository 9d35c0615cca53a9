import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { nameOf } from "../../parts/film-name.tsx";
import { Fingerprint, fingerprintText } from "../../parts/fingerprint.tsx";
import { centredOn, pannedBy, showing, wholeMap, zoomedAt } from "./camera.ts";
import { listenToGestures } from "./map-gestures.ts";
import type { MapScene } from "./map-scene.ts";
import { MapStage } from "./map-stage.ts";
import { DIRECTIONS, nearestTo, nextTowards } from "./nearest-film.ts";

const STEP = 1.6;
const PAN = 80;
/** A pointer names the film within so many pixels. */
const POINT_REACH = 14;
/** A film that was looked for is shown at least so near. */
const FOUND_ZOOM = 5;

/** What the map of films is given. */
export interface FilmMapProps {
  readonly scene: MapScene;
  /** Index of the film chosen; −1: none. */
  readonly chosen: number;
  /** The films most like it. */
  readonly near: readonly number[];
  /** Set to another object to bring a film into the middle. */
  readonly find: { readonly index: number } | undefined;
  onChoose(index: number): void;
}

/** The map itself: wheel, pinch, buttons and keys move it; hovering or arrows name a film. */
export function FilmMap({ scene, chosen, near, find, onChoose }: FilmMapProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<MapStage | undefined>(undefined);
  const [hovered, setHovered] = useState(-1);
  const [isWhole, setWhole] = useState(true);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    const made = new MapStage(canvas.current!);
    stage.current = made;
    const stop = follow(canvas.current!, made, {
      hover: setHovered,
      choose: (index) => choose.current(index),
      moved: () => setWhole(made.zoom < 1.01),
    });
    return () => {
      stop();
      made.stop();
    };
  }, []);
  useEffect(
    () => stage.current?.show(scene, { hovered, chosen, near }),
    [scene, hovered, chosen, near],
  );
  useEffect(() => {
    const film = scene.films[find?.index ?? -1];
    const made = stage.current;
    if (film === undefined || made === undefined) return;
    made.glide(centredOn(made.camera, made.size, film, FOUND_ZOOM));
    setWhole(false);
  }, [find]);
  const zoom = (factor: number): void => {
    const made = stage.current!;
    const middle = { x: made.size.width / 2, y: made.size.height / 2 };
    made.glide(zoomedAt(made.camera, made.size, middle, factor));
    setWhole(made.zoom < 1.01);
  };
  const whole = (): void => {
    stage.current!.glide(wholeMap(stage.current!.size));
    setWhole(true);
  };
  const press = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const used = pressed(event, stage.current!, scene, hovered >= 0 ? hovered : chosen);
    if (used === undefined) return;
    event.preventDefault();
    if (used.zoom !== undefined) zoom(used.zoom);
    if (used.isWhole === true) whole();
    if (used.hover !== undefined) setHovered(used.hover);
    if (used.choose !== undefined && used.choose >= 0) onChoose(used.choose);
  };
  return (
    <div class="features-map-frame">
      <div
        class={isWhole ? "features-map" : "features-map is-near"}
        tabIndex={0}
        role="application"
        aria-roledescription="map"
        aria-label="Map of films"
        aria-describedby="features-map-keys"
        onKeyDown={press}
      >
        <canvas ref={canvas} />
        <HoveredFilm scene={scene} index={hovered} />
      </div>
      <div class="features-map-buttons">
        <button
          type="button"
          class="button is-plain"
          aria-label="Nearer"
          onClick={() => zoom(STEP)}
        >
          +
        </button>
        <button
          type="button"
          class="button is-plain"
          aria-label="Farther"
          disabled={isWhole}
          onClick={() => zoom(1 / STEP)}
        >
          −
        </button>
        <button type="button" class="button is-plain" disabled={isWhole} onClick={whole}>
          All
        </button>
      </div>
    </div>
  );
}

/** Title and fingerprint of the film pointed at, also said aloud. */
function HoveredFilm({
  scene,
  index,
}: {
  readonly scene: MapScene;
  readonly index: number;
}): JSX.Element {
  const { facts } = useApp();
  const film = scene.films[index];
  return (
    <div class="features-map-here" role="status" aria-live="polite">
      {film !== undefined && (
        <div class="card">
          <Fingerprint print={film.print} size={56} />
          <p>
            {nameOf(film)}
            {scene.isOwn[index] === true && <span class="unseen">, rated by you</span>}
            <span class="small quiet">{fingerprintText(film.print, facts.features, 3)}</span>
          </p>
        </div>
      )}
    </div>
  );
}

/** Pointers, size and colours, followed. @returns stops it. */
function follow(
  canvas: HTMLCanvasElement,
  stage: MapStage,
  on: { hover(index: number): void; choose(index: number): void; moved(): void },
): () => void {
  const stopGestures = listenToGestures(canvas, {
    pan: (dx, dy) => {
      stage.look(pannedBy(stage.camera, stage.size, dx, dy));
      on.moved();
    },
    zoom: (at, factor) => {
      stage.look(zoomedAt(stage.camera, stage.size, at, factor));
      on.moved();
    },
    point: (at) => on.hover(at === undefined ? -1 : nearestTo(stage.places(), at, POINT_REACH)),
    choose: (at, reach) => {
      const index = nearestTo(stage.places(), at, reach);
      on.hover(index);
      if (index >= 0) on.choose(index);
    },
    isWhole: () => stage.zoom < 1.01,
  });
  const observer = new ResizeObserver(() =>
    stage.resize({ width: canvas.clientWidth, height: canvas.clientHeight }),
  );
  observer.observe(canvas);
  const night = matchMedia("(prefers-color-scheme: dark)");
  const recolour = (): void => stage.recolour();
  night.addEventListener("change", recolour);
  void document.fonts.ready.then(recolour);
  return () => {
    stopGestures();
    observer.disconnect();
    night.removeEventListener("change", recolour);
  };
}

interface Pressed {
  readonly zoom?: number;
  readonly isWhole?: true;
  readonly hover?: number;
  readonly choose?: number;
}

/** What a key asks for; undefined: nothing of the map. Moves the map itself where it has to. */
function pressed(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
  stage: MapStage,
  { films }: MapScene,
  current: number,
): Pressed | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const direction = DIRECTIONS[key];
  if (direction !== undefined && shiftKey) {
    stage.glide(pannedBy(stage.camera, stage.size, -PAN * direction.x, -PAN * direction.y));
    return {};
  }
  if (direction !== undefined) {
    const places = stage.places();
    const middle = { x: stage.size.width / 2, y: stage.size.height / 2 };
    const next =
      current < 0 ? nearestTo(places, middle, Infinity) : nextTowards(places, current, direction);
    const film = films[next];
    if (film === undefined) return {};
    stage.glide(showing(stage.camera, stage.size, film));
    return { hover: next };
  }
  if (key === "+" || key === "=") return { zoom: STEP };
  if (key === "-" || key === "_") return { zoom: 1 / STEP };
  if (key === "0") return { isWhole: true };
  if (key === "Enter" || key === " ") return { choose: current };
  return undefined;
}
