import type { FilmSide } from "../taste/film-side.ts";

/** Films as vectors, one row a film. */
export interface FilmVectors {
  /** D, numbers a film. */
  readonly width: number;
  /** Rows × D, row-major. */
  readonly values: Float32Array;
}

/** One kind of features, and how much it weighs among the others. */
interface Block {
  readonly factors: number;
  readonly rows: Float32Array;
  readonly weight: number;
}

/** What the stars head weighs beside all views of the picks head, which find genres better alone. */
const STARS_WEIGHT = 0.25;

/**
 * What people find in films, by all views of the picks head and by the stars head. The features of each
 * have the same length for every film, so that neither fame nor acclaim counts by itself, and the whole
 * has length 1.
 *
 * Cost: O(rows·D).
 */
export function filmVectors(side: FilmSide, rows: Uint32Array): FilmVectors {
  const { factors, movieFactors } = side.head;
  const weight = factors === 0 ? 0 : STARS_WEIGHT;
  const views = viewBlocks(side).map((view) => ({ ...view, weight: (1 - weight) * view.weight }));
  return joined([...views, { factors, rows: movieFactors, weight }], rows);
}

/** The same by the picks head alone, or by some of its views, which began from other random numbers each. */
export function picksVectors(
  side: FilmSide,
  rows: Uint32Array,
  views: readonly number[] = [...side.picksHead.views.keys()],
): FilmVectors {
  return joined(viewBlocks(side, views), rows);
}

function viewBlocks(
  { picksHead }: FilmSide,
  views: readonly number[] = [...picksHead.views.keys()],
): Block[] {
  return views.map((view) => {
    const { factors, movieFactors } = picksHead.views[view]!;
    return { factors, rows: movieFactors, weight: 1 / views.length };
  });
}

function joined(blocks: readonly Block[], rows: Uint32Array): FilmVectors {
  const width = blocks.reduce((sum, { factors }) => sum + factors, 0);
  const values = new Float32Array(rows.length * width);
  let at = 0;
  for (const { factors, rows: from, weight } of blocks) {
    for (const [k, row] of rows.entries()) {
      const length = lengthOf(from, row * factors, factors);
      if (length === 0) continue;
      const scale = Math.sqrt(weight) / length;
      for (let f = 0; f < factors; f++) {
        values[k * width + at + f] = scale * from[row * factors + f]!;
      }
    }
    at += factors;
  }
  return { width, values };
}

function lengthOf(rows: Float32Array, at: number, factors: number): number {
  let squares = 0;
  for (let f = at; f < at + factors; f++) squares += rows[f]! ** 2;
  return Math.sqrt(squares);
}
