import type { Scored } from "./best-films.ts";
import { filmIndexOf } from "./film-index.ts";
import type { FilmSide } from "./film-side.ts";

/** Films that may move up for being different, and places that are filled so. */
const SPREAD_POOL = 12;
const SPREAD_PLACES = 3;

/**
 * What being exactly like a film chosen before costs, as a share of the score. On inner splits of
 * MovieLens 100K, at 0 and .15: mean cosine between the three .660 and .634, precision@3 .724 and .723;
 * at .3 precision@3 is .004 lower than at .15, at .6 .028.
 */
const PRICE = 0.15;

/**
 * The list with its first places spread over hidden features: each is given to the film with the
 * highest score less what it is like those before it. What comes first stays first, and the rest keep
 * their order. Source: Willemsen, Graus and Knijnenburg 2016 (diversifying in the space of latent
 * features), with maximal marginal relevance as the rule (Carbonell and Goldstein 1998).
 *
 * @param films - best first.
 */
export function spread(side: FilmSide, films: readonly Scored[]): Scored[] {
  const left = films.slice(0, SPREAD_POOL);
  const chosen: Scored[] = [];
  while (left.length > 0 && chosen.length < SPREAD_PLACES) {
    let best = 0;
    let highest = -Infinity;
    for (const [place, film] of left.entries()) {
      const nearest = chosen.reduce(
        (most, { row }) => Math.max(most, alike(side, row, film.row)),
        0,
      );
      const value = film.score - PRICE * Math.abs(film.score) * nearest;
      if (value <= highest) continue;
      highest = value;
      best = place;
    }
    chosen.push(...left.splice(best, 1));
  }
  return [...chosen, ...left, ...films.slice(SPREAD_POOL)];
}

/** Cosine of two films in the picks head. */
export function alike(side: FilmSide, a: number, b: number): number {
  const { features, lengths, place, width } = filmIndexOf(side);
  const product = lengths[place[a]!]! * lengths[place[b]!]!;
  if (product === 0) return 0;
  return dotWithin(features, place[a]! * width, place[b]! * width, width) / product;
}

/** As `dot`, of two rows of one matrix. @param width - a multiple of 4. */
function dotWithin(rows: Float32Array, p: number, q: number, width: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let f = 0; f < width; f += 4) {
    a += rows[p + f]! * rows[q + f]!;
    b += rows[p + f + 1]! * rows[q + f + 1]!;
    c += rows[p + f + 2]! * rows[q + f + 2]!;
    d += rows[p + f + 3]! * rows[q + f + 3]!;
  }
  return a + b + (c + d);
}
