import { csvOf } from "./csv-cells.ts";
import type { MadeFilm } from "./made-films.ts";

const COLUMNS =
  "rated_at,type,title,year,trakt_rating,trakt_id,imdb_id,tmdb_id,tvdb_id,url,released,season_number,episode_number,episode_title,episode_released,episode_trakt_rating,episode_trakt_id,episode_imdb_id,episode_tmdb_id,episode_tvdb_id,genres,rating";

/** Every fourth film lacks an id of IMDb, every fifth one of TMDB. */
function movieOf(film: MadeFilm, k: number): object {
  const imdb = k % 4 === 3 ? null : film.imdb;
  const tmdb = k % 5 === 4 ? null : film.tmdb;
  const ids = { trakt: 1000 + k, slug: `film-${k}`, imdb, tmdb };
  return { title: film.title, year: film.year ?? null, ids };
}

function showOf(k: number): object {
  const ids = { trakt: k, slug: `show-${k}`, tvdb: k, imdb: null, tmdb: null, tvrage: null };
  return { title: `Show ${k}`, year: 2010, ids };
}

function at(film: MadeFilm): string {
  return `${film.day}T20:15:00.000Z`;
}

/** `ratings-movies.json`. */
export function traktRatings(films: readonly MadeFilm[]): object[] {
  return films.map((film, k) => ({
    ...{ rated_at: at(film), rating: film.outOfTen, type: "movie" },
    movie: movieOf(film, k),
  }));
}

/** `ratings-shows.json`. */
export function traktShowRatings(count: number): object[] {
  return Array.from({ length: count }, (_, k) => ({
    ...{ rated_at: "2020-01-01T00:00:00.000Z", rating: 7, type: "show", show: showOf(k) },
  }));
}

/** `watched-movies.json`, which has no type. */
export function traktWatched(films: readonly MadeFilm[]): object[] {
  return films.map((film, k) => ({
    ...{ plays: 2, last_watched_at: at(film), last_updated_at: at(film) },
    movie: movieOf(film, k),
  }));
}

/** `watched-history-1.json`: the films, and an episode of a show after each. */
export function traktHistory(films: readonly MadeFilm[]): object[] {
  return films.flatMap((film, k) => [
    ...[{ id: k, watched_at: at(film), action: "watch", type: "movie", movie: movieOf(film, k) }],
    {
      ...{ id: k, watched_at: at(film), action: "watch", type: "episode" },
      ...{ episode: { season: 1, number: k, title: "Pilot", ids: {} }, show: showOf(k) },
    },
  ]);
}

/** `lists-watchlist.json`. */
export function traktWatchlist(films: readonly MadeFilm[]): object[] {
  return films.map((film, k) => ({
    ...{ rank: k + 1, id: k, listed_at: at(film), notes: null, type: "movie" },
    movie: movieOf(film, k),
  }));
}

/** What the files of an archive hold. */
export interface TraktFiles {
  readonly ratings: object[];
  readonly shows: object[];
  readonly watched: object[];
  readonly history: object[];
  readonly watchlist: object[];
}

/** The files of an archive: five films rated, two more watched, three wishes, two shows, episodes. */
export function traktFiles(films: readonly MadeFilm[]): TraktFiles {
  return {
    ratings: traktRatings(films.slice(0, 5)),
    shows: traktShowRatings(2),
    watched: traktWatched(films.slice(0, 7)),
    history: traktHistory(films.slice(5, 7)),
    watchlist: traktWatchlist(films.slice(0, 10)).slice(7),
  };
}

/** The table that Trakt gives and takes. */
export function traktCsv(films: readonly MadeFilm[], dateColumn = "rated_at"): string {
  const header = COLUMNS.replace("rated_at", dateColumn).split(",");
  const rows = films.map((film, k) => [
    ...[at(film), "movie", film.title, film.year, "7.25", k, film.imdb, film.tmdb, "", "u"],
    ...[film.day, ...Array.from({ length: 9 }, () => ""), "drama"],
    dateColumn === "rated_at" ? film.outOfTen : "",
  ]);
  const episode = [
    at(films[0]!),
    "episode",
    "Show",
    2010,
    "7",
    1,
    "",
    "",
    "",
    "u",
    "",
    1,
    1,
    "Pilot",
  ];
  const rest = Array.from({ length: header.length - episode.length }, () => "");
  return csvOf([header, ...rows, [...episode, ...rest]]);
}
