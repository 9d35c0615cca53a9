import type { RatingColumns } from "../core/ratings/ratings.ts";

/** What a copy would cost is more than this share of the columns left over, which nobody wrote to. */
const MOST_SPARE = 1 / 16;

/** Rating columns of a length not known beforehand: typed arrays that double when they are full. */
export class GrowingColumns {
  /** The columns, of which the first `length` rows count; `reserve` replaces them. */
  userIndex: Uint32Array<ArrayBuffer>;
  movieIndex: Uint32Array<ArrayBuffer>;
  value: Float32Array<ArrayBuffer>;
  timestamp: Uint32Array<ArrayBuffer>;
  length = 0;
  /** Whether any timestamp is known. */
  #timed = false;

  constructor(capacity: number = 1 << 14) {
    this.userIndex = new Uint32Array(capacity);
    this.movieIndex = new Uint32Array(capacity);
    this.value = new Float32Array(capacity);
    this.timestamp = new Uint32Array(capacity);
  }

  /** @param timestamp - in seconds since 1970, below 2³²; 0 where it is not known. */
  push(userIndex: number, movieIndex: number, value: number, timestamp: number): void {
    this.reserve(1);
    const n = this.length;
    this.userIndex[n] = userIndex;
    this.movieIndex[n] = movieIndex;
    this.value[n] = value;
    this.timestamp[n] = timestamp;
    if (timestamp !== 0) this.#timed = true;
    this.length = n + 1;
  }

  /** The timestamps of rows that are about to be added. */
  setTimes(timestamp: Uint32Array): void {
    this.timestamp.set(timestamp, this.length);
    this.#timed ||= timestamp.some((time) => time !== 0);
  }

  /**
   * Makes room for `rows` more. Room that is never written to is no memory: the system gives a page
   * when it is.
   */
  reserve(rows: number): void {
    const needed = this.length + rows;
    if (needed <= this.value.length) return;
    const capacity = Math.max(needed, 2 * this.value.length);
    // One by one, so that what one leaves can be let go before the next is made.
    this.userIndex = copied(new Uint32Array(capacity), this.userIndex, this.length);
    this.movieIndex = copied(new Uint32Array(capacity), this.movieIndex, this.length);
    this.value = copied(new Float32Array(capacity), this.value, this.length);
    this.timestamp = copied(new Uint32Array(capacity), this.timestamp, this.length);
  }

  /** The rows so far as arrays of just their length, which are given; it is empty then. */
  take(): RatingColumns {
    const { length } = this;
    const timed = this.#timed;
    this.length = 0;
    this.#timed = false;
    return {
      userIndex: this.userIndex.slice(0, length),
      movieIndex: this.movieIndex.slice(0, length),
      value: this.value.slice(0, length),
      timestamp: timed ? this.timestamp.slice(0, length) : undefined,
    };
  }

  /**
   * The rows so far, which are given; it is empty then. Where little room is left over, the arrays are
   * views of the columns and not copies, so that there is never a second of them.
   */
  finish(): RatingColumns {
    const { length, value } = this;
    if (value.length - length > length * MOST_SPARE) return this.take();
    const { userIndex, movieIndex, timestamp } = this;
    const timed = this.#timed;
    Object.assign(this, new GrowingColumns(0));
    return {
      userIndex: userIndex.subarray(0, length),
      movieIndex: movieIndex.subarray(0, length),
      value: value.subarray(0, length),
      timestamp: timed ? timestamp.subarray(0, length) : undefined,
    };
  }
}

function copied<T extends Uint32Array | Float32Array>(to: T, from: T, length: number): T {
  to.set(from.subarray(0, length));
  return to;
}
