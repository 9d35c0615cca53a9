// @ts-check
// How often a person can be told how well they are predicted, by how many ratings they bring, and what
// sorts their films best: `node bench/own-accuracy.mjs [data set] [method]`, a few minutes. People with many
// ratings are left out of the data; what all their ratings say is the truth.
import process from "node:process";
import { Random, leaveOutPeople, ownAccuracy, train } from "../dist/index.js";
import { openDataSet } from "../dist/node.js";

/** @typedef {import("../dist/index.js").OwnAccuracyTold} Told */

const COUNTS = [10, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300];
const DRAWS = 2;
const DRAW = { people: 250, leastRatings: 300, given: [0] };

const [, , name = "ml-1m", method = "bayesian"] = process.argv;
const { dataSet, files } = await openDataSet(name);
await files.close();
const leftOut = leaveOutPeople(dataSet.ratings, DRAW, 1);
const options =
  method === "bayesian"
    ? { method: /** @type {const} */ ("bayesian"), factors: 32, sweeps: 80 }
    : { method: /** @type {const} */ ("gradient-descent") };
const model = await train({ ...dataSet, ratings: leftOut.train }, options);
const unguarded = {
  ...{ catalogue: model.catalogue, movieCounts: model.movieCounts },
  ...{ scale: model.scale, head: model.head },
  /** @param {readonly import("../dist/index.js").PersonRating[]} given */
  taste: (given) => {
    const taste = model.taste(given);
    return {
      predict: (/** @type {import("../dist/index.js").Id} */ movieId) => taste.predict(movieId),
      worths: () => taste.worths(),
      expected: () => ({ low: model.head.mean, isBelowUsual: false }),
    };
  },
};
const people = leftOut.people.map(({ heldOut: { movies, movieIndex, value } }) =>
  Array.from(value, (rating, n) => ({ movieId: movies.idAt(movieIndex[n] ?? -1), rating })),
);

/** @param {typeof people[number]} own @returns {Told | undefined} */
function told(own) {
  const accuracy = ownAccuracy(model, own, { leastRatings: 10 });
  return accuracy.tellable ? accuracy : undefined;
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/**
 * What the order of the picks head is worth without what guards a list.
 *
 * @param {number} count
 */
function worthAlone(count) {
  const orders = people.flatMap((own, k) => {
    const some = new Random(k).shuffle([...own]).slice(0, count);
    const accuracy = ownAccuracy(unguarded, some);
    return accuracy.tellable ? [accuracy.picks] : [];
  });
  const top = mean(orders.map(({ topRating }) => topRating)).toFixed(2);
  return `${top}  ${percent(mean(orders.map(({ rightPairs }) => rightPairs)))}`;
}

/**
 * How often taste is surely worth something, or surely harmful, where there is none: what a person's stars are
 * off the crowd's mean is dealt anew among their films. (Dealing the stars themselves would leave a taste:
 * that of someone who does not care how well films are liked.)
 *
 * @param {number} count
 */
function withoutTaste(count) {
  const crowd = model.taste([]);
  const { min, max } = model.scale;
  const differences = people.flatMap((own, k) => {
    const random = new Random(k);
    const some = random.shuffle([...own]).slice(0, count);
    const levels = some.map(({ movieId }) => crowd.predict(movieId).stars);
    const above = random.shuffle(some.map(({ rating }, n) => rating - (levels[n] ?? NaN)));
    const dealt = some.map(({ movieId }, n) => {
      const stars = (levels[n] ?? NaN) + (above[n] ?? NaN);
      return { movieId, rating: Math.min(max, Math.max(min, stars)) };
    });
    const accuracy = told(dealt);
    return accuracy === undefined ? [] : [accuracy.againstBiasOnly];
  });
  /** @param {(one: typeof differences[number]) => boolean} is */
  const share = (is) => percent(differences.filter(is).length / differences.length);
  return `helps ${share(({ high95 }) => high95 < 0)}, harms ${share(({ low95 }) => low95 > 0)}`;
}

const whole = people.map((own) => told(own));
const better = whole.map((accuracy) => (accuracy?.againstCrowd.difference ?? NaN) < 0);
console.log(`${name}, ${method}: ${people.length} people of ${leftOut.eligible} eligible`);
console.log("all ratings", {
  better: better.filter(Boolean).length,
  toldBetter: whole.filter((accuracy) => accuracy?.verdict === "better").length,
  rmse: mean(whole.map((accuracy) => accuracy?.rmse ?? NaN)).toFixed(3),
  biasOnly: mean(whole.map((accuracy) => accuracy?.biasOnly.rmse ?? NaN)).toFixed(3),
  crowd: mean(whole.map((accuracy) => accuracy?.crowd.rmse ?? NaN)).toFixed(3),
});
const verdicts = [];
const orders = [];
for (const count of COUNTS) {
  /** @type {{ accuracy: Told, k: number }[]} */
  const asked = [];
  const started = performance.now();
  for (let draw = 0; draw < DRAWS; draw++) {
    for (const [k, own] of people.entries()) {
      const some = new Random(1000 * draw + k).shuffle([...own]).slice(0, count);
      const accuracy = told(some);
      if (accuracy !== undefined) asked.push({ accuracy, k });
    }
  }
  const ms = (performance.now() - started) / (DRAWS * people.length);
  /** @param {(one: typeof asked[number]) => boolean} is */
  const share = (is) => percent(asked.filter(is).length / asked.length);
  verdicts.push({
    ratings: count,
    "sign right": share(({ accuracy, k }) => accuracy.againstCrowd.difference < 0 === better[k]),
    better: share(({ accuracy }) => accuracy.verdict === "better"),
    worse: share(({ accuracy }) => accuracy.verdict === "worse"),
    wrong: share(
      ({ accuracy: { verdict }, k }) =>
        verdict !== "withinChance" && (verdict === "better") !== better[k],
    ),
    "in 80 %": percent(mean(asked.map(({ accuracy }) => accuracy.coverage80))),
    "pairs in interval": share(({ accuracy, k }) => {
      const { low95, high95 } = accuracy.pairsAgainstCrowd;
      const { picks, crowdOrder } = whole[k] ?? accuracy;
      const truth = picks.rightPairs - crowdOrder.rightPairs;
      return low95 <= truth && truth <= high95;
    }),
    "gain, stars": mean(asked.map(({ accuracy }) => -accuracy.againstCrowd.difference)).toFixed(3),
    "ms each": ms.toFixed(0),
  });
  /** @param {(accuracy: Told) => import("../dist/index.js").OwnOrder} of */
  const order = (of) => {
    const withPairs = asked.filter(({ accuracy }) => accuracy.pairs > 0);
    const top = mean(asked.map(({ accuracy }) => of(accuracy).topRating)).toFixed(2);
    const right = percent(mean(withPairs.map(({ accuracy }) => of(accuracy).rightPairs)));
    return `${top}  ${right}`;
  };
  orders.push({
    ratings: count,
    picks: order(({ picks }) => picks),
    "predicted stars": order(({ starsOrder }) => starsOrder),
    "the crowd's mean": order(({ crowdOrder }) => crowdOrder),
    popularity: order(({ popularity }) => popularity),
    "any order": mean(asked.map(({ accuracy }) => accuracy.meanRating)).toFixed(2),
  });
}
console.table(verdicts);
console.log(`the picks head alone, 100 ratings: ${worthAlone(100)}`);
for (const count of [30, 100, 300]) {
  console.log(`without taste, ${count} ratings: taste surely ${withoutTaste(count)}`);
}
console.log("mean of what the first fifth got, and share of right pairs:");
console.table(orders);
