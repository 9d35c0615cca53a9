import type { FilmSide } from "../taste/film-side.ts";

/** Films as vectors, one row a film. */
export interface FilmVectors {
  /** D, numbers a film. */
  readonly width: number;
  /** Rows × D, row-major. */
  readonly values: Float64Array;
}

/** One kind of features, and how much it weighs among the others. */
interface Block {
  readonly factors: number;
  readonly rows: Float32Array;
  readonly weight: number;
}

/** What the stars head weighs beside all views of the picks head together. */
const STARS_WEIGHT = 1 / 3;

/**
 * What was learned of films by both heads: in each view of the picks head what a film gives away of
 * someone and what people find in it, and the features of the stars head, each of length 1, so that
 * neither fame nor acclaim counts.
 *
 * Cost: O(rows·D).
 */
export function filmVectors(side: FilmSide, rows: Uint32Array): FilmVectors {
  const { head, picksHead } = side;
  const views = picksHead.views.map((_, view) => blocksOfView(side, view)).flat();
  const stars = { factors: head.factors, rows: head.movieFactors, weight: STARS_WEIGHT };
  const blocks = views.map((block) => ({
    ...block,
    weight: block.weight / picksHead.views.length,
  }));
  return joined([...blocks, stars], rows);
}

/** What one view alone says of films: it began from other random numbers than the others. */
export function viewVectors(side: FilmSide, view: number, rows: Uint32Array): FilmVectors {
  return joined(blocksOfView(side, view), rows);
}

function blocksOfView({ picksHead }: FilmSide, view: number): Block[] {
  const { factors, givenFactors, movieFactors } = picksHead.views[view]!;
  return [givenFactors, movieFactors].map((rows) => ({ factors, rows, weight: 0.5 }));
}

function joined(blocks: readonly Block[], rows: Uint32Array): FilmVectors {
  const width = blocks.reduce((sum, { factors }) => sum + factors, 0);
  const values = new Float64Array(rows.length * width);
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
