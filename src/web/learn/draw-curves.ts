import { axisX, axisY, dot, gridY, line, plot, text } from "@observablehq/plot";
import type { EpochRow } from "./run-state.ts";

// Loaded only where curves are shown: the library is larger than the rest of the page.

/** What is drawn. */
export interface Curves {
  readonly rows: readonly EpochRow[];
  /** Of the run before, for comparison. */
  readonly before: readonly EpochRow[];
  readonly bestEpoch: number | undefined;
  readonly width: number;
  readonly height: number;
}

/** The most epochs there are. */
const EPOCHS = 30;
/** The lowest error that always has room, in stars. */
const LOW = 0.75;
const HIGH = 1.2;

/** The curves of training and held-out error. Its class is "chart", since the page's
 * policy knows the style that comes with that. */
export function drawCurves({ rows, before, bestEpoch, width, height }: Curves): Element {
  const errors = [...rows, ...before].flatMap(({ trainError, heldOutError }) => [
    trainError,
    heldOutError,
  ]);
  const known = errors.filter((error) => Number.isFinite(error));
  const low = Math.min(LOW, Math.floor(Math.min(...known) * 10) / 10);
  const high = Math.max(HIGH, Math.ceil(Math.max(...known) * 10) / 10);
  const heldOut = rows.filter(({ heldOutError }) => Number.isFinite(heldOutError));
  const at = { x: "epoch", y: "heldOutError" } as const;
  const chart = plot({
    ...{ className: "chart", width, height },
    ...{ marginLeft: 44, marginRight: 76, marginTop: 28, marginBottom: 40 },
    style: { fontFamily: "inherit", fontSize: "14px", background: "none" },
    x: { domain: [0, EPOCHS] },
    y: { domain: [low, high] },
    marks: [
      gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 5 }),
      axisX({ label: "epoch", ticks: 6, tickSize: 0, fontSize: 14, labelAnchor: "center" }),
      axisY({ label: "off by, in stars", ticks: 5, tickSize: 0, fontSize: 14, labelArrow: "none" }),
      line(before, { ...at, stroke: "var(--quiet)", strokeOpacity: 0.6, strokeWidth: 1.25 }),
      line(rows, { x: "epoch", y: "trainError", ...TRAINING }),
      line(heldOut, { ...at, ...HELD_OUT }),
      dot(
        heldOut.filter(({ epoch }) => epoch === bestEpoch),
        { ...at, r: 5, fill: "var(--ink)" },
      ),
      text(endLabels(rows, before, high - low), {
        ...{ x: "epoch", y: "y", text: "text", textAnchor: "start", dx: 8, fontSize: 14 },
        fill: "color",
      }),
    ],
    color: { type: "identity" },
  });
  chart.setAttribute("aria-hidden", "true"); // the box around it says what it shows
  return chart;
}

const TRAINING = { stroke: "var(--crowd)", strokeWidth: 2, strokeDasharray: "6 4" } as const;
const HELD_OUT = { stroke: "var(--ink)", strokeWidth: 2.5 } as const;

interface EndLabel {
  readonly epoch: number;
  y: number;
  readonly text: string;
  readonly color: string;
}

/** The least distance between names at the lines' ends, as a share of the height. */
const APART = 0.07;

/** Each line's name at its end; where some are near, they make room for each other. */
function endLabels(
  rows: readonly EpochRow[],
  before: readonly EpochRow[],
  height: number,
): EndLabel[] {
  const labels: EndLabel[] = [];
  const add = (row: EpochRow | undefined, y: number, name: string, color: string): void => {
    if (row === undefined || !Number.isFinite(y)) return;
    labels.push({ epoch: row.epoch, y, text: name, color: `var(--${color})` });
  };
  const [last, old] = [rows.at(-1), before.at(-1)];
  add(last, last?.heldOutError ?? NaN, "held out", "ink");
  add(last, last?.trainError ?? NaN, "training", "crowd");
  add(old, old?.heldOutError ?? NaN, "before", "quiet");
  labels.sort((a, b) => a.y - b.y);
  for (const [k, label] of labels.entries()) {
    const below = labels[k - 1];
    if (below !== undefined) label.y = Math.max(label.y, below.y + APART * height);
  }
  return labels;
}
