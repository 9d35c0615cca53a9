import type { drawCurves } from "./draw-curves.ts";

/** The module that draws, once it is there. */
export interface Drawing {
  readonly drawCurves: typeof drawCurves;
}

let loading: Promise<Drawing> | undefined;

/**
 * The chart library, fetched when the view is opened; a fetch that failed is tried again. The first chart
 * takes five times as long as the next ones, so one is drawn for nobody before anything moves.
 */
export function loadDrawing(): Promise<Drawing> {
  loading ??= import("./draw-curves.ts").then(async (drawing) => {
    await new Promise((resolve) => setTimeout(resolve, 0)); // a task of its own
    drawing.drawCurves({ rows: [], before: [], bestEpoch: undefined, width: 400, height: 300 });
    return drawing;
  });
  loading.catch(() => (loading = undefined));
  return loading;
}
