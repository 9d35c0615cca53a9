import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Camera } from "./camera.ts";
import { centredOn, wholeMap } from "./camera.ts";
import { followCanvas } from "./follow-canvas.ts";
import type { KeyPlace } from "./map-keys.ts";
import { keyPressed, zoomed } from "./map-keys.ts";
import type { MapScene } from "./map-scene.ts";
import { MapStage } from "./map-stage.ts";

/** A film that was looked for is shown at least so near. */
const FOUND_ZOOM = 5;

/** What is shown on the stage. */
export interface Staged {
  readonly scene: MapScene;
  /** Index of the film chosen; −1: none. */
  readonly chosen: number;
  /** The films most like it. */
  readonly near: readonly number[];
  /** Another object brings its film into the middle. */
  readonly find: { readonly index: number } | undefined;
  onChoose(index: number): void;
}

/** The map on a canvas and what moves it. */
export interface MapHandle {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Index of the film that is named; −1: none. */
  readonly hovered: number;
  /** All of it is in sight. */
  readonly isWhole: boolean;
  zoom(factor: number): void;
  showAll(): void;
  press(event: KeyboardEvent): void;
}

export function useMapStage({ scene, chosen, near, find, onChoose }: Staged): MapHandle {
  const canvas = useRef<HTMLCanvasElement | null>(null);
  const stage = useRef<MapStage | undefined>(undefined);
  const [hovered, setHovered] = useState(-1);
  const [isWhole, setWhole] = useState(true);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    const made = new MapStage(canvas.current!);
    stage.current = made;
    const stop = followCanvas(canvas.current!, made, {
      hover: setHovered,
      choose: (index) => choose.current(index),
      moved: () => setWhole(made.isWhole),
    });
    return () => {
      stop();
      made.stop();
    };
  }, []);
  useEffect(() => {
    stage.current?.show(scene, { hovered, chosen, near });
  }, [scene, hovered, chosen, near]);
  const placeOn = ({ camera, size }: MapStage): KeyPlace => ({
    ...{ camera, size, films: scene.films },
    current: hovered >= 0 ? hovered : chosen,
  });
  const glide = (to: (place: KeyPlace) => Camera): void => {
    if (stage.current === undefined) return;
    stage.current.glide(to(placeOn(stage.current)));
    setWhole(stage.current.isWhole);
  };
  useEffect(() => {
    const film = scene.films[find?.index ?? -1];
    if (film === undefined) return;
    setHovered(find!.index);
    glide(({ camera, size }) => centredOn(camera, size, film, FOUND_ZOOM));
  }, [find]);
  return {
    ...{ canvas, hovered, isWhole },
    zoom: (factor) => glide((place) => zoomed(place, factor)),
    showAll: () => glide(({ size }) => wholeMap(size)),
    press: (event) => {
      if (stage.current === undefined) return;
      const done = keyPressed(event, placeOn(stage.current));
      if (done === undefined) return;
      event.preventDefault();
      if (done.camera !== undefined) glide(() => done.camera!);
      if (done.hover !== undefined) setHovered(done.hover);
      if (done.choose !== undefined) onChoose(done.choose);
    },
  };
}
