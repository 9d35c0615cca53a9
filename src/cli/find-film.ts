import type { Catalogue, FilmMatch, Movie } from "../index.ts";
import { movieName, parseTitle, titleKey } from "../index.ts";
import { imdbName } from "../core/catalogue/movie.ts";
import { editDistance } from "../core/check.ts";
import type { Decide } from "../io/corrections.ts";
import { likelyRows } from "./likely-rows.ts";
import { listed } from "./terminal/film-text.ts";
import { UsageError } from "./usage-error.ts";

/** As IMDb's addresses have it, of seven digits or more. */
const IMDB_ID = /^\s*tt(\d{5,15})\s*$/iu;
const MOST_SUGGESTIONS = 3;
const LEAST_TYPED = 3;
const YEAR_AT_END = /^(.*\S)[\s,]+((?:18|19|20)\d{2})\s*$/u;

/**
 * The film that someone typed, e.g. `Fargo (1996)`, `fargo`, `Matrix, The` or `tt0116282`.
 *
 * @param data - what the catalogue is of, for messages.
 * @param decide - which film someone means, where they have said so before.
 * @throws {UsageError} naming the nearest titles, or the candidates where there are several.
 *
 * Cost: O(titles) where the title is unknown.
 */
export function findFilm(catalogue: Catalogue, name: string, data: string, decide?: Decide): Movie {
  if (titleKey(name) === "") {
    throw new UsageError(`Cannot find the film ${JSON.stringify(name)}: it must be a title`);
  }
  const match = decidedMatch(catalogue, name, decide) ?? matchOf(catalogue, name);
  if (match.kind === "match") return catalogue.at(match.movieIndex);
  const action = `Cannot find the film ${JSON.stringify(name)}`;
  const likely = likelyRows(match).map((row) => catalogue.at(row));
  if (likely.length > 1) throw new UsageError(`${action}: ${severalText(likely)}`);
  if (IMDB_ID.test(name)) {
    throw new UsageError(`${action}: no film of ${data} has this IMDb id; type its title and year`);
  }
  const near = nearestFilms(catalogue, name, match).map(quoted);
  const hint = near.length === 0 ? "; check the spelling" : `; did you mean ${listed(near, "or")}?`;
  throw new UsageError(`${action}: it is not in ${data}${hint}`);
}

function decidedMatch(catalogue: Catalogue, name: string, decide?: Decide): FilmMatch | undefined {
  const decision = decide?.(parseTitle(name));
  return decision === undefined || decision === "none" ? undefined : catalogue.match(decision);
}

/** Films with one name are told apart by their ids alone. */
function severalText(movies: readonly Movie[]): string {
  const names = movies.map(quoted);
  if (new Set(names).size === names.length) return `it may be ${listed(names, "or")}; add the year`;
  const told = movies.map((movie) => `${quoted(movie)} ${imdbText(movie)}`);
  return `it may be ${listed(told, "or")}; type the IMDb id instead`;
}

function imdbText({ imdbId }: Movie): string {
  return imdbId === undefined ? "without an IMDb id" : imdbName(imdbId);
}

/** People type `alien 1979` too; but `Blade Runner 2049` and `Death Race 2000` are titles as they are. */
function matchOf(catalogue: Catalogue, name: string): FilmMatch {
  const id = IMDB_ID.exec(name);
  if (id !== null) return catalogue.match({ title: "", imdbId: Number(id[1]) });
  const whole = catalogue.findByName(name);
  const found = YEAR_AT_END.exec(name);
  if (found === null || likelyRows(whole).length > 0) return whole;
  const apart = catalogue.match({ title: found[1]!, year: Number(found[2]) });
  return apart.kind === "unknown" ? whole : apart;
}

/** The candidates of matching, then films whose title holds what was typed, or is nearly it. */
function nearestFilms(catalogue: Catalogue, name: string, match: FilmMatch): Movie[] {
  const candidates = match.kind === "ambiguous" ? match.candidates : [];
  const typed = titleKey(name.replace(/\s*\(\d{4}\)\s*$/u, "").replace(YEAR_AT_END, "$1"));
  if (typed.length < LEAST_TYPED) return []; // every short title is two letters away
  const most = Math.max(typed.length < 5 ? 1 : 2, Math.floor(typed.length / 3));
  const near = catalogue.movies
    .filter((_, row) => catalogue.filmOf[row] === row)
    .map((movie) => ({ movie, distance: distanceBetween(typed, titleKey(movie.title)) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || a.movie.title.length - b.movie.title.length)
    .map(({ movie }) => movie);
  const first = candidates.map(({ movieIndex }) => catalogue.at(movieIndex));
  return [...new Set([...first, ...near])].slice(0, MOST_SUGGESTIONS);
}

function distanceBetween(typed: string, title: string): number {
  const distance = editDistance(typed, title);
  const holds = typed.length >= 3 && ` ${title} `.includes(` ${typed} `);
  return holds ? Math.min(distance, 1) : distance;
}

function quoted(movie: Movie): string {
  return JSON.stringify(movieName(movie));
}
