import type { Catalogue, Movie, TitleMatch } from "../index.ts";
import { movieName, titleKey } from "../index.ts";
import { editDistance } from "../core/check.ts";
import { listed } from "./terminal/film-text.ts";
import { UsageError } from "./usage-error.ts";

const MOST_SUGGESTIONS = 3;
const LEAST_TYPED = 3;
const YEAR_AT_END = /^(.*\S)[\s,]+((?:18|19|20)\d{2})\s*$/u;

/**
 * The film that someone typed, e.g. `Fargo (1996)`, `fargo` or `Matrix, The`.
 *
 * @param data - what the catalogue is of, for messages.
 * @throws {UsageError} naming the nearest titles, or the candidates where there are several.
 *
 * Cost: O(titles) where the title is unknown.
 */
export function findFilm(catalogue: Catalogue, name: string, data: string): Movie {
  if (titleKey(name) === "") {
    throw new UsageError(`Cannot find the film ${JSON.stringify(name)}: it must be a title`);
  }
  const match = matchOf(catalogue, name);
  if (match.kind === "match") return catalogue.at(match.movieIndex);
  const action = `Cannot find the film ${JSON.stringify(name)}`;
  if (match.kind === "ambiguous") {
    const names = match.candidates.map((row) => quoted(catalogue.at(row)));
    throw new UsageError(`${action}: it may be ${listed(names, "or")}; add the year`);
  }
  const near = nearestFilms(catalogue, name).map(quoted);
  const hint = near.length === 0 ? "; check the spelling" : `; did you mean ${listed(near, "or")}?`;
  throw new UsageError(`${action}: it is not in ${data}${hint}`);
}

/** People type `alien 1979` too; but `Blade Runner 2049` and `Death Race 2000` are titles as they are. */
function matchOf(catalogue: Catalogue, name: string): TitleMatch {
  const whole = catalogue.findByName(name);
  const found = YEAR_AT_END.exec(name);
  if (whole.kind !== "unknown" || found === null) return whole;
  return catalogue.find(found[1]!, Number(found[2]));
}

/** Films whose title holds what was typed, or is nearly it; the closest first. */
function nearestFilms(catalogue: Catalogue, name: string): Movie[] {
  const typed = titleKey(name.replace(/\s*\(\d{4}\)\s*$/u, "").replace(YEAR_AT_END, "$1"));
  if (typed.length < LEAST_TYPED) return []; // every short title is two letters away
  const most = Math.max(typed.length < 5 ? 1 : 2, Math.floor(typed.length / 3));
  return catalogue.movies
    .filter((_, row) => catalogue.filmOf[row] === row)
    .map((movie) => ({ movie, distance: distanceBetween(typed, titleKey(movie.title)) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || a.movie.title.length - b.movie.title.length)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ movie }) => movie);
}

function distanceBetween(typed: string, title: string): number {
  const distance = editDistance(typed, title);
  const holds = typed.length >= 3 && ` ${title} `.includes(` ${typed} `);
  return holds ? Math.min(distance, 1) : distance;
}

function quoted(movie: Movie): string {
  return JSON.stringify(movieName(movie));
}
