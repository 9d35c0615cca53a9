import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { DustFilm, FeaturesShown } from "../messages.ts";
import { nameOf } from "../parts/film-name.tsx";
import type { Dust, DustName } from "./draw-dust.ts";
import { coloursOf, drawDust } from "./draw-dust.ts";
import { freeLabels } from "./free-labels.ts";
import type { Spots } from "./glide.ts";
import { Glide } from "./glide.ts";
import type { Size } from "./spots.ts";
import { filmNear, sizeOf, spotsOf } from "./spots.ts";
import { useWidth } from "../parts/use-width.ts";

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
  const { films, shown, selected, glideMs, onSelect } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = sizeOf(useWidth(canvas));
  const { width } = size;
  const spots = useMemo(() => spotsOf(shown, size), [shown, width]);
  const marks = useMarks(props);
  const draw = useRef<(spots: Spots) => void>(() => undefined);
  const glide = useMemo(() => new Glide((now) => draw.current(now)), []);
  // a layout effect, since others are cleaned up after the next frame, which would find no canvas
  useLayoutEffect(() => () => glide.close(), [glide]);
  useEffect(() => {
    if (width === 0) return;
    const names = namesAt(canvas.current!, spots, marks, films, width);
    draw.current = (now) => paint(canvas.current!, size, now, { ...marks, names });
    glide.to(spots, glideMs);
  }, [spots, marks, width]);
  useEffect(() => {
    const light = matchMedia("(prefers-color-scheme: dark)");
    const again = (): void => glide.to(spots, 0);
    light.addEventListener("change", again);
    return () => light.removeEventListener("change", again);
  }, [glide, spots]);
  const look = (event: { clientX: number; clientY: number; currentTarget: Element }): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const film = filmNear(spots, event.clientX - left, event.clientY - top);
    if (film !== undefined && film !== selected) onSelect(film);
  };
  return (
    <canvas
      ref={canvas}
      class="learn-dust"
      role="img"
      aria-label={`Map of ${films.length} films; the list beside it says which are close to ${nameOf(films[selected]!)}`}
      onPointerMove={look}
      onClick={look}
    />
  );
}

interface Marks extends Omit<Dust, "names"> {
  /** Films whose names are written where there is room, the most important first. */
  readonly named: readonly number[];
}

function useMarks({ films, landmarks, genre, selected }: DustMapProps): Marks {
  const dots = useMemo(() => {
    const all = [...films.keys()];
    const isMarked = (film: number): boolean => films[film]!.genres.includes(genre);
    return {
      marked: all.filter(isMarked),
      plain: all.filter((film) => !isMarked(film)),
      own: all.filter((film) => films[film]!.isOwn),
    };
  }, [films, genre]);
  return useMemo(
    () => ({ ...dots, selected, named: [...new Set([selected, ...landmarks])] }),
    [dots, selected, landmarks],
  );
}

/** Names stay on their side while films glide, so that they do not flicker. */
function namesAt(
  canvas: HTMLCanvasElement,
  { x, y }: Spots,
  { named }: Marks,
  films: readonly DustFilm[],
  width: number,
): DustName[] {
  const context = canvas.getContext("2d")!;
  context.font = coloursOf(canvas).font;
  const labels = named.map((film) => {
    const text = films[film]!.title;
    return { film, text, x: x[film]!, y: y[film]!, length: context.measureText(text).width };
  });
  const sides = freeLabels(labels, width);
  return labels.map(({ film, text }, k) => ({ film, text, side: sides[k] }));
}

function paint(canvas: HTMLCanvasElement, { width, height }: Size, spots: Spots, dust: Dust): void {
  const ratio = devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  drawDust(context, spots, dust, coloursOf(canvas));
}
