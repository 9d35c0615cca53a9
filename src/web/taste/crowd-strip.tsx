import type { JSX } from "preact";

/** The crowd's spread as bands, the person as a mark; its numbers stand in words beside it. */
export function CrowdStrip({
  leaning,
  sd,
  reach,
}: {
  readonly leaning: number;
  /** NaN without a crowd. */
  readonly sd: number;
  /** Stars from the middle to an end. */
  readonly reach: number;
}): JSX.Element {
  const x = (stars: number): number => 50 + 50 * Math.max(-1, Math.min(1, stars / reach));
  const percent = (stars: number): string => `${x(stars).toFixed(2)}%`;
  return (
    <svg class="taste-strip" aria-hidden="true" focusable="false">
      <line class="track" x1="0" x2="100%" y1="14" y2="14" />
      {!Number.isNaN(sd) &&
        [2, 1].map((times) => (
          <rect
            key={times}
            class={times === 1 ? "most" : "nearly-all"}
            x={percent(-times * sd)}
            width={`${(x(times * sd) - x(-times * sd)).toFixed(2)}%`}
            y="8"
            height="12"
          />
        ))}
      <line class="middle" x1="50%" x2="50%" y1="4" y2="24" />
      <svg x={percent(leaning)} y="14" class="taste-here">
        <path d="M0 -10 L8 0 L0 10 L-8 0 Z" />
      </svg>
    </svg>
  );
}
