import type { Cells, Kernels, Side, Workspace } from "../../src/core/kernels.ts";
import { Random } from "../../src/core/random.ts";

/** Rows of features and biases in a workspace, filled at random. */
export interface SeededTable {
  readonly workspace: Workspace;
  readonly users: Side;
  readonly movies: Side;
  readonly ratings: Cells;
}

export interface SeededTableShape {
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  /** Floats a row. */
  readonly stride: number;
  /** Features a row; the rest of the row is padding. Default: the stride. */
  readonly factors?: number;
}

/** Bytes of workspace that a table and as many residuals take. */
function tableBytes({ users, movies, ratings, stride }: SeededTableShape): number {
  return 4 * ((users + movies) * (stride + 3) + 3 * ratings) + 11 * 16;
}

/**
 * A table as training has it: biases of half a star, features so that p·q is about a star, and
 * another weight decay in each row.
 */
export function seededTable(kernels: Kernels, shape: SeededTableShape, seed: number): SeededTable {
  const { stride, factors = stride } = shape;
  const workspace = kernels.workspace(tableBytes(shape));
  const random = new Random(seed);
  const users = seededSide(workspace, shape.users, stride, factors, random);
  const movies = seededSide(workspace, shape.movies, stride, factors, random);
  const cells = workspace.uint32(shape.ratings);
  const targets = workspace.float32(shape.ratings);
  for (let n = 0; n < shape.ratings; n++) {
    cells[n] = (random.below(shape.users) << 16) | random.below(shape.movies);
    targets[n] = 1.2 * random.normal();
  }
  return { workspace, users, movies, ratings: { cells, targets } };
}

/** All numbers of a table that training changes, for a comparison bit for bit. */
export function bitsOfTable({ users, movies }: SeededTable): Uint32Array[] {
  return [users.factors, users.bias, movies.factors, movies.bias].map(bitsOf);
}

/** All numbers of a table that training only reads. */
export function bitsReadOnly({ users, movies, ratings }: SeededTable): Uint32Array[] {
  const decays = [users.decay, users.biasDecay, movies.decay, movies.biasDecay];
  return [...[...decays, ratings.targets].map(bitsOf), ratings.cells.slice()];
}

function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.slice().buffer);
}

function seededSide(
  workspace: Workspace,
  rows: number,
  stride: number,
  factors: number,
  random: Random,
): Side {
  const side = {
    factors: workspace.float32(rows * stride),
    bias: workspace.float32(rows),
    decay: workspace.float32(rows),
    biasDecay: workspace.float32(rows),
  };
  const spread = factors ** -0.25;
  for (let row = 0; row < rows; row++) {
    side.bias[row] = 0.5 * random.normal();
    side.decay[row] = 0.02 + 0.1 * random.uniform();
    side.biasDecay[row] = 0.1 * random.uniform();
    for (let f = 0; f < factors; f++) side.factors[row * stride + f] = spread * random.normal();
  }
  return side;
}
