import type { FeatureName, FilmMap } from "../../messages.ts";
import type { OwnStars } from "../use-own-stars.ts";
import type { Region } from "./regions.ts";
import { regionsOf } from "./regions.ts";

export type MapFilm = FilmMap["films"][number];

/** What there is to draw, whatever part of it is seen. */
export interface MapScene {
  /** The best known first. */
  readonly films: readonly MapFilm[];
  /** For each film whether the person rated it. */
  readonly isOwn: readonly boolean[];
  /** For each film how well known it is, 0 … 1. */
  readonly fame: readonly number[];
  readonly regions: readonly Region[];
}

/** What is pointed out on it, by index. */
export interface MapMarks {
  readonly hovered: number;
  readonly chosen: number;
  readonly near: readonly number[];
}

/** Nothing pointed out. */
export const NO_MARKS: MapMarks = { hovered: -1, chosen: -1, near: [] };

export function mapScene(
  { films, leastRatings }: FilmMap,
  features: readonly FeatureName[],
  own: OwnStars,
): MapScene {
  const least = Math.log(Math.max(1, leastRatings));
  const most = films.reduce((max, { ratedBy }) => Math.max(max, Math.log(ratedBy)), least + 1);
  return {
    films,
    isOwn: films.map(({ movieId }) => own.has(movieId)),
    fame: films.map(({ ratedBy }) => (Math.log(ratedBy) - least) / (most - least)),
    regions: regionsOf(films, features),
  };
}
