import type { JSX } from "preact";
import { starsText } from "./stars-text.ts";

/** Predicted stars with the interval drawn: never a bare score. */
export function Interval({
  stars,
  low,
  high,
}: {
  readonly stars: number;
  readonly low: number;
  readonly high: number;
}): JSX.Element {
  const x = (value: number): string => `${(Math.max(0, Math.min(5, value)) / 5) * 100}%`;
  return (
    <div class="interval">
      <span>{starsText({ stars, low, high })}</span>
      <svg aria-hidden="true" focusable="false">
        <line class="track" x1="0" x2="100%" y1="8" y2="8" />
        {!Number.isNaN(low) && (
          <>
            <line class="reach" x1={x(low)} x2={x(high)} y1="8" y2="8" />
            <line class="reach" x1={x(low)} x2={x(low)} y1="3" y2="13" />
            <line class="reach" x1={x(high)} x2={x(high)} y1="3" y2="13" />
          </>
        )}
        <circle class="here" cx={x(stars)} cy="8" r="5" />
      </svg>
    </div>
  );
}
