import type { FilmVectors } from "./film-vectors.ts";

/**
 * Films that all others are compared with. Left-out AUC of genres with 160, 200 and 300 of them
 * (docs/features.md): latest-small .888, .887, .889; MovieLens 100K .876, .882, .882.
 */
const LANDMARKS = 200;

/** How fast likeness falls with the angle between two films: at right angles it is e⁻¹. */
const FALL = 1;

/** Vectors of films spread evenly over a list of them. */
export function landmarksAmong({ width, values }: FilmVectors, films: number): FilmVectors {
  const count = Math.min(LANDMARKS, films);
  const landmarks = new Float32Array(count * width);
  for (let k = 0; k < count; k++) {
    const at = Math.floor((k * films) / count) * width;
    landmarks.set(values.subarray(at, at + width), k * width);
  }
  return { width, values: landmarks };
}

/**
 * How alike each film is to each landmark, e^(cosine − 1): telling a genre from likenesses to 200 films
 * works better than from the vectors themselves, as what is alike in more than one way counts double.
 *
 * @returns one row a film, one number a landmark.
 *
 * Cost: O(films·landmarks·D), two films by four landmarks at a time, so that each number that is read is
 * used more than once (latest-small: 80 → 40 ms). Source: Williams and Seeger 2001 (Nyström).
 */
export function likenesses(
  { width, values }: FilmVectors,
  { values: landmarks }: FilmVectors,
): Float64Array {
  if (width === 0) return new Float64Array(0);
  const count = landmarks.length / width;
  const films = values.length / width;
  const out = new Float64Array(films * count);
  const tile = { films: new Float64Array(2 * width), landmarks: new Float64Array(4 * width) };
  for (let m = 0; m < count; m += 4) {
    fill(tile.landmarks, landmarks, m * width);
    for (let k = 0; k < films; k += 2) {
      fill(tile.films, values, k * width);
      cosinesOf(out, tile.films, tile.landmarks, { width, count, films, k, m });
    }
  }
  for (let at = 0; at < out.length; at++) out[at] = Math.exp(FALL * (out[at]! - 1));
  return out;
}

/** Copies rows from `at`; beyond the last one zeros. */
function fill(to: Float64Array, from: Float32Array, at: number): void {
  const rows = from.subarray(at, at + to.length);
  to.set(rows);
  to.fill(0, rows.length);
}

interface TilePlace {
  readonly width: number;
  readonly count: number;
  readonly films: number;
  /** The first film and the first landmark of the tile. */
  readonly k: number;
  readonly m: number;
}

function cosinesOf(
  out: Float64Array,
  two: Float64Array,
  four: Float64Array,
  { width, count, films, k, m }: TilePlace,
): void {
  const [b, c, d] = [width, 2 * width, 3 * width];
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t0 = 0;
  let t1 = 0;
  let t2 = 0;
  let t3 = 0;
  for (let f = 0; f < width; f++) {
    const s = two[f]!;
    const t = two[b + f]!;
    const x0 = four[f]!;
    const x1 = four[b + f]!;
    const x2 = four[c + f]!;
    const x3 = four[d + f]!;
    s0 += s * x0;
    s1 += s * x1;
    s2 += s * x2;
    s3 += s * x3;
    t0 += t * x0;
    t1 += t * x1;
    t2 += t * x2;
    t3 += t * x3;
  }
  const columns = Math.min(4, count - m);
  for (let x = 0; x < columns; x++) {
    out[k * count + m + x] = [s0, s1, s2, s3][x]!;
    if (k + 1 < films) out[(k + 1) * count + m + x] = [t0, t1, t2, t3][x]!;
  }
}
