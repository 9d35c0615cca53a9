import type { Random } from "../random.ts";
import type { BucketTable } from "./bucket-source.ts";

/**
 * In which order buckets are visited, and how far that is. Whoever has these arrays can take part: those
 * of the same memory share the work, and the result is that of one after the other.
 */
export interface Turns {
  /** Buckets that hold something, in their order. */
  readonly order: Uint32Array;
  /** How many visits of the same users come before. */
  readonly userTurn: Uint32Array;
  /** How many visits of the same movies come before. */
  readonly movieTurn: Uint32Array;
  /** The next place of the order; then by block of users, then of movies, how many visits are done. */
  readonly progress: Int32Array;
}

/** Length of each array of {@link Turns} for so many blocks. */
export function turnSizes(userBlocks: number, movieBlocks: number): [number, number] {
  return [userBlocks * movieBlocks, 1 + userBlocks + movieBlocks];
}

/**
 * Draws an order in which neighbours have neither users nor movies in common: along the diagonals of the
 * blocks, these in random order (the strata of Gemulla et al. 2011, one running into the next).
 *
 * @param into - its length is that of the order drawn: of {@link filledBuckets}.
 */
export function drawTurns(
  into: Turns,
  { userStart, movieStart, start }: BucketTable,
  random: Random,
): void {
  const users = random.shuffle(Uint32Array.from({ length: userStart.length - 1 }, (_, b) => b));
  const movies = random.shuffle(Uint32Array.from({ length: movieStart.length - 1 }, (_, b) => b));
  const userVisits = new Uint32Array(users.length);
  const movieVisits = new Uint32Array(movies.length);
  const period = leastCommonMultiple(users.length, movies.length);
  let place = 0;
  for (let k = 0; k < users.length * movies.length; k++) {
    const u = users[k % users.length]!;
    const m = movies[(k + Math.floor(k / period)) % movies.length]!;
    const bucket = u * movies.length + m;
    if (start[bucket] === start[bucket + 1]) continue;
    into.order[place] = bucket;
    into.userTurn[place] = userVisits[u]!++;
    into.movieTurn[place++] = movieVisits[m]!++;
  }
  into.progress.fill(0);
}

/** How many buckets hold something. */
export function filledBuckets({ start }: BucketTable): number {
  let filled = 0;
  for (let k = 0; k < start.length - 1; k++) if (start[k]! < start[k + 1]!) filled++;
  return filled;
}

/**
 * Visits buckets until none is left, each when all before it that have users or movies in common are done.
 * Nobody waits for ever: the earliest visit under way waits for none.
 *
 * @param visit - may change what belongs to the bucket's users and movies.
 */
export function takeTurns(
  { order, userTurn, movieTurn, progress }: Turns,
  { userStart, movieStart }: BucketTable,
  visit: (bucket: number) => void,
): void {
  const movieBlocks = movieStart.length - 1;
  const moviesAt = userStart.length;
  for (;;) {
    const place = Atomics.add(progress, 0, 1);
    if (place >= order.length) return;
    const bucket = order[place]!;
    const user = 1 + Math.floor(bucket / movieBlocks);
    const movie = moviesAt + (bucket % movieBlocks);
    waitFor(progress, user, userTurn[place]!);
    waitFor(progress, movie, movieTurn[place]!);
    visit(bucket);
    pass(progress, user);
    pass(progress, movie);
  }
}

/** Visits all filled buckets in any order, for what changes nothing but the bucket's own. */
export function shareOut({ order, progress }: Turns, visit: (bucket: number) => void): void {
  for (;;) {
    const place = Atomics.add(progress, 0, 1);
    if (place >= order.length) return;
    visit(order[place]!);
  }
}

/** Looks before a thread that waits is put to sleep: some ten microseconds, as long as waking takes. */
const LOOKS = 2000;

function waitFor(progress: Int32Array, at: number, turn: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(progress, at) >= turn) return;
  for (;;) {
    const done = Atomics.load(progress, at);
    if (done >= turn) return;
    Atomics.wait(progress, at, done);
  }
}

function pass(progress: Int32Array, at: number): void {
  Atomics.add(progress, at, 1);
  Atomics.notify(progress, at);
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
