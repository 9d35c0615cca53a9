/** What lists of films are made with. Apart from `Kernels`, so that pages load no loops of learning. */
export interface ListKernels {
  /**
   * matrix += Σ w·q·qᵀ in its lower triangle, rows in their order. What is above that is not to be read
   * any more.
   *
   * @param matrix - size × size.
   * @param setRow - writes row k into `out` from `at` on, `size` values, and returns its weight.
   */
  addSquares(
    matrix: Float64Array,
    size: number,
    count: number,
    setRow: (out: Float64Array, at: number, k: number) => number,
  ): void;
  /**
   * @param width - a multiple of 8.
   * @param most - so many films at most are scanned at once.
   * @returns nothing where plain arrays are as good, or all that can be had.
   */
  scanner(films: number, width: number, most: number): FilmScanner | undefined;
}

/** Features of films where a scan finds them. Zeros at first. */
export interface FilmScanner {
  /** Films × width. */
  readonly features: Float32Array;
  /** A bit a film, the lowest of a word first: 1 for those that may be found. */
  readonly open: Uint32Array;
  /** p, `width` values. */
  readonly person: Float32Array;
  /** Places that the last scan found. */
  readonly found: Uint32Array;
  /**
   * Of the films from `first` to `end` − 1 that are open, all that have p·q ≥ least in single precision;
   * perhaps others of them. In their order.
   *
   * @param first - a multiple of 32.
   * @returns how many there are.
   */
  scan(first: number, end: number, least: number): number;
}

/**
 * Without WebAssembly. The scan leaves out none but films that are not open: whoever asks works out scores
 * in double precision in any case, and a loop in single precision before that takes what it saves.
 */
const jsListKernels = {
  addSquares(
    matrix: Float64Array,
    size: number,
    count: number,
    setRow: (out: Float64Array, at: number, k: number) => number,
  ): void {
    const own = new Float64Array(size);
    for (let k = 0; k < count; k++) {
      const weight = setRow(own, 0, k);
      for (let i = 0; i < size; i++) {
        const left = weight * own[i]!;
        const row = i * size;
        for (let j = 0; j <= i; j++) matrix[row + j]! += left * own[j]!;
      }
    }
  },
  scanner(films: number, width: number, most: number): FilmScanner {
    const open = new Uint32Array(Math.ceil(films / 32));
    const found = new Uint32Array(most);
    return {
      ...{ open, found },
      features: new Float32Array(films * width),
      person: new Float32Array(width),
      scan(first: number, end: number): number {
        let count = 0;
        for (let row = first; row < end; row++) {
          if (((open[row >>> 5]! >>> (row & 31)) & 1) === 1) found[count++] = row;
        }
        return count;
      },
    };
  },
} satisfies ListKernels;

let fastest: () => ListKernels | undefined = () => undefined;
let asked: ListKernels | undefined;

/**
 * Names the loops with which people are folded in and films scanned, from then on; models whose films are
 * indexed already keep theirs. The entry `matinee` and the page do, since the core itself knows no
 * WebAssembly. Lists are the same bit for bit whichever loops make them, so nothing depends on when this
 * is done but how long they take.
 *
 * @param kernels - asked once, when they are first needed; nothing where the engine has none.
 */
export function makeListsWith(kernels: () => ListKernels | undefined): void {
  fastest = kernels;
  asked = undefined;
}

/** The loops that were named; plain TypeScript where there are none. */
export function listKernels(): ListKernels {
  asked ??= fastest() ?? jsListKernels;
  return asked;
}

/** A scanner of these loops. */
export function filmScanner(...size: Parameters<ListKernels["scanner"]>): FilmScanner {
  return listKernels().scanner(...size) ?? jsListKernels.scanner(...size);
}
