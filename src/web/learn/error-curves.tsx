import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Drawing } from "./load-drawing.ts";
import { loadDrawing } from "./load-drawing.ts";
import type { EpochRow, RunState } from "./run-state.ts";
import { useWidth } from "../parts/use-width.ts";

/** Height against width, and the least and most of it in pixels. */
const SHAPE = 0.8;
const HEIGHT = { least: 240, most: 430 };

/** How far off predictions are, epoch by epoch; the same as a table. */
export function ErrorCurves({
  run,
  before,
}: {
  readonly run: RunState;
  readonly before: RunState | undefined;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | "none" | undefined>(undefined);
  const width = useWidth(box);
  const { rows, stop } = run;
  useEffect(() => {
    loadDrawing().then(setDrawing, () => setDrawing("none"));
  }, []);
  useEffect(() => {
    if (drawing === undefined || drawing === "none" || width === 0) return undefined;
    const height = Math.min(HEIGHT.most, Math.max(HEIGHT.least, Math.round(width * SHAPE)));
    const old = before === undefined ? [] : before.rows;
    const bestEpoch = stop?.bestEpoch;
    const draw = (): void => {
      const chart = drawing.drawCurves({ rows, before: old, bestEpoch, width, height });
      box.current?.replaceChildren(chart);
    };
    const timer = setTimeout(draw, 0); // in a task of its own: the map is drawn in this one
    return () => clearTimeout(timer);
  }, [drawing, width, rows, before, stop]);
  return (
    <figure class="learn-errors">
      <figcaption>
        <h2>How far off it is</h2>
        <p class="quiet small">
          On the ratings it learns from, and on one in twenty that were held out: nobody showed it
          those.
        </p>
      </figcaption>
      <div class="learn-curves" ref={box} role="img" aria-label={curvesText(rows)} />
      {drawing === "none" && (
        <p class="quiet small">The chart could not be loaded; the table has its numbers.</p>
      )}
      <details>
        <summary>Numbers</summary>
        <ErrorTable rows={rows} />
      </details>
    </figure>
  );
}

function ErrorTable({ rows }: { readonly rows: readonly EpochRow[] }): JSX.Element {
  return (
    <div class="learn-scroll" tabIndex={0} role="region" aria-label="Errors by epoch">
      <table>
        <caption class="unseen">Errors by epoch, in stars (RMSE)</caption>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col" class="number">
              Training
            </th>
            <th scope="col" class="number">
              Held out
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ epoch, trainError, heldOutError }) => (
            <tr key={epoch}>
              <th scope="row">{epoch}</th>
              <td class="number">{trainError.toFixed(3)}</td>
              <td class="number">
                {Number.isNaN(heldOutError) ? "none" : heldOutError.toFixed(3)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function curvesText(rows: readonly EpochRow[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return "Curves of the error: nothing yet";
  return `Curves of the error by epoch, up to epoch ${last.epoch}: training from ${first.trainError.toFixed(2)} to ${last.trainError.toFixed(2)} stars, held out from ${first.heldOutError.toFixed(2)} to ${last.heldOutError.toFixed(2)}`;
}
