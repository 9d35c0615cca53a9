import { Catalogue } from "../../src/core/catalogue/catalogue.ts";
import type { DataSet } from "../../src/core/catalogue/data-set.ts";
import { Random } from "../../src/core/random.ts";
import { IdMap } from "../../src/core/ratings/id-map.ts";
import { WHOLE_STARS, clampToScale } from "../../src/core/ratings/rating-scale.ts";
import type { RatingRow } from "../../src/core/ratings/ratings.ts";
import { Ratings } from "../../src/core/ratings/ratings.ts";

/** Users and movies 0 … size − 1: even users love even movies and hate odd ones, odd the reverse. */
export function checkerboard(
  size: number,
  withheld: (user: number, movie: number) => boolean,
): Ratings {
  const rows: RatingRow[] = [];
  for (let user = 0; user < size; user++) {
    for (let movie = 0; movie < size; movie++) {
      if (withheld(user, movie)) continue;
      rows.push({ userId: user, movieId: movie, rating: (user + movie) % 2 === 0 ? 5 : 1 });
    }
  }
  const columns = Ratings.fromRows(rows);
  const ids = new IdMap(Array.from({ length: size }, (_, k) => k));
  return new Ratings(ids, ids.clone(), WHOLE_STARS, {
    userIndex: columns.userIndex.map((u) => Number(columns.users.idAt(u))),
    movieIndex: columns.movieIndex.map((i) => Number(columns.movies.idAt(i))),
    value: columns.value,
  });
}

/** Stars drawn at random whatever the user and movie: nothing can be learned from them. */
export function pureNoise(users: number, movies: number, ratings: number, seed: number): Ratings {
  const random = new Random(seed);
  return drawn(users, movies, ratings, random, () => 1 + random.below(5));
}

/** Signs that tell neighbours apart, and no two blocks of 2048 rows alike. */
export function plantedSign(index: number, side: "user" | "movie"): 1 | -1 {
  const turned = Math.imul(index + (side === "user" ? 1 : 1000), 0x9e3779b1) >>> 0;
  return turned < 2 ** 31 ? 1 : -1;
}

/** 3 + sign(user)·sign(movie) stars and noise of this spread: one hidden feature, no biases. */
export function plantedSigns(
  users: number,
  movies: number,
  ratings: number,
  spread: number,
  seed: number,
): Ratings {
  const random = new Random(seed);
  return drawn(users, movies, ratings, random, (u, i) =>
    clampToScale(
      WHOLE_STARS,
      3 + plantedSign(u, "user") * plantedSign(i, "movie") + spread * random.normal(),
    ),
  );
}

/** Genres of {@link genreTable}, and how much people differ about each, in stars. */
export const PLANTED_GENRES: readonly (readonly [string, number])[] = [
  ["Western", 1.6],
  ["Horror", 1.3],
  ["Musical", 1],
  ["Drama", 0.8],
];

/**
 * People differ by how much they like each genre, and by nothing else. A film has one of the genres;
 * one in three has none, and everyone gives it about 3 stars.
 */
export function genreTable(users: number, movies: number, ratings: number, seed: number): DataSet {
  const random = new Random(seed);
  const genreOf = Array.from({ length: movies }, () => random.below(6));
  const likes = Array.from({ length: users }, () =>
    PLANTED_GENRES.map(([, spread]) => spread * random.normal()),
  );
  const table = drawn(users, movies, ratings, random, (u, i) => {
    const stars = 3 + (likes[u]![genreOf[i]!] ?? 0) + 0.5 * random.normal();
    return clampToScale(WHOLE_STARS, Math.round(stars));
  });
  const catalogue = new Catalogue(
    genreOf.map((genre, i) => ({
      id: i,
      title: `Film ${i}`,
      year: 1950 + random.below(70),
      genres: PLANTED_GENRES.slice(genre, genre + 1).map(([name]) => name),
      alternatives: [],
    })),
  );
  const ratingsTable = new Ratings(table.users, catalogue.ids, WHOLE_STARS, table);
  return { name: "Planted genres", ratings: ratingsTable, catalogue, superseded: 0 };
}

/** The same number of ratings for every user, of films drawn without repetition. */
function drawn(
  users: number,
  movies: number,
  ratings: number,
  random: Random,
  stars: (user: number, movie: number) => number,
): Ratings {
  const userIndex = new Uint32Array(ratings);
  const movieIndex = new Uint32Array(ratings);
  const value = new Float32Array(ratings);
  const seen = new Set<number>();
  for (let n = 0; n < ratings; n++) {
    const user = n % users;
    let movie = random.below(movies);
    while (seen.has(user * movies + movie)) movie = (movie + 1) % movies;
    seen.add(user * movies + movie);
    userIndex[n] = user;
    movieIndex[n] = movie;
    value[n] = stars(user, movie);
  }
  const ids = (count: number): IdMap => new IdMap(Array.from({ length: count }, (_, k) => k));
  return new Ratings(ids(users), ids(movies), WHOLE_STARS, { userIndex, movieIndex, value });
}
