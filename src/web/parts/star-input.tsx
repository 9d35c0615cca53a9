import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ratingText } from "./stars-text.ts";
import { usePressedStars } from "./use-pressed-stars.ts";
import { useStarDraft } from "./use-star-draft.ts";

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
 * Half stars by mouse, touch and keyboard. A press or tap sets, the same one again takes away, dragging
 * shows what it will be; arrows change by half a star, digits set, Delete takes away. To assistive
 * technology it is a slider.
 */
export function StarInput({ title, rating, onRate }: StarInputProps): JSX.Element {
  const draft = useStarDraft(rating, onRate);
  const [preview, setPreview] = useState<number | undefined>(undefined);
  const pressed = usePressedStars(rating, setPreview, onRate);
  const value = draft.value ?? rating ?? 0;
  const shown = preview ?? value;
  const say = value === 0 ? "not rated" : `${ratingText(value)} of 5 stars`;
  return (
    <span class="stars" {...pressed}>
      <Stars kind="empty" shown={STARS} />
      <Stars kind="full" shown={shown} />
      <input
        type="range"
        min="0"
        max="5"
        step="0.5"
        value={value}
        aria-label={`Your rating of ${title}`}
        aria-valuetext={say}
        onInput={(event) => draft.begin(event.currentTarget.valueAsNumber)}
        onBlur={draft.settle}
        onKeyDown={(event) => {
          if (event.key === "Enter") draft.settle();
          const chosen = ratingOfKey(event);
          if (chosen === "none") return;
          event.preventDefault();
          draft.forget();
          onRate(chosen);
        }}
      />
    </span>
  );
}

function Stars({
  kind,
  shown,
}: {
  readonly kind: "empty" | "full";
  readonly shown: number;
}): JSX.Element {
  const hidden = 100 - (shown / STARS) * 100;
  return (
    <svg
      viewBox={`0 0 ${24 * STARS} 24`}
      aria-hidden="true"
      focusable="false"
      ref={(svg) => svg?.style.setProperty("clip-path", `inset(0 ${hidden}% 0 0)`)}
    >
      {Array.from({ length: STARS }, (_, k) => (
        <path key={k} class={kind} d={STAR} transform={`translate(${24 * k} 0)`} />
      ))}
    </svg>
  );
}

/** `0` to `5` and Delete; the slider itself does the arrows. */
function ratingOfKey({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): number | undefined | "none" {
  if (ctrlKey || metaKey || altKey) return "none"; // the browser's: a tab by its number, zoom
  if (key === "Delete" || key === "Backspace" || key === "0") return undefined;
  return /^[1-5]$/u.test(key) ? Number(key) : "none";
}
