import { integerIn } from "../check.ts";
import { DataError } from "../errors.ts";
import { Random } from "../random.ts";
import type { Ratings } from "../ratings/ratings.ts";

/** How people are drawn who are new to the model. */
export interface PeopleDraw {
  /** How many, at most. */
  readonly people: number;
  /** Whoever has fewer ratings is not drawn. More than the most given. */
  readonly leastRatings: number;
  /** Numbers of ratings that a person brings, ascending. What is held out is the same for all. */
  readonly given: readonly number[];
}

/** One person whom training does not see. */
export interface LeftOutPerson {
  readonly userIndex: number;
  /** In the order drawn: the first k are the k ratings given, so that sets of several k are nested. */
  readonly given: Ratings;
  /** All the others, to be predicted. */
  readonly heldOut: Ratings;
}

/** People left out, and the ratings of everyone else. */
export interface LeftOutPeople {
  /** The same users, movies and scale as the whole; the people left out have no rating in it. */
  readonly train: Ratings;
  readonly people: readonly LeftOutPerson[];
  /** How many had ratings enough to be drawn. */
  readonly eligible: number;
}

/**
 * Draws people, takes all their ratings out of training, and parts each one's ratings at random into
 * those they bring and those to be predicted. Takes all who are eligible where there are fewer.
 *
 * @throws {DataError} if nobody has ratings enough, or nobody would be left to learn from.
 * @throws {RangeError | TypeError} for numbers that contradict each other, or a wrong seed.
 *
 * Cost: O(N + U).
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 100, movies: 80, ratings: 3000 });
 * const draw = { people: 10, leastRatings: 20, given: [0, 5] };
 * const { people, train } = leaveOutPeople(ratings, draw, 1);
 * assert.equal(people.length, 10);
 * assert.equal(people[0].given.length, 5);
 * assert.equal(train.userCounts()[people[0].userIndex], 0);
 * ```
 */
export function leaveOutPeople(ratings: Ratings, draw: PeopleDraw, seed: number): LeftOutPeople {
  const reserved = checkDraw(draw);
  const random = new Random(seed);
  const positionsOf = positionsByUser(ratings);
  const eligible = eligibleUsers(ratings, draw.leastRatings);
  const drawn = random.shuffle(eligible.slice()).subarray(0, draw.people);
  const people = Array.from(drawn, (userIndex) => {
    const order = random.shuffle(positionsOf(userIndex));
    return {
      userIndex,
      given: ratings.select(order.subarray(0, reserved)),
      heldOut: ratings.select(order.subarray(reserved).sort()),
    };
  });
  return { train: withoutUsers(ratings, drawn), people, eligible: eligible.length };
}

/** @returns the most ratings given. */
function checkDraw({ people, leastRatings, given }: PeopleDraw): number {
  const action = "Cannot leave people out";
  integerIn(action, "people", people, 1, 2 ** 32 - 1);
  const reserved = given.reduce((most, k) => {
    return Math.max(most, integerIn(action, "given", k, 0, 2 ** 32 - 2));
  }, 0);
  integerIn(action, "leastRatings", leastRatings, reserved + 1, 2 ** 32 - 1);
  return reserved;
}

/** @throws {DataError} */
function eligibleUsers(ratings: Ratings, leastRatings: number): Uint32Array {
  const counts = ratings.userCounts();
  const users = Uint32Array.from(counts.keys()).filter((user) => counts[user]! >= leastRatings);
  if (users.length > 0) return users;
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  throw new DataError(
    `Cannot leave people out: each must have ${leastRatings} ratings or more, and nobody has more ` +
      `than ${most}; use a larger data set, or a protocol that hides single ratings`,
  );
}

function positionsByUser(ratings: Ratings): (userIndex: number) => Uint32Array {
  const counts = ratings.userCounts();
  const starts = new Uint32Array(counts.length + 1);
  for (const [user, count] of counts.entries()) starts[user + 1] = starts[user]! + count;
  const next = starts.slice();
  const positions = new Uint32Array(ratings.length);
  for (let n = 0; n < ratings.length; n++) positions[next[ratings.userIndex[n]!]!++] = n;
  return (user) => positions.slice(starts[user], starts[user + 1]);
}

/** @throws {DataError} */
function withoutUsers(ratings: Ratings, users: Uint32Array): Ratings {
  const out = new Uint8Array(ratings.userCount);
  for (const user of users) out[user] = 1;
  const all = Uint32Array.from(ratings.userIndex.keys());
  const rest = ratings.select(all.filter((n) => out[ratings.userIndex[n]!] === 0));
  if (rest.length > 0) return rest;
  throw new DataError(
    `Cannot leave people out: all ${users.length} people with ratings would be left out, and none ` +
      "be left to learn from; use a larger data set",
  );
}
