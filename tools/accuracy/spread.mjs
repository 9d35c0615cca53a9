// @ts-check
// What it does to spread the first three picks over hidden features, on inner splits of MovieLens 100K:
// the three as given beside the three of highest score, which came first before. Prints JSON.
import {
  evaluateLists,
  leaveOutPeople,
  meanAndSd,
  pairedBootstrapOfMeans,
  train,
} from "../../dist/index.js";
import { openDataSet } from "../../dist/node.js";

/** @typedef {import("../../dist/index.js").FilmList} FilmList */
/** @typedef {import("../../dist/index.js").ListModel} ListModel */
/** @typedef {import("../../dist/index.js").Model} Model */
/** @typedef {import("../../dist/index.js").Taste} Taste */

const SEEDS = [1, 2, 3, 4, 5];
const GIVEN = 30;
/** As many as the spread chooses from: these twelve are the same before and after. */
const POOL = 12;
const ORDERS = {
  asGiven: (/** @type {Taste} */ taste) => taste.picks({ count: POOL }),
  byScore: (/** @type {Taste} */ taste) =>
    taste.picks({ count: POOL }).toSorted((a, b) => b.score - a.score),
};

const { dataSet, files } = await openDataSet("ml-100k");
await files.close();
/** @type {Record<keyof typeof ORDERS, { precisionAt3: number[], cosine: number[] }>} */
const figures = {
  asGiven: { precisionAt3: [], cosine: [] },
  byScore: { precisionAt3: [], cosine: [] },
};
/** @type {number[]} */
const clusters = [];
for (const seed of SEEDS) {
  const inner = innerSplit(seed);
  const model = await train({ ...dataSet, ratings: inner.train }, { method: "weighted-als" });
  clusters.push(...inner.people.map(({ userIndex }) => userIndex));
  for (const name of /** @type {(keyof typeof ORDERS)[]} */ (Object.keys(ORDERS))) {
    const { picks } = evaluateLists(inOrder(model, ORDERS[name]), inner, GIVEN);
    figures[name].precisionAt3.push(...picks.each.map(({ precisionAt3 }) => precisionAt3));
    figures[name].cosine.push(
      ...inner.people.map((person) => cosineOf(model, person, ORDERS[name])),
    );
  }
}
const { asGiven, byScore } = figures;
const difference = pairedBootstrapOfMeans(asGiven.precisionAt3, byScore.precisionAt3, { clusters });
console.log(
  JSON.stringify({
    ...{ people: clusters.length, asGiven: means(asGiven), byScore: means(byScore) },
    difference,
  }),
);

/** Of the people that training may see, so that the test side stays unseen. @param {number} seed */
function innerSplit(seed) {
  const draw = { leastRatings: 60, given: [GIVEN] };
  const outer = leaveOutPeople(dataSet.ratings, { ...draw, people: 250 }, seed);
  return leaveOutPeople(outer.train, { ...draw, people: 125 }, 100 + seed);
}

/**
 * The model with its picks in another order.
 *
 * @param {Model} model
 * @param {(taste: Taste) => FilmList} order
 * @returns {ListModel}
 */
function inOrder(model, order) {
  const { catalogue, movieCounts } = model;
  return {
    ...{ catalogue, movieCounts },
    taste: (ratings) => {
      const taste = model.taste(ratings);
      return {
        picks: ({ count }) => order(taste).slice(0, count),
        avoid: (options) => taste.avoid(options),
        stars: () => taste.stars(),
        lowerBounds: () => taste.lowerBounds(),
      };
    },
  };
}

/**
 * Mean cosine between the first three, by what the picks head knows of films.
 *
 * @param {Model} model
 * @param {import("../../dist/index.js").LeftOutPerson} person
 * @param {(taste: Taste) => FilmList} order
 */
function cosineOf(model, { given: { movies, movieIndex, value } }, order) {
  const ratings = Array.from(value, (rating, k) => ({
    movieId: movies.idAt(movieIndex[k] ?? -1),
    rating,
  }));
  const [a = [], b = [], c = []] = order(model.taste(ratings)).map(({ movieId }) =>
    featuresOf(model, model.catalogue.indexOf(movieId)),
  );
  return (cosine(a, b) + cosine(a, c) + cosine(b, c)) / 3;
}

/** Of all views, one after the other. @param {Model} model @param {number} row */
function featuresOf({ picksHead: { views } }, row) {
  return views.flatMap(({ factors, movieFactors }) =>
    Array.from(movieFactors.subarray(row * factors, (row + 1) * factors)),
  );
}

/** @param {readonly number[]} a @param {readonly number[]} b */
function cosine(a, b) {
  const dot = (/** @type {readonly number[]} */ p, /** @type {readonly number[]} */ q) =>
    p.reduce((sum, value, f) => sum + value * (q[f] ?? NaN), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** @param {{ precisionAt3: number[], cosine: number[] }} each */
function means(each) {
  const { precisionAt3, cosine: cosines } = each;
  return { precisionAt3: meanAndSd(precisionAt3).mean, cosine: meanAndSd(cosines).mean };
}
