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
  /** Of each run, which one member visits from beginning to end, the place after its last bucket. */
  readonly runEnd: Uint32Array;
  /** The next run; then by block of users, then of movies, how many visits are done. */
  readonly progress: Int32Array;
}

/** Length of each array of {@link Turns} for so many blocks. */
export function turnSizes(userBlocks: number, movieBlocks: number): [number, number] {
  return [userBlocks * movieBlocks, 1 + userBlocks + movieBlocks];
}

/**
 * Draws an order in which threads that follow each other have neither users nor movies in common, and each
 * stays with its users for a while: users go in groups of up to eight blocks, movies are cut into as many
 * chunks; in each phase of a group every block of users meets another chunk, as one run (strata of Gemulla et
 * al. 2011, one running into the next).
 *
 * @param into - its length is that of the order drawn: of {@link filledBuckets}.
 */
export function drawTurns(into: Turns, table: BucketTable, random: Random): void {
  const { userStart, movieStart, start } = table;
  const users = random.shuffle(Uint32Array.from({ length: userStart.length - 1 }, (_, b) => b));
  const movies = random.shuffle(Uint32Array.from({ length: movieStart.length - 1 }, (_, b) => b));
  const userVisits = new Uint32Array(users.length);
  const movieVisits = new Uint32Array(movies.length);
  let place = 0;
  let runs = 0;
  for (const { user, from, to } of runsOf(users.length, movies.length)) {
    const u = users[user]!;
    const before = place;
    for (const m of movies.subarray(from, to)) {
      const bucket = u * movies.length + m;
      if (start[bucket] === start[bucket + 1]) continue;
      into.order[place] = bucket;
      into.userTurn[place] = userVisits[u]!++;
      into.movieTurn[place++] = movieVisits[m]!++;
    }
    if (place > before) into.runEnd[runs++] = place;
  }
  into.runEnd.fill(place, runs);
  into.progress.fill(0);
}

/** Users that take turns with the same movies: as many as threads that can be busy at once. */
const GROUP = 8;

/** A block of users, and the movies that it meets: places of two lists. */
interface Run {
  readonly user: number;
  readonly from: number;
  readonly to: number;
}

function* runsOf(users: number, movies: number): Generator<Run> {
  const chunks = Math.min(GROUP, movies);
  const bound = (chunk: number): number => Math.round((chunk * movies) / chunks);
  for (let first = 0; first < users; first += chunks) {
    const end = Math.min(users, first + chunks);
    for (let phase = 0; phase < chunks; phase++) {
      for (let user = first; user < end; user++) {
        const chunk = (user - first + phase) % chunks;
        yield { user, from: bound(chunk), to: bound(chunk + 1) };
      }
    }
  }
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
  { order, userTurn, movieTurn, runEnd, progress }: Turns,
  { userStart, movieStart }: BucketTable,
  visit: (bucket: number) => void,
): void {
  const movieBlocks = movieStart.length - 1;
  const moviesAt = userStart.length;
  for (const place of placesTaken({ order, runEnd, progress })) {
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
export function shareOut(turns: Turns, visit: (bucket: number) => void): void {
  for (const place of placesTaken(turns)) visit(turns.order[place]!);
}

/** Places of the runs that nobody else has taken. */
function* placesTaken({
  order,
  runEnd,
  progress,
}: Pick<Turns, "order" | "runEnd" | "progress">): Generator<number> {
  for (;;) {
    const run = Atomics.add(progress, 0, 1);
    const first = run === 0 ? 0 : runEnd[run - 1]!;
    if (run >= runEnd.length || first >= order.length) return;
    for (let place = first; place < runEnd[run]!; place++) yield place;
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
