import { nearestName } from "../check.ts";
import type { PeopleDraw } from "./left-out-people.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Split } from "../ratings/split.ts";
import { splitAtRandom } from "../ratings/split.ts";

/** The shipped folds of MovieLens 100K. */
export type Fold = 1 | 2 | 3 | 4 | 5;

/** Folds as shipped. */
export interface FoldProtocol {
  readonly kind: "folds";
  readonly name: string;
  readonly folds: readonly Fold[];
}

/** One random draw a seed. */
export interface RandomProtocol {
  readonly kind: "random";
  readonly name: string;
  /** In [0, 1). */
  readonly testShare: number;
  readonly seeds: readonly number[];
}

/** People taken out of training, one draw a seed: what is predicted for someone new. */
export interface PeopleProtocol extends PeopleDraw {
  readonly kind: "people";
  readonly name: string;
  /** Whether lists of films are measured too, not stars alone. */
  readonly lists: boolean;
  readonly seeds: readonly number[];
}

/** One moment for everyone: what came before trains, what came after is the test. */
export interface TimeProtocol {
  readonly kind: "time";
  readonly name: string;
  /** In [0, 1). */
  readonly testShare: number;
}

/** How ratings are parted into training and test; the names are part of the contract. */
export type Protocol = FoldProtocol | RandomProtocol | TimeProtocol | PeopleProtocol;

const FOLDS: readonly Fold[] = [1, 2, 3, 4, 5];

/** Every protocol that `evaluate` knows by name. */
export const PROTOCOL_NAMES: readonly string[] = Object.freeze([
  ...FOLDS.map((fold) => `u${fold}`),
  "u1-u5",
  "random-90-10",
  "time-80-20",
  "thirty-ratings",
  "cold-start",
]);

/** Numbers of ratings that the people of each protocol bring. */
const GIVEN: Readonly<Record<string, readonly number[]>> = {
  "thirty-ratings": [30],
  "cold-start": [0, 5, 10, 15, 20, 30, 50],
};

/** Seeds of a random protocol: five draws, as the published averages have. */
const SEEDS = 5;

/**
 * A protocol by its name.
 *
 * @param firstSeed - seed of the first draw of a random protocol; the others count up from it.
 * @throws {RangeError} naming the nearest known protocol.
 *
 * Cost: O(1).
 *
 * @example
 * ```ts
 * assert.equal(protocolNamed("u1").kind, "folds");
 * const protocol = protocolNamed("random-90-10", 7);
 * assert.deepEqual(protocol.kind === "random" && protocol.seeds, [7, 8, 9, 10, 11]);
 * ```
 */
export function protocolNamed(name: string, firstSeed = 1): Protocol {
  if (name === "u1-u5") return { kind: "folds", name, folds: FOLDS };
  const fold = FOLDS.find((known) => name === `u${known}`);
  if (fold !== undefined) return { kind: "folds", name, folds: [fold] };
  if (name === "random-90-10") return randomProtocol(0.1, firstSeed);
  if (name === "time-80-20") return { kind: "time", name, testShare: 0.2 };
  const given = Object.hasOwn(GIVEN, name) ? GIVEN[name] : undefined;
  if (given !== undefined) {
    const seeds = seedsFrom(firstSeed);
    const lists = name === "thirty-ratings";
    return { kind: "people", name, lists, people: 250, leastRatings: 60, given, seeds };
  }
  const near = nearestName(name, PROTOCOL_NAMES);
  throw new RangeError(
    `Cannot evaluate: "protocol" must be one of ${PROTOCOL_NAMES.join(", ")}, got ${JSON.stringify(name)}` +
      (near === undefined ? "" : `; did you mean "${near}"?`),
  );
}

/**
 * Five random draws with this share of the ratings in the test part, e.g. `random-80-20` for 0.2.
 *
 * Cost: O(1).
 *
 * @example
 * ```ts
 * assert.equal(randomProtocol(0.25).name, "random-75-25");
 * ```
 */
export function randomProtocol(testShare: number, firstSeed = 1): RandomProtocol {
  const test = Number((testShare * 100).toFixed(2));
  return {
    kind: "random",
    name: `random-${Number((100 - test).toFixed(2))}-${test}`,
    testShare,
    seeds: seedsFrom(firstSeed),
  };
}

function seedsFrom(firstSeed: number): number[] {
  return Array.from({ length: SEEDS }, (_, k) => firstSeed + k);
}

/**
 * The splits of a random protocol, one after the other.
 *
 * Cost: O(N) a split.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 20, movies: 10, ratings: 100 });
 * const protocol = randomProtocol(0.2);
 * const sizes = Array.from(randomSplits(ratings, protocol), ({ test }) => test.length);
 * assert.deepEqual(sizes, [20, 20, 20, 20, 20]);
 * ```
 */
export function* randomSplits(ratings: Ratings, protocol: RandomProtocol): Generator<Split> {
  for (const seed of protocol.seeds) yield splitAtRandom(ratings, protocol.testShare, seed);
}
