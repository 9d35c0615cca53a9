import type { RatingColumns } from "../core/ratings/ratings.ts";

/** Rating columns of a length not known beforehand: typed arrays that double when they are full. */
export class GrowingColumns {
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
    const n = this.length;
    if (n === this.value.length) this.#grow();
    this.userIndex[n] = userIndex;
    this.movieIndex[n] = movieIndex;
    this.value[n] = value;
    this.timestamp[n] = timestamp;
    if (timestamp !== 0) this.#timed = true;
    this.length = n + 1;
  }

  /** The columns at their length; copies, so that the spare room can be let go. */
  finish(): RatingColumns {
    return {
      userIndex: this.userIndex.slice(0, this.length),
      movieIndex: this.movieIndex.slice(0, this.length),
      value: this.value.slice(0, this.length),
      timestamp: this.#timed ? this.timestamp.slice(0, this.length) : undefined,
    };
  }

  #grow(): void {
    const capacity = Math.max(1, 2 * this.value.length);
    const { userIndex, movieIndex, value, timestamp } = this;
    this.userIndex = new Uint32Array(capacity);
    this.movieIndex = new Uint32Array(capacity);
    this.value = new Float32Array(capacity);
    this.timestamp = new Uint32Array(capacity);
    this.userIndex.set(userIndex);
    this.movieIndex.set(movieIndex);
    this.value.set(value);
    this.timestamp.set(timestamp);
  }
}
