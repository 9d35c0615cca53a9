import { Random } from "../random.ts";
import type { Scored } from "./best-films.ts";

/** How far a full surprise reaches: a film of this part of another's score comes before it once in three times. */
const REACH = 0.6;

/**
 * The films in another order: each score times e^(reach·g), g drawn from Gumbel's distribution, so that a
 * film comes first as often as its score to the power 1/reach says. The same seed gives the same order.
 *
 * @param surprise - in [0, 1]; 0 leaves everything as it is.
 *
 * Source: Kool, van Hoof and Welling 2019 (the Gumbel-max trick for drawing without replacement).
 */
export function surprised(films: readonly Scored[], surprise: number, seed: number): Scored[] {
  if (surprise === 0) return [...films];
  const random = new Random(seed);
  return films
    .map((film) => ({ film, key: Math.log(Math.max(film.score, 1e-9)) + drawn(random, surprise) }))
    .sort((a, b) => b.key - a.key || a.film.row - b.film.row)
    .map(({ film }) => film);
}

function drawn(random: Random, surprise: number): number {
  const uniform = Math.max(random.uniform(), Number.MIN_VALUE);
  return -REACH * surprise * Math.log(-Math.log(uniform));
}
