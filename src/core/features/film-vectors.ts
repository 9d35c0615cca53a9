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

/**
 * What the stars head weighs beside all views of the picks head. Left-out AUC of genres on latest-small
 * (docs/features.md) without it .002 lower, with twice as much .002.
 */
const STARS_WEIGHT = 0.25;

/**
 * All that was learned of films: in each view of the picks head what having rated a film says of someone
 * and what people find in it, and the features of the stars head. Each has the same length for every
 * film, so that neither fame nor acclaim counts by itself, and the whole has length 1.
 *
 * Cost: O(rows·D).
 */
export function filmVectors(side: FilmSide, rows: Uint32Array): FilmVectors {
  const { head, picksHead } = side;
  const weight = head.factors === 0 ? 0 : STARS_WEIGHT;
  const shared = (1 - weight) / picksHead.views.length;
  const views = picksHead.views.flatMap((_, view) => blocksOfView(side, view, shared));
  return joined([...views, { factors: head.factors, rows: head.movieFactors, weight }], rows);
}

/** The same of one view alone, which began from other random numbers than the others. */
export function viewVectors(side: FilmSide, view: number, rows: Uint32Array): FilmVectors {
  return joined(blocksOfView(side, view, 1), rows);
}

/** What people find in films, by all views of the picks head or by one. */
export function tasteVectors(
  { picksHead }: FilmSide,
  rows: Uint32Array,
  views: readonly number[] = picksHead.views.map((_, view) => view),
): FilmVectors {
  const weight = 1 / views.length;
  const blocks = views.map((view) => {
    const { factors, movieFactors } = picksHead.views[view]!;
    return { factors, rows: movieFactors, weight };
  });
  return joined(blocks, rows);
}

function blocksOfView({ picksHead }: FilmSide, view: number, weight: number): Block[] {
  const { factors, givenFactors, movieFactors } = picksHead.views[view]!;
  return [givenFactors, movieFactors].map((rows) => ({ factors, rows, weight: weight / 2 }));
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
