import type { JSX, TargetedPointerEvent } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { FeatureFacts } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import { ratingText } from "../parts/stars-text.ts";
import { placeText } from "./feature-words.ts";
import type { Dot, Strip } from "./strip-layout.ts";
import { DOT_RADIUS, layOutStrip, stripX } from "./strip-layout.ts";
import { shortTitle } from "./short-title.ts";
import { textWidth } from "./text-width.ts";
import type { OwnStars } from "./use-own-stars.ts";
import { useWidth } from "../parts/use-width.ts";

const FONT = '14px "Source Serif 4", "Fallback Serif", serif';
const LONGEST_TITLE = 26;
/** A pointer farther from every dot names none, in pixels. */
const NEAR = 24;

const TICKS = [
  { place: -1, anchor: "start" },
  { place: -0.5, anchor: "middle" },
  { place: 0, anchor: "middle" },
  { place: 0.5, anchor: "middle" },
  { place: 1, anchor: "end" },
] as const;

/**
 * Films along one feature. A pointer names the nearest dot; by keyboard a slider goes from film to film.
 */
export function ScaleStrip({
  feature,
  own,
}: {
  readonly feature: FeatureFacts;
  readonly own: OwnStars;
}): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const strip = useMemo(
    () =>
      layOutStrip(feature.films, {
        width,
        own: new Set(own.keys()),
        textOf: ({ title }) => shortTitle(title, LONGEST_TITLE),
        widthOf: (text) => textWidth(text, FONT),
      }),
    [feature, own, width],
  );
  const [at, setAt] = useState<number | undefined>(undefined);
  const here = at === undefined ? undefined : strip.dots[at];
  const point = (event: TargetedPointerEvent<HTMLDivElement>): void =>
    setAt(nearestDot(strip.dots, event));
  return (
    <div class="features-strip" ref={element}>
      {width > 0 && (
        <div class="features-strip-drawing" onPointerMove={point} onPointerDown={point}>
          <Drawing strip={strip} width={width} here={here} />
          <input
            type="range"
            min="0"
            max={Math.max(0, strip.dots.length - 1)}
            value={at ?? Math.floor(strip.dots.length / 2)}
            aria-label={`Films along ${feature.name}`}
            aria-valuetext={here === undefined ? "no film chosen" : dotText(here, own)}
            onInput={(event) => setAt(event.currentTarget.valueAsNumber)}
            onFocus={() => setAt(at ?? Math.floor(strip.dots.length / 2))}
          />
        </div>
      )}
      <p class="features-here small" aria-hidden="true">
        {here === undefined ? " " : dotText(here, own)}
      </p>
    </div>
  );
}

function Drawing({
  strip: { dots, axis, height },
  width,
  here,
}: {
  readonly strip: Strip;
  readonly width: number;
  readonly here: Dot | undefined;
}): JSX.Element {
  return (
    <svg width={width} height={height} aria-hidden="true" focusable="false">
      <line class="axis" x1="0" x2={width} y1={axis} y2={axis} />
      {TICKS.map(({ place, anchor }) => (
        <g key={place} transform={`translate(${stripX(place, width)} ${axis})`}>
          <line class="axis" y2="5" />
          <text class="tick" y="20" text-anchor={anchor}>
            {placeText(place).replace(".0", "")}
          </text>
        </g>
      ))}
      <path class="films" d={dots.map((dot) => (dot.isOwn ? "" : disc(dot))).join("")} />
      <path class="own" d={dots.map((dot) => (dot.isOwn ? diamond(dot, 4.5) : "")).join("")} />
      {dots.map(
        ({ film, title, x, y, isOwn }) =>
          title !== undefined && (
            <text
              key={film.movieId}
              class={isOwn ? "title is-own" : "title"}
              x={title.side === "right" ? x + 7 : x - 7}
              y={y + 4.5}
              text-anchor={title.side === "right" ? "start" : "end"}
            >
              {title.text}
            </text>
          ),
      )}
      {here !== undefined && <circle class="here" cx={here.x} cy={here.y} r="7" />}
    </svg>
  );
}

/** `Alien (1979) +0.8, you gave 4½ ★`. */
function dotText({ film }: Dot, own: OwnStars): string {
  const given = own.get(film.movieId);
  const told = `${nameOf(film)} ${placeText(film.place)}`;
  return given === undefined ? told : `${told}, you gave ${ratingText(given)}\u00a0★`;
}

function nearestDot(
  dots: readonly Dot[],
  event: TargetedPointerEvent<HTMLDivElement>,
): number | undefined {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  const [x, y] = [event.clientX - left, event.clientY - top];
  let nearest: number | undefined;
  let least = NEAR;
  for (const [k, dot] of dots.entries()) {
    const distance = Math.hypot(dot.x - x, dot.y - y);
    if (distance >= least) continue;
    least = distance;
    nearest = k;
  }
  return nearest;
}

function disc({ x, y }: Dot): string {
  const r = DOT_RADIUS;
  return `M${(x - r).toFixed(1)} ${y.toFixed(1)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

function diamond({ x, y }: Dot, r: number): string {
  return `M${x.toFixed(1)} ${(y - r).toFixed(1)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;
}
