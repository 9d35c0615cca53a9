import type { Ratings } from "../ratings/ratings.ts";
import type { AlsCells, AlsChunk, AlsData, AlsOrigin, AlsSideName, OfSides } from "./als-cells.ts";
import { starLevels } from "./star-levels.ts";

/** Indices, in as few bytes as all of them fit in. */
type Indices = Uint16Array | Uint32Array;

/** Cells of one side by row, in ascending order of the other side's. */
export interface AlsTable {
  readonly rowStart: Uint32Array;
  readonly otherOf: Indices;
  /** Place of the rating in `stars`; or the rating itself, where there is no such list. */
  readonly level: Uint8Array | Float32Array;
}

/** Cells in memory, which threads see as well if it is shared. */
export interface AlsTables extends AlsOrigin, OfSides<AlsTable> {
  readonly kind: "tables";
  /** All ratings that occur, where they are few. */
  readonly stars: Float32Array | undefined;
}

/** Gives memory for so many bytes. */
export type Allot = (bytes: number) => ArrayBufferLike;

/**
 * Ratings as weighted factorisation takes them, in memory.
 *
 * @param allot - gives the memory of the tables; by default the thread's own.
 *
 * Cost: O(N) time; 8 bytes a rating where there are at most 256 different ones, and 65 536 movies, at
 * most 16; a third more meanwhile.
 */
export function alsDataOf(ratings: Ratings, allot: Allot = own): AlsData {
  const { stars, level } = starLevels(ratings.value);
  const [users, movies] = [ratings.userCount, ratings.movieCount];
  // Through the other orientation twice: what is walked through in order arrives in order.
  const loose = emptyTable(ratings.movieIndex, [movies, users], level, own);
  const place = placer(loose);
  for (let n = 0; n < level.length; n++) {
    place(ratings.movieIndex[n]!, ratings.userIndex[n]!, level[n]!);
  }
  const byUser = transposed(loose, users, allot);
  const byMovie = transposed(byUser, movies, allot);
  const tables: AlsTables = { kind: "tables", users: byUser, movies: byMovie, stars };
  return {
    rowStart: { users: byUser.rowStart, movies: byMovie.rowStart },
    origin: tables,
    cells: alsCellsOf(tables),
  };
}

function own(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}

/** Cells of the same by the other side's rows. */
function transposed(table: AlsTable, rows: number, allot: Allot): AlsTable {
  const { rowStart, otherOf, level } = table;
  const others = rowStart.length - 1;
  const out = emptyTable(otherOf, [rows, others], level, allot);
  const place = placer(out);
  for (let other = 0; other < others; other++) {
    for (let k = rowStart[other]!; k < rowStart[other + 1]!; k++) {
      place(otherOf[k]!, other, level[k]!);
    }
  }
  return out;
}

/** @param rowOf - each cell's row, of which the table knows the counts when this returns. */
function emptyTable(
  rowOf: Indices,
  [rows, others]: readonly [number, number],
  { length, BYTES_PER_ELEMENT }: AlsTable["level"],
  allot: Allot,
): AlsTable {
  const rowStart = new Uint32Array(allot(4 * (rows + 1)));
  for (let n = 0; n < length; n++) rowStart[rowOf[n]! + 1]!++;
  for (let row = 0; row < rows; row++) rowStart[row + 1]! += rowStart[row]!;
  return {
    rowStart,
    otherOf:
      others <= 2 ** 16 ? new Uint16Array(allot(2 * length)) : new Uint32Array(allot(4 * length)),
    level:
      BYTES_PER_ELEMENT === 1 ? new Uint8Array(allot(length)) : new Float32Array(allot(4 * length)),
  };
}

/** Puts cells into their rows, one behind the other. */
function placer({
  rowStart,
  otherOf,
  level,
}: AlsTable): (row: number, other: number, level: number) => void {
  const next = rowStart.slice();
  return (row, other, cellLevel) => {
    const at = next[row]!++;
    otherOf[at] = other;
    level[at] = cellLevel;
  };
}

/** Reads from tables in memory. */
export function alsCellsOf(tables: AlsTables): AlsCells {
  return {
    read(side: AlsSideName, first: number, end: number, into: AlsChunk): void {
      const { rowStart, otherOf, level } = tables[side];
      const [begin, stop] = [rowStart[first]!, rowStart[end]!];
      into.otherOf.set(otherOf.subarray(begin, stop));
      if (tables.stars === undefined) into.stars.set(level.subarray(begin, stop));
      else look(into.stars, tables.stars, level, begin, stop);
    },
  };
}

/** @throws {Error} if it is not in memory. */
export function openAlsTables(origin: AlsOrigin): AlsCells {
  if (isTables(origin)) return alsCellsOf(origin);
  throw new Error(`Cannot read ratings: this thread knows no "${origin.kind}"`);
}

function isTables(origin: AlsOrigin): origin is AlsTables {
  return origin.kind === "tables";
}

function look(
  out: Float32Array,
  stars: Float32Array,
  level: ArrayLike<number>,
  begin: number,
  stop: number,
): void {
  for (let k = begin; k < stop; k++) out[k - begin] = stars[level[k]!]!;
}
