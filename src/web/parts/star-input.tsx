import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ratingText } from "./stars-text.ts";

const STARS = 5;
/** A five-pointed star in a box of 24. */
const STAR = "M12 2.6l2.9 5.9 6.5.95-4.7 4.6 1.1 6.5L12 17.5l-5.8 3.05 1.1-6.5-4.7-4.6 6.5-.95z";

/** What a rating control needs. */
export interface StarInputProps {
  /** The film, for those who cannot see the stars. */
  readonly title: string;
  /** In stars; undefined: not rated. */
  readonly rating: number | undefined;
  /** Called with half stars; undefined takes the rating away. */
  onRate(rating: number | undefined): void;
}

/**
 * Half stars by mouse, touch and keyboard: arrows change by half a star, digits set, Delete takes away.
 * To assistive technology it is a slider.
 */
export function StarInput({ title, rating, onRate }: StarInputProps): JSX.Element {
  const [preview, setPreview] = useState<number | undefined>(undefined);
  const shown = preview ?? rating ?? 0;
  const say = rating === undefined ? "not rated" : `${ratingText(rating)} of 5 stars`;
  return (
    <span
      class="stars"
      onPointerMove={(event) => setPreview(ratingAt(event))}
      onPointerLeave={() => setPreview(undefined)}
      onPointerCancel={() => setPreview(undefined)}
      onClick={(event) => {
        setPreview(undefined);
        const chosen = ratingAt(event);
        onRate(chosen === rating ? undefined : chosen);
      }}
    >
      <svg viewBox={`0 0 ${24 * STARS} 24`} aria-hidden="true" focusable="false">
        {Array.from({ length: STARS }, (_, k) => (
          <g key={k} transform={`translate(${24 * k} 0)`}>
            <path class="empty" d={STAR} />
          </g>
        ))}
      </svg>
      <svg
        viewBox={`0 0 ${24 * STARS} 24`}
        aria-hidden="true"
        focusable="false"
        ref={(svg) => svg?.style.setProperty("clip-path", `inset(0 ${100 - shown * 20}% 0 0)`)}
      >
        {Array.from({ length: STARS }, (_, k) => (
          <path key={k} class="full" d={STAR} transform={`translate(${24 * k} 0)`} />
        ))}
      </svg>
      <input
        type="range"
        min="0"
        max="5"
        step="0.5"
        value={rating ?? 0}
        aria-label={`Your rating of ${title}`}
        aria-valuetext={say}
        onInput={(event) => {
          const value = event.currentTarget.valueAsNumber;
          onRate(value === 0 ? undefined : value);
        }}
        onKeyDown={(event) => {
          const chosen = ratingOfKey(event.key);
          if (chosen === "none") return;
          event.preventDefault();
          onRate(chosen);
        }}
      />
    </span>
  );
}

function ratingAt(event: { readonly clientX: number; readonly currentTarget: Element }): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const halves = Math.ceil(((event.clientX - left) / width) * STARS * 2);
  return Math.max(1, Math.min(STARS * 2, halves)) / 2;
}

/** `0` to `5` and Delete; the slider itself does the arrows. */
function ratingOfKey(key: string): number | undefined | "none" {
  if (key === "Delete" || key === "Backspace" || key === "0") return undefined;
  return /^[1-5]$/u.test(key) ? Number(key) : "none";
}
