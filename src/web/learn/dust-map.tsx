import type { JSX } from "preact";
import { memo } from "preact/compat";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { DustFilm, FeaturesShown } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import { freeLabels } from "./free-labels.ts";

/** The drawing's own units, with a margin for names and dots at the edge. */
const WIDTH = 720;
const HEIGHT = 520;
const MARGIN = 16;
/** A pointer further away than this means no film, in units of the drawing. */
const NEAR = 28;

/** What the map shows. */
export interface DustMapProps {
  readonly films: readonly DustFilm[];
  readonly landmarks: readonly number[];
  readonly shown: FeaturesShown;
  /** Films of this genre stand out. */
  readonly genre: string;
  readonly selected: number;
  /** How long films take to their next places. */
  readonly glideMs: number;
  onSelect(film: number): void;
}

/** Films as dots that glide to where the features of each epoch put them. */
export function DustMap(props: DustMapProps): JSX.Element {
  const { films, landmarks, shown, genre, selected, glideMs, onSelect } = props;
  const svg = useRef<SVGSVGElement>(null);
  const named = useMemo(
    () => (landmarks.includes(selected) ? landmarks : [selected, ...landmarks]),
    [landmarks, selected],
  );
  useEffect(() => place(svg.current!, shown, glideMs), [shown, glideMs, films, named]);
  useEffect(() => writeNames(svg.current!, films, named, shown), [films, named, shown]);
  const look = ({ clientX, clientY, currentTarget }: PointedAt): void => {
    const film = filmAt(currentTarget, clientX, clientY, shown);
    if (film !== undefined && film !== selected) onSelect(film);
  };
  return (
    <svg
      ref={svg}
      class="learn-dust"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Map of ${films.length} films; the list beside it says which are close to ${nameOf(films[selected]!)}`}
      onPointerMove={look}
      onClick={look}
    >
      <Dots films={films} genre={genre} />
      <g class="dot is-selected" data-film={selected}>
        <circle r="9" />
      </g>
      {named.map((film) => (
        <g class="name" data-film={film} key={film}>
          <text y="4.5" />
        </g>
      ))}
    </svg>
  );
}

/** Drawn once: only their places change, and those are set from outside. */
const Dots = memo(function Dots({
  films,
  genre,
}: {
  readonly films: readonly DustFilm[];
  readonly genre: string;
}): JSX.Element {
  const isMarked = ({ genres }: DustFilm): boolean => genres.includes(genre);
  const order = [...films.keys()].sort((a, b) => +isMarked(films[a]!) - +isMarked(films[b]!));
  return (
    <>
      {order.map((film) => {
        const { isOwn } = films[film]!;
        const mark = isMarked(films[film]!);
        return (
          <g class={mark ? "dot is-marked" : "dot"} data-film={film} key={film}>
            {mark ? <path d="M0 -6.5L6.5 0L0 6.5L-6.5 0Z" /> : <circle r="3" />}
            {isOwn && <circle class="own" r="7" />}
          </g>
        );
      })}
    </>
  );
});

function place(svg: SVGSVGElement, shown: FeaturesShown, glideMs: number): void {
  svg.style.setProperty("--learn-glide", `${glideMs}ms`);
  for (const group of svg.querySelectorAll<SVGGElement>("[data-film]")) {
    const film = Number(group.dataset["film"]);
    const { x, y } = placeOf(shown, film);
    group.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  }
}

function writeNames(
  svg: SVGSVGElement,
  films: readonly DustFilm[],
  named: readonly number[],
  shown: FeaturesShown,
): void {
  const labels = named.map((film) => ({ ...placeOf(shown, film), text: films[film]!.title }));
  const sides = freeLabels(labels, WIDTH);
  const texts = svg.querySelectorAll<SVGTextElement>(".name text");
  for (const [k, text] of texts.entries()) {
    const side = sides[k] ?? "none";
    text.textContent = side === "none" ? "" : labels[k]!.text;
    text.setAttribute("text-anchor", side === "left" ? "end" : "start");
    text.setAttribute("x", side === "left" ? "-11" : "11");
  }
}

function placeOf(
  { x, y }: FeaturesShown,
  film: number,
): { readonly x: number; readonly y: number } {
  return {
    x: WIDTH / 2 + (x[film] ?? 0) * (WIDTH / 2 - MARGIN),
    y: HEIGHT / 2 - (y[film] ?? 0) * (HEIGHT / 2 - MARGIN),
  };
}

/** As much of an event as is needed. */
interface PointedAt {
  readonly clientX: number;
  readonly clientY: number;
  readonly currentTarget: Element;
}

function filmAt(
  svg: Element,
  clientX: number,
  clientY: number,
  shown: FeaturesShown,
): number | undefined {
  const { left, top, width } = svg.getBoundingClientRect();
  const scale = WIDTH / width;
  const [x, y] = [(clientX - left) * scale, (clientY - top) * scale];
  let nearest: number | undefined;
  let least = NEAR;
  for (const film of shown.x.keys()) {
    const at = placeOf(shown, film);
    const distance = Math.hypot(at.x - x, at.y - y);
    if (distance < least) [nearest, least] = [film, distance];
  }
  return nearest;
}
