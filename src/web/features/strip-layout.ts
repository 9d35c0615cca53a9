import type { Id } from "../../index.ts";
import type { FeatureFacts } from "../messages.ts";
import { someOwn } from "./some-own.ts";
import { swarm } from "./swarm.ts";
import type { PlacedTitle } from "./title-lanes.ts";
import { titlesInLanes } from "./title-lanes.ts";

export type FilmAlong = FeatureFacts["films"][number];

/** A film of a strip, in pixels from its upper left corner. */
export interface Dot {
  readonly film: FilmAlong;
  readonly isOwn: boolean;
  readonly x: number;
  readonly y: number;
  /** Beside the dot, where there was room. */
  readonly title: { readonly text: string; readonly side: "left" | "right" } | undefined;
}

export interface Strip {
  /** From the − end to the + end. */
  readonly dots: readonly Dot[];
  /** Height of it all, and where the axis lies. */
  readonly height: number;
  readonly axis: number;
}

/** What a strip is made for. */
export interface StripRoom {
  readonly width: number;
  readonly own: ReadonlySet<Id>;
  /** As shown: `Alien`, cut where it is long. */
  textOf(film: FilmAlong): string;
  widthOf(text: string): number;
}

export const DOT_RADIUS = 3;
const LANE = 22;
const LANES = 5;
const GAP = 7;
/** Films at each end that get their titles before all others. */
const NAMED_ENDS = 2;
/** No room is found for more, and looking for it costs time. */
const MOST_TRIED = 70;
/** So many pixels a film: a narrow strip shows the best known ones only. */
const PIXELS_A_FILM = 5;

/** Pixels from the left of a place from −1 to 1. */
export function stripX(place: number, width: number): number {
  const margin = DOT_RADIUS + 3;
  return margin + ((Math.max(-1, Math.min(1, place)) + 1) / 2) * (width - 2 * margin);
}

/** Lays films out along one feature: titles in lanes where they fit, all others as a swarm below. */
export function layOutStrip(films: readonly FilmAlong[], room: StripRoom): Strip {
  const shown = shownFilms(films, room);
  const xs = shown.map(({ place }) => stripX(place, room.width));
  const placed = titlesFor(shown, xs, room);
  const titled = new Map(placed.map((title) => [title.index, title]));
  const rest = shown.map((_, k) => k).filter((k) => !titled.has(k));
  const offsets = swarm(
    rest.map((k) => xs[k]!),
    2 * DOT_RADIUS + 1,
  );
  const lanes = placed.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
  const reach = offsets.reduce((most, y) => Math.max(most, Math.abs(y)), 0) + DOT_RADIUS + 4;
  const middle = lanes * LANE + reach;
  const yOf = new Map(rest.map((k, at) => [k, middle + offsets[at]!]));
  return {
    dots: shown.map((film, k) => {
      const title = titled.get(k);
      return {
        ...{ film, isOwn: room.own.has(film.movieId), x: xs[k]! },
        // The first lane is the one next to the swarm.
        y: title === undefined ? yOf.get(k)! : (lanes - title.lane - 0.5) * LANE,
        title: title && { text: room.textOf(film), side: title.side },
      };
    }),
    axis: middle + reach,
    height: middle + reach + 24,
  };
}

/** Own ones, those at the ends, and as many of the best known as there is room for. */
function shownFilms(films: readonly FilmAlong[], { width, own }: StripRoom): FilmAlong[] {
  const most = Math.max(30, Math.floor(width / PIXELS_A_FILM));
  const known = films.toSorted((a, b) => b.ratedBy - a.ratedBy).slice(0, most);
  const mine = someOwn(films.filter(({ movieId }) => own.has(movieId)));
  const ends = [...films.slice(0, NAMED_ENDS), ...films.slice(-NAMED_ENDS)];
  const kept = new Set([...known, ...ends, ...mine]);
  return films.filter((film) => kept.has(film));
}

/** Ends first, then one's own and the best known in turn. */
function titlesFor(
  films: readonly FilmAlong[],
  xs: readonly number[],
  { width, own, textOf, widthOf }: StripRoom,
): PlacedTitle[] {
  const indices = films.map((_, k) => k);
  const ends = [...indices.slice(0, NAMED_ENDS), ...indices.slice(-NAMED_ENDS).reverse()];
  const byFame = indices.toSorted((a, b) => films[b]!.ratedBy - films[a]!.ratedBy);
  const mine = byFame.filter((k) => own.has(films[k]!.movieId));
  const inTurn = byFame.flatMap((k, at) => (mine[at] === undefined ? [k] : [mine[at], k]));
  const order = [...new Set([...ends, ...inTurn])].slice(0, MOST_TRIED);
  const placed = titlesInLanes(
    order.map((k) => ({ x: xs[k]!, width: widthOf(textOf(films[k]!)) })),
    { count: LANES, width, gap: GAP },
  );
  return placed.map((title) => ({ ...title, index: order[title.index]! }));
}
