import { pannedBy, zoomedAt } from "./camera.ts";
import { listenToGestures } from "./map-gestures.ts";
import type { MapStage } from "./map-stage.ts";
import { nearestTo } from "./nearest-film.ts";

/** A pointer names the film within so many pixels. */
const POINT_REACH = 14;

/** What the page hears of a map's canvas. */
export interface CanvasNews {
  hover(index: number): void;
  choose(index: number): void;
  moved(): void;
}

/** Follows pointers over a map's canvas, its size, and day and night. @returns stops it. */
export function followCanvas(
  canvas: HTMLCanvasElement,
  stage: MapStage,
  news: CanvasNews,
): () => void {
  const stopGestures = listenToGestures(canvas, {
    pan: (dx, dy) => {
      stage.look(pannedBy(stage.camera, stage.size, dx, dy));
      news.moved();
    },
    zoom: (at, factor) => {
      stage.look(zoomedAt(stage.camera, stage.size, at, factor));
      news.moved();
    },
    point: (at) => news.hover(at === undefined ? -1 : nearestTo(stage.places(), at, POINT_REACH)),
    choose: (at, reach) => {
      const index = nearestTo(stage.places(), at, reach);
      news.hover(index);
      if (index >= 0) news.choose(index);
    },
    isWhole: () => stage.isWhole,
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
