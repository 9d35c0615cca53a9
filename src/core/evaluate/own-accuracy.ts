import { integerIn, rejectUnknownKeys } from "../check.ts";
import type { Id } from "../ratings/id-map.ts";
import type { PersonRating } from "../taste/taste.ts";
import type { PairedDifference, RmseDifference } from "./bootstrap.ts";
import { pairedBootstrap } from "./bootstrap.ts";
import { ListableFilms } from "./listable-films.ts";
import type { StarErrors } from "./metrics.ts";
import { intervalMeasures, starErrors } from "./metrics.ts";
import type { KnownRatings } from "./own-folds.ts";
import { drawFolds, knownRatings } from "./own-folds.ts";
import type { HiddenFilm, OwnAccuracyModel } from "./own-hidden.ts";
import { predictHidden } from "./own-hidden.ts";
import { picksScores, topRating } from "./own-lists.ts";
import { pairOrder, pairOrderDifference } from "./pair-order.ts";

/** What can be chosen about how a person's own accuracy is measured. */
export interface OwnAccuracyOptions {
  /** Into how many parts the ratings are drawn; each is hidden once. Integer in [2, 20]. Default 5. */
  readonly folds?: number;
  /** With fewer ratings nothing is said. Integer, at least `folds`. Default 30. */
  readonly leastRatings?: number;
  /** Integer in [0, 2³² − 1]. Default 1. */
  readonly seed?: number;
}

/**
 * The values of {@link OwnAccuracyOptions} where none is given.
 *
 * From 30 ratings on a verdict on the wrong side is as rare as its interval claims, one in forty. Of 250 people
 * left out of MovieLens 1M (docs/metrics.md), all of whom are better predicted than by the crowd's mean, two
 * draws each, a verdict was "better" and "worse" with 10 ratings for 17.6 % and 9.0 %, with 20 for 27.0 % and
 * 4.6 %, with 25 for 29.4 % and 4.4 %, with 30 for 36.4 % and 2.4 %, with 50 for 48.2 % and .6 %, with 100 for
 * 69.6 % and .2 %; for all others it was "withinChance".
 */
export const OWN_ACCURACY_DEFAULTS: Readonly<Required<OwnAccuracyOptions>> = Object.freeze({
  folds: 5,
  leastRatings: 30,
  seed: 1,
});

/** Which of a person's ratings can be measured. */
export interface OwnRatingsUsed {
  /** Films that the model has learned something of, each with one rating. */
  readonly ratings: number;
  /** Ratings of all other films. */
  readonly unknown: number;
  /** Ratings that a later one of the same film replaced. */
  readonly repeated: number;
  /** How many are needed to be told anything. */
  readonly needed: number;
}

/** Too few ratings to tell how well a person is predicted. */
export interface OwnAccuracyUntold extends OwnRatingsUsed {
  readonly tellable: false;
}

/** What sorting a person's hidden films by something is worth. */
export interface OwnOrder {
  /** Mean of what the person gave to the first fifth of each part hidden, in stars. */
  readonly topRating: number;
  /** Share of the pairs of hidden films, rated differently, that are in the right order; NaN for none. */
  readonly rightPairs: number;
}

/**
 * Whether what is predicted is nearer to the person's stars than the crowd's mean: surely so, surely
 * not, or a difference that other films of theirs could turn round.
 */
export type OwnVerdict = "better" | "worse" | "withinChance";

/** How well a person is predicted, by their own ratings, each hidden once. */
export interface OwnAccuracyTold extends OwnRatingsUsed, StarErrors {
  readonly tellable: true;
  readonly verdict: OwnVerdict;
  /** Share of the hidden ratings inside their 80 % interval, ends included; NaN where none was measured. */
  readonly coverage80: number;
  /** Mean width of these intervals, in stars; NaN likewise. */
  readonly width80: number;
  /** The crowd's mean: what the model says of a film to someone without ratings. */
  readonly crowd: StarErrors;
  /** The same and how strict the person is, without hidden features. */
  readonly biasOnly: StarErrors;
  /** RMSE less that of the rule: below 0 the prediction is better. */
  readonly againstCrowd: RmseDifference;
  readonly againstBiasOnly: RmseDifference;
  /** Mean of all hidden ratings. */
  readonly meanRating: number;
  /** Pairs of films hidden together and rated differently. */
  readonly pairs: number;
  /** Sorted as a list of picks is. */
  readonly picks: OwnOrder;
  /** Sorted by predicted stars, by how many rated each film, and by the crowd's mean. */
  readonly starsOrder: OwnOrder;
  readonly popularity: OwnOrder;
  readonly crowdOrder: OwnOrder;
  /** Right pairs of picks less those of the rule: above 0 picks are better. */
  readonly pairsAgainstPopularity: PairedDifference;
  readonly pairsAgainstCrowd: PairedDifference;
  /** The hidden films by id, what the person gave, and the stars predicted for each. */
  readonly movieIds: readonly Id[];
  readonly actual: Float32Array;
  readonly predicted: Float32Array;
}

/** What a person's own ratings tell of how well they are predicted. */
export type OwnAccuracy = OwnAccuracyUntold | OwnAccuracyTold;

/**
 * Tells how well a model predicts one person: their ratings are drawn into parts, each part is hidden
 * once, and predicted from a taste solved from all others.
 *
 * @param model - must not have learned from these ratings.
 * @param ratings - on the model's scale, in any order; of a film rated twice the last rating counts. Films
 *   that the model does not know are counted, and otherwise left out.
 * @throws {RangeError | TypeError} for a wrong option, or a rating that is not on the scale.
 *
 * Cost: a taste and O(I·F) a part, O(n²) pairs, and two thousand draws of n films four times over: with a
 * Bayesian model of MovieLens 1M .1 s for 300 ratings, 1 s for 3,000.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 300, movies: 200, ratings: 20_000 });
 * const leftOut = leaveOutPeople(ratings, { people: 1, leastRatings: 60, given: [0] }, 1);
 * const model = await train(leftOut.train, { method: "gradient-descent", factors: 4 });
 * const { movies, movieIndex, value } = leftOut.people[0].heldOut;
 * const own = Array.from(value, (rating, n) => ({ movieId: movies.idAt(movieIndex[n]), rating }));
 * const accuracy = ownAccuracy(model, own);
 * assert.ok(accuracy.tellable && accuracy.rmse < 1.5);
 * assert.equal(ownAccuracy(model, own.slice(0, 8)).tellable, false);
 * ```
 */
export function ownAccuracy(
  model: OwnAccuracyModel,
  ratings: readonly PersonRating[],
  options: OwnAccuracyOptions = {},
): OwnAccuracy {
  const { folds, leastRatings, seed } = resolved(options);
  const own = knownRatings(model, new ListableFilms(model), ratings);
  const used = usedOf(own, leastRatings);
  if (used.ratings < leastRatings) return { tellable: false, ...used };
  const foldOf = drawFolds(used.ratings, folds, seed);
  const films = Array.from({ length: folds }, (_, fold) =>
    predictHidden(model, own.known, foldOf, fold),
  ).flat();
  return { tellable: true, ...used, ...starsOf(films, seed), ...ordersOf(films, seed) };
}

function resolved(options: OwnAccuracyOptions): Required<OwnAccuracyOptions> {
  const action = "Cannot tell how well someone is predicted";
  rejectUnknownKeys(action, options, OWN_ACCURACY_DEFAULTS);
  const { seed, ...sizes } = { ...OWN_ACCURACY_DEFAULTS, ...options };
  const folds = integerIn(action, "folds", sizes.folds, 2, 20);
  return {
    folds,
    leastRatings: integerIn(action, "leastRatings", sizes.leastRatings, folds, 2 ** 32 - 1),
    seed: integerIn(action, "seed", seed, 0, 2 ** 32 - 1),
  };
}

function usedOf({ known, unknown, repeated }: KnownRatings, needed: number): OwnRatingsUsed {
  return { ratings: known.length, unknown, repeated, needed };
}

type StarsPart = Pick<
  OwnAccuracyTold,
  | ("rmse" | "mae" | "coverage80" | "width80" | "verdict" | "crowd" | "biasOnly")
  | ("againstCrowd" | "againstBiasOnly" | "meanRating" | "movieIds" | "actual" | "predicted")
>;

function starsOf(films: readonly HiddenFilm[], seed: number): StarsPart {
  const column = (of: (film: HiddenFilm) => number): Float32Array => Float32Array.from(films, of);
  const actual = column((film) => film.actual);
  const predicted = column(({ stars }) => stars);
  const crowd = column((film) => film.crowd);
  const biasOnly = column((film) => film.biasOnly);
  const againstCrowd = pairedBootstrap(actual, predicted, crowd, { seed });
  return {
    verdict: verdictOf(againstCrowd),
    ...starErrors(predicted, actual),
    ...intervalMeasures(films, actual),
    crowd: starErrors(crowd, actual),
    biasOnly: starErrors(biasOnly, actual),
    againstCrowd,
    againstBiasOnly: pairedBootstrap(actual, predicted, biasOnly, { seed }),
    meanRating: actual.reduce((sum, stars) => sum + stars, 0) / actual.length,
    movieIds: films.map(({ movieId }) => movieId),
    ...{ actual, predicted },
  };
}

function verdictOf({ low95, high95 }: RmseDifference): OwnVerdict {
  if (high95 < 0) return "better";
  return low95 > 0 ? "worse" : "withinChance";
}

type OrdersPart = Pick<
  OwnAccuracyTold,
  | ("pairs" | "picks" | "starsOrder" | "popularity" | "crowdOrder")
  | ("pairsAgainstPopularity" | "pairsAgainstCrowd")
>;

function ordersOf(films: readonly HiddenFilm[], seed: number): OrdersPart {
  const stars = films.map(({ actual }) => actual);
  const group = films.map(({ fold }) => fold);
  const ordered = (scores: readonly number[]) => ({
    top: topRating(films, scores),
    order: pairOrder(scores, stars, group),
  });
  const picks = ordered(picksScores(films));
  const popularity = ordered(films.map(({ ratedBy }) => ratedBy));
  const crowd = ordered(films.map((film) => film.crowd));
  const shown = ({ top, order }: typeof picks): OwnOrder => ({
    topRating: top,
    rightPairs: order.share,
  });
  return {
    pairs: picks.order.pairs,
    picks: shown(picks),
    starsOrder: shown(ordered(films.map((film) => film.stars))),
    popularity: shown(popularity),
    crowdOrder: shown(crowd),
    pairsAgainstPopularity: pairOrderDifference(picks.order, popularity.order, seed),
    pairsAgainstCrowd: pairOrderDifference(picks.order, crowd.order, seed),
  };
}
