import { nearestName } from "../check.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Split } from "../ratings/split.ts";
import { splitAtRandom } from "../ratings/split.ts";

/** The shipped folds of MovieLens 100K. */
export type Fold = 1 | 2 | 3 | 4 | 5;

/** How ratings are parted into training and test; the names are part of the contract. */
export type Protocol =
  | { readonly kind: "folds"; readonly name: string; readonly folds: readonly Fold[] }
  | {
      readonly kind: "random";
      readonly name: string;
      readonly testShare: number;
      readonly seeds: readonly number[];
    };

const FOLDS: readonly Fold[] = [1, 2, 3, 4, 5];

/** Every protocol that `evaluate` knows by name. */
export const PROTOCOL_NAMES: readonly string[] = Object.freeze([
  ...FOLDS.map((fold) => `u${fold}`),
  "u1-u5",
  "random-90-10",
]);

/** Seeds of a random protocol: five draws, as the published averages have. */
const SEEDS = 5;

/**
 * A protocol by its name.
 *
 * @param firstSeed - seed of the first draw of a random protocol; the others count up from it.
 * @throws {RangeError} naming the nearest known protocol.
 *
 * @example
 * ```ts
 * assert.deepEqual(protocolNamed("u1").folds, [1]);
 * assert.equal(protocolNamed("random-90-10").seeds.length, 5);
 * ```
 */
export function protocolNamed(name: string, firstSeed = 1): Protocol {
  if (name === "u1-u5") return { kind: "folds", name, folds: FOLDS };
  const fold = FOLDS.find((known) => name === `u${known}`);
  if (fold !== undefined) return { kind: "folds", name, folds: [fold] };
  if (name === "random-90-10") return randomProtocol(0.1, firstSeed);
  const near = nearestName(name, PROTOCOL_NAMES);
  throw new RangeError(
    `Cannot evaluate: "protocol" must be one of ${PROTOCOL_NAMES.join(", ")}, got ${JSON.stringify(name)}` +
      (near === undefined ? "" : `; did you mean "${near}"?`),
  );
}

/** Five random draws with this share of the ratings in the test part, e.g. `random-80-20` for 0.2. */
export function randomProtocol(testShare: number, firstSeed = 1): Protocol {
  const test = Number((testShare * 100).toFixed(2));
  return {
    kind: "random",
    name: `random-${Number((100 - test).toFixed(2))}-${test}`,
    testShare,
    seeds: Array.from({ length: SEEDS }, (_, k) => firstSeed + k),
  };
}

/** The splits of a random protocol, one after the other. */
export function* randomSplits(
  ratings: Ratings,
  protocol: Extract<Protocol, { kind: "random" }>,
): Generator<Split> {
  for (const seed of protocol.seeds) yield splitAtRandom(ratings, protocol.testShare, seed);
}
