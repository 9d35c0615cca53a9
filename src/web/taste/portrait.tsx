import type { JSX } from "preact";
import { useApp } from "../app-context.ts";
import { fingerprintText, PRINT_BASE, printPath } from "../parts/fingerprint.tsx";
import { spokeLabels } from "./spoke-labels.ts";

/** Units of the drawing a unit of the fingerprint, whose spokes end at 48 from its middle. */
const SCALE = 2;
const LABEL_RADIUS = 108;
const LINE = 14;

/** The person's fingerprint, large, each spoke with its name. */
export function Portrait({ print }: { readonly print: readonly number[] }): JSX.Element {
  const { features } = useApp();
  const labels = spokeLabels(features, LABEL_RADIUS);
  const told = fingerprintText(print, features, features.length);
  return (
    <svg
      class="taste-portrait"
      viewBox="-172 -140 344 280"
      role="img"
      aria-label={`Your fingerprint against the crowd: ${told === "" ? "as everyone’s" : told}`}
    >
      <g class="fingerprint is-person" transform={`scale(${SCALE})`}>
        <circle class="rim" r="48" />
        <circle class="base" r={PRINT_BASE} />
        <path class="film" d={printPath(print)} />
      </g>
      {labels.map(({ lines, x, y, anchor }, k) => (
        <text key={k} text-anchor={anchor}>
          {lines.map((line, at) => (
            <tspan key={at} x={x} y={y + 4.5 + LINE * (at - (lines.length - 1) / 2)}>
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </svg>
  );
}
