import type { GivenStars } from "./rated.ts";

/** Ten films that someone rated. */
export const TEN_FILMS: readonly GivenStars[] = [
  { movieId: 608, title: "Fargo", year: 1996, rating: 5 },
  { movieId: 1199, title: "Brazil", year: 1985, rating: 4.5 },
  { movieId: 593, title: "The Silence of the Lambs", year: 1991, rating: 5 },
  { movieId: 296, title: "Pulp Fiction", year: 1994, rating: 5 },
  { movieId: 356, title: "Forrest Gump", year: 1994, rating: 2 },
  { movieId: 480, title: "Jurassic Park", year: 1993, rating: 3 },
  { movieId: 1210, title: "Return of the Jedi", year: 1983, rating: 4 },
  { movieId: 858, title: "The Godfather", year: 1972, rating: 5 },
  { movieId: 150, title: "Apollo 13", year: 1995, rating: 3 },
  { movieId: 590, title: "Dances with Wolves", year: 1990, rating: 2.5 },
];
