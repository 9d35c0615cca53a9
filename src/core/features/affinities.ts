import type { FilmVectors } from "./film-vectors.ts";
import { nearestOf } from "./nearest.ts";

/** Pairs of films that belong together, and how strongly. */
export interface Affinities {
  readonly one: Uint32Array;
  readonly other: Uint32Array;
  /** Above 0; over all pairs they sum to ½. */
  readonly weight: Float64Array;
}

/** How many films a film is drawn to, in effect. */
const PERPLEXITY = 12;

/** Beyond so many nearest ones nothing draws a film. */
const MOST_NEIGHBOURS = 36;

const BISECTIONS = 40;

/**
 * Which films belong together: from each film to its nearest ones by e^(−β·distance²), β such that as many
 * are in reach of every film, both directions added.
 *
 * Cost: O(films²·D). Source: van der Maaten and Hinton 2008, section 2.
 */
export function affinitiesOf(vectors: FilmVectors): Affinities {
  const films = vectors.values.length / Math.max(1, vectors.width);
  const count = Math.min(MOST_NEIGHBOURS, films - 1);
  const { index, distance } = nearestOf(vectors, count);
  const pairs = new Map<number, number>();
  for (let k = 0; k < films; k++) {
    const chances = chancesOf(distance.subarray(k * count, (k + 1) * count));
    for (let n = 0; n < count; n++) {
      const other = index[k * count + n]!;
      const key = Math.min(k, other) * films + Math.max(k, other);
      pairs.set(key, (pairs.get(key) ?? 0) + chances[n]! / (2 * films));
    }
  }
  const keys = [...pairs.keys()];
  return {
    one: Uint32Array.from(keys, (key) => Math.floor(key / films)),
    other: Uint32Array.from(keys, (key) => key % films),
    weight: Float64Array.from(pairs.values()),
  };
}

/** Chances of the neighbours of one film, of an entropy of log(perplexity). */
function chancesOf(distances: Float64Array): Float64Array {
  const wanted = Math.log(Math.min(PERPLEXITY, Math.max(1, distances.length / 2)));
  let low = 0;
  let high = Infinity;
  let beta = 1;
  let chances = distances;
  for (let step = 0; step < BISECTIONS; step++) {
    const powers = distances.map((d) => Math.exp(-beta * (d - distances[0]!)));
    const sum = powers.reduce((all, power) => all + power, 0);
    chances = powers.map((power) => power / sum);
    const entropy = chances.reduce((all, p) => (p > 0 ? all - p * Math.log(p) : all), 0);
    if (Math.abs(entropy - wanted) < 1e-5) break;
    if (entropy > wanted) low = beta;
    else high = beta;
    beta = high === Infinity ? 2 * beta : (low + high) / 2;
  }
  return chances;
}
