/** What a plain line of ratings is: `digits, digits, decimal` and perhaps `, digits`. */
export interface RatingLineShape {
  /** The byte between two fields. */
  readonly separator: number;
  /** How many of these stand there: 2 in `ratings.dat`. */
  readonly separatorBytes: 1 | 2;
  /** 3 or 4. */
  readonly fewestColumns: number;
  readonly mostColumns: number;
  /** The ends of the scale: others are not plain. */
  readonly min: number;
  readonly max: number;
  /** Whether the fourth column is the time; else it is passed over. */
  readonly isTimed: boolean;
}

/** Plain lines, read into columns of numbers. */
export interface RatingLines {
  /** Ids are whole numbers below 10¹⁵. The columns belong to the reader, which writes over them. */
  readonly userId: Float64Array;
  readonly movieId: Float64Array;
  readonly value: Float32Array;
  /** 0 where a line has none, or one that 32 bits do not hold. */
  readonly timestamp: Uint32Array;
  /** How many lines the last `read` gave. */
  readonly count: number;
  /** @param bytes - whole lines; borrowed until the next `load`. */
  load(bytes: Uint8Array): void;
  /**
   * Reads plain lines from offset `from` of the loaded bytes, of which `to − 1` is a line feed.
   *
   * @returns where it stopped: at `to`, at a line that is not plain, or where the columns are full.
   */
  read(from: number, to: number): number;
}

/** Lines that are read in one go: their columns stay in a core's own cache. */
export const LINES_AT_ONCE = 4096;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const DOT = 46;
const ZERO = 48;
/** So all integers met are exact, and so is the quotient of two of them before it is rounded. */
const MOST_ID_DIGITS = 15;
const MOST_RATING_BYTES = 9;
const MOST_TIME_DIGITS = 15;

/**
 * The lines in plain TypeScript: what runs where there is no WebAssembly, and what the kernel of
 * `assembly/text` must equal.
 *
 * Cost: O(bytes), see `fastestRatingLines`.
 */
export function plainRatingLines(shape: RatingLineShape): RatingLines {
  return new PlainRatingLines(shape);
}

class PlainRatingLines implements RatingLines {
  readonly userId = new Float64Array(LINES_AT_ONCE);
  readonly movieId = new Float64Array(LINES_AT_ONCE);
  readonly value = new Float32Array(LINES_AT_ONCE);
  readonly timestamp = new Uint32Array(LINES_AT_ONCE);
  count = 0;
  #bytes = new Uint8Array(0);
  readonly #shape: RatingLineShape;

  constructor(shape: RatingLineShape) {
    this.#shape = shape;
  }

  load(bytes: Uint8Array): void {
    this.#bytes = bytes as Uint8Array<ArrayBuffer>;
  }

  read(from: number, to: number): number {
    this.count = 0;
    let at = from;
    while (at < to && this.count < LINES_AT_ONCE) {
      const next = this.#readLine(at);
      if (next < 0) break;
      this.count++;
      at = next;
    }
    return at;
  }

  /**
   * Reads a line into row `count`; returns where the next begins, or −1 where it is not plain.
   *
   * Long, since a function for each field would have to give back two numbers. No index is checked
   * against the end: the line feed, which is no digit, stops every loop.
   */
  #readLine(start: number): number {
    const bytes = this.#bytes;
    const { separatorBytes } = this.#shape;
    const separator = this.#shape.separator - ZERO;
    let at = start;
    let digit = bytes[at]! - ZERO;
    let user = 0;
    while (digit >= 0 && digit <= 9) {
      user = user * 10 + digit;
      digit = bytes[++at]! - ZERO;
    }
    if (digit !== separator || !isPlain(bytes, start, at)) return -1;
    if (separatorBytes === 2 && bytes[at + 1]! - ZERO !== separator) return -1;

    at += separatorBytes;
    const movieStart = at;
    digit = bytes[at]! - ZERO;
    let movie = 0;
    while (digit >= 0 && digit <= 9) {
      movie = movie * 10 + digit;
      digit = bytes[++at]! - ZERO;
    }
    if (digit !== separator || !isPlain(bytes, movieStart, at)) return -1;
    if (separatorBytes === 2 && bytes[at + 1]! - ZERO !== separator) return -1;

    at += separatorBytes;
    const ratingStart = at;
    digit = bytes[at]! - ZERO;
    let rating = 0;
    let unit = 1;
    while (digit >= 0 && digit <= 9) {
      rating = rating * 10 + digit;
      digit = bytes[++at]! - ZERO;
    }
    if (at === ratingStart) return -1;
    if (digit === DOT - ZERO) {
      digit = bytes[++at]! - ZERO;
      while (digit >= 0 && digit <= 9) {
        rating = rating * 10 + digit;
        unit *= 10;
        digit = bytes[++at]! - ZERO;
      }
    }
    if (at - ratingStart > MOST_RATING_BYTES) return -1;
    this.userId[this.count] = user;
    this.movieId[this.count] = movie;
    return this.#readEnd(at, digit === separator, rating / unit);
  }

  /** The rest of a line, from behind the rating. */
  #readEnd(from: number, hasTime: boolean, rating: number): number {
    const bytes = this.#bytes;
    const { separator, separatorBytes, fewestColumns, mostColumns, min, max, isTimed } =
      this.#shape;
    let at = from;
    let time = 0;
    if (hasTime) {
      at += separatorBytes;
      if (bytes[at - 1] !== separator) return -1;
      const start = at;
      let digit = bytes[at]! - ZERO;
      while (digit >= 0 && digit <= 9) {
        time = time * 10 + digit;
        digit = bytes[++at]! - ZERO;
      }
      if (at - start > MOST_TIME_DIGITS) return -1;
    }
    if (bytes[at] === CARRIAGE_RETURN) at++;
    if (bytes[at] !== LINE_FEED) return -1;
    const columns = hasTime ? 4 : 3;
    if (columns < fewestColumns || columns > mostColumns) return -1;
    if (!(rating >= min && rating <= max)) return -1;
    this.value[this.count] = rating;
    this.timestamp[this.count] = isTimed && time < 2 ** 32 ? time : 0;
    return at + 1;
  }
}

/** Whether the digits in `[start, end)` are the number as JavaScript writes it, and exact. */
function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  const digits = end - start;
  return digits > 0 && digits <= MOST_ID_DIGITS && (digits === 1 || bytes[start] !== ZERO);
}
