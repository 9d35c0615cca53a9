import type { JSX } from "preact";
import { COLD_START_CURVE, errorAt } from "./cold-start-curve.ts";
import { boughtTexts } from "./bought-texts.ts";

const WIDTH = 320;
const HEIGHT = 96;
const PAD = { left: 8, right: 8, top: 22, bottom: 20 };
/** The chart's ends: its lower one is not 0, so the values stand beside the points. */
const ENDS = { most: 50, high: 1, low: 0.84 };
/** Points with their number beside them; more would touch. */
const TOLD: readonly number[] = [0, 10, 20, 50];

/** What ratings buy, as it was measured, and where the person stands. */
export function Progress({ rated }: { readonly rated: number }): JSX.Element {
  return (
    <section aria-labelledby="ratings-buy" class="ratings-progress">
      <h2 id="ratings-buy">What your ratings buy</h2>
      <div class="prose">
        {boughtTexts(rated).map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      <Curve rated={rated} />
      <details>
        <summary>The figures</summary>
        <Figures />
        <p class="quiet small prose">
          Measured on people left out of the learning (five draws of 250), who brought so many of
          their ratings: the root mean square error of all others, and how wide the interval is that
          holds 8 in 10 of them.
        </p>
      </details>
    </section>
  );
}

function Curve({ rated }: { readonly rated: number }): JSX.Element {
  const here = Math.min(rated, ENDS.most);
  const points = COLD_START_CURVE.map(({ ratings, error }) => `${x(ratings)} ${y(error)}`);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <path class="curve" d={`M${points.join("L")}`} />
      {COLD_START_CURVE.filter(({ ratings }) => TOLD.includes(ratings)).map(
        ({ ratings, error }) => (
          <g key={ratings} text-anchor={anchorAt(ratings)}>
            <circle class="point" cx={x(ratings)} cy={y(error)} r="3" />
            <text x={x(ratings)} y={y(error) - 10}>
              {error.toFixed(2)}
            </text>
            <text class="below" x={x(ratings)} y={HEIGHT - 4}>
              {ratings}
            </text>
          </g>
        ),
      )}
      <circle class="you" cx={x(here)} cy={y(errorAt(here))} r="6" />
    </svg>
  );
}

function Figures(): JSX.Element {
  return (
    <table>
      <thead>
        <tr>
          <th class="number">Films rated</th>
          <th class="number">Typically off by</th>
          <th class="number">Interval</th>
        </tr>
      </thead>
      <tbody>
        {COLD_START_CURVE.map(({ ratings, error, width }) => (
          <tr key={ratings}>
            <td class="number">{ratings}</td>
            <td class="number">{error.toFixed(2)} ★</td>
            <td class="number">± {(width / 2).toFixed(2)} ★</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function x(ratings: number): number {
  return PAD.left + (ratings / ENDS.most) * (WIDTH - PAD.left - PAD.right);
}

function y(error: number): number {
  const share = (ENDS.high - error) / (ENDS.high - ENDS.low);
  return PAD.top + share * (HEIGHT - PAD.top - PAD.bottom);
}

function anchorAt(ratings: number): "start" | "middle" | "end" {
  if (ratings === 0) return "start";
  return ratings === ENDS.most ? "end" : "middle";
}
