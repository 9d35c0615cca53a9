/** The names of the sides. */
export type AlsSideName = "users" | "movies";

/** Both sides of something. */
export type OfSides<T> = Readonly<Record<AlsSideName, T>>;

/** Room for the cells of some rows. It belongs to who reads, and is overwritten by the next reading. */
export interface AlsChunk {
  /** The other side's row of each cell. */
  readonly otherOf: Uint32Array;
  /** What the cell was rated. */
  readonly stars: Float32Array;
}

/**
 * Where weighted factorisation has its cells from. It never asks for more of them than the longest row
 * has, or some thousands, so they need not all be in memory. Each thread has a reader of its own.
 *
 * Rows are numbered as in `Ratings`: user indices from 0 to U − 1, movie indices from 0 to I − 1, those
 * without a cell included.
 */
export interface AlsCells {
  /**
   * Writes the cells of the rows from `first` to `end` − 1 of a side to the beginning of both arrays of
   * `into`, row after row; of each row in ascending order of the other side's rows (bits depend on it).
   * There are `rowStart[end] − rowStart[first]` of them, and there is room for these. Rows are asked
   * for in ascending order within a shard (rows that follow each other), shards in any order, and all
   * of a side once per sweep; after the sweeps, single users are, at random.
   *
   * @param into - borrowed for the call.
   */
  read(side: AlsSideName, first: number, end: number, into: AlsChunk): void;
}

/**
 * What cells are to be read from, as plain data: it is sent to threads, and each opens a reader of its
 * own by it. `kind` tells who opens it.
 */
export interface AlsOrigin {
  readonly kind: string;
}

/**
 * Opens a reader in the thread that is to use it.
 *
 * @throws {Error} if it cannot be opened.
 */
export type OpenAlsCells = (origin: AlsOrigin) => AlsCells;

/** Ratings as weighted factorisation takes them: who has how many, and where they are. */
export interface AlsData {
  /** U + 1 and I + 1: row r has `rowStart[r + 1] − rowStart[r]` cells. N < 2³² in all. */
  readonly rowStart: OfSides<Uint32Array>;
  readonly origin: AlsOrigin;
  /** For the caller's own thread. */
  readonly cells: AlsCells;
}
