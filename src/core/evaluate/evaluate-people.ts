import { integerIn } from "../check.ts";
import { halfWidth80 } from "../half-width.ts";
import type { Id } from "../ratings/id-map.ts";
import { clampToScale } from "../ratings/rating-scale.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { Prediction } from "../taste/prediction.ts";
import type { PersonRating } from "../taste/taste.ts";
import type { Biases } from "../learn/biases.ts";
import { fitBiases } from "../learn/biases.ts";
import { filmMeanBaseline, personBias } from "./baselines.ts";
import type { LeftOutPeople } from "./left-out-people.ts";
import type { StarErrors } from "./metrics.ts";
import { intervalMeasures, starErrors } from "./metrics.ts";

/** What is measured on new people: anything that knows a taste from a few ratings. */
export interface TasteModel {
  taste(ratings: readonly PersonRating[]): {
    predict(movieId: Id): Pick<Prediction, "stars" | "low" | "high">;
  };
}

/** How far off the stars of people are whom training has not seen, pooled over all of them. */
export interface PeopleResult extends StarErrors {
  /** Ratings that each person brought. */
  readonly given: number;
  /** Share of the held-out ratings inside their 80 % interval, ends included; NaN where none was measured. */
  readonly coverage80: number;
  /** Mean width of these intervals after clipping to the scale, in stars; NaN likewise. */
  readonly width80: number;
  readonly people: number;
  readonly heldOutRatings: number;
  /** How many of the held-out ratings are of films without a training rating; they count too. */
  readonly unseenFilmRatings: number;
  /** Simple rules: what is known of the person is the same as for the model. */
  readonly baselines: {
    readonly filmMean: StarErrors;
    /** Its interval is of one width: that which holds 80 % of the held-out ratings themselves. */
    readonly biasOnly: StarErrors & Pick<PeopleResult, "coverage80" | "width80">;
  };
  /** Stars predicted for each held-out rating, person after person. */
  readonly predicted: Float32Array;
  /** The held-out ratings, in the same order. */
  readonly actual: Float32Array;
  /** Which of the people each is of, from 0: the clusters of a paired bootstrap. */
  readonly person: Uint32Array;
}

/**
 * Predicts the held-out ratings of people left out from the first `given` of those they bring.
 *
 * @param model - learned from `leftOut.train`, and from nothing else.
 * @param given - at most as many as were set aside.
 * @throws {RangeError | TypeError} for another `given`, or a movie that the model does not know.
 *
 * Cost: a taste a person, a prediction a rating, and O(N) for the simple rules.
 *
 * @example
 * ```ts
 * const { ratings } = synthesize({ users: 200, movies: 80, ratings: 6000 });
 * const draw = { people: 20, leastRatings: 20, given: [10] };
 * const leftOut = leaveOutPeople(ratings, draw, 1);
 * const model = await train(leftOut.train, { method: "gradient-descent", factors: 4 });
 * const { rmse, baselines } = evaluatePeople(model, leftOut, 10);
 * assert.ok(rmse < baselines.filmMean.rmse);
 * ```
 */
export function evaluatePeople(
  model: TasteModel,
  leftOut: LeftOutPeople,
  given: number,
): PeopleResult {
  const [first] = leftOut.people;
  integerIn("Cannot evaluate", "given", given, 0, first?.given.length ?? 0);
  const actual = joined(leftOut, ({ heldOut }) => heldOut.value);
  const asked = leftOut.people.map((person) => {
    const taste = model.taste(rowsOf(person.given, given));
    return rowsOf(person.heldOut).map(({ movieId }) => taste.predict(movieId));
  });
  const answers = asked.flat();
  const predicted = Float32Array.from(answers, ({ stars }) => stars);
  const person = asked.flatMap((own, k) => own.map(() => k));
  return {
    ...starErrors(predicted, actual),
    ...intervalMeasures(answers, actual),
    given,
    people: leftOut.people.length,
    heldOutRatings: actual.length,
    unseenFilmRatings: unseenFilmRatings(leftOut),
    baselines: baselinesOf(leftOut, given, actual),
    predicted,
    actual,
    person: Uint32Array.from(person),
  };
}

function baselinesOf(
  leftOut: LeftOutPeople,
  given: number,
  actual: Float32Array,
): PeopleResult["baselines"] {
  const filmMean = filmMeanBaseline(leftOut.train);
  const biases = fitBiases(leftOut.train);
  const means = joined(leftOut, ({ userIndex, heldOut }) =>
    Float32Array.from(heldOut.movieIndex, (movie) => filmMean(userIndex, movie)),
  );
  const biased = joined(leftOut, (person) =>
    biasStars(biases, person.given, given, person.heldOut),
  );
  const half = halfWidth80(actual.map((stars, n) => stars - biased[n]!));
  const { scale } = leftOut.train;
  const intervals = Array.from(biased, (stars) => ({
    low: clampToScale(scale, stars - half),
    high: clampToScale(scale, stars + half),
  }));
  return {
    filmMean: starErrors(means, actual),
    biasOnly: { ...starErrors(biased, actual), ...intervalMeasures(intervals, actual) },
  };
}

function biasStars(biases: Biases, brought: Ratings, given: number, asked: Ratings): Float32Array {
  const { mean, movieBias } = biases;
  const own = personBias(
    biases,
    brought.movieIndex.subarray(0, given),
    brought.value.subarray(0, given),
  );
  return Float32Array.from(asked.movieIndex, (movie) =>
    clampToScale(asked.scale, mean + movieBias[movie]! + own),
  );
}

function unseenFilmRatings({ train, people }: LeftOutPeople): number {
  const counts = train.movieCounts();
  return people.reduce((sum, { heldOut }) => {
    return sum + heldOut.movieIndex.filter((movie) => counts[movie] === 0).length;
  }, 0);
}

function joined(
  { people }: LeftOutPeople,
  of: (person: LeftOutPeople["people"][number]) => Float32Array,
): Float32Array {
  return Float32Array.from(people.flatMap((person) => Array.from(of(person))));
}

function rowsOf({ movies, movieIndex, value }: Ratings, count = value.length): PersonRating[] {
  return Array.from(value.subarray(0, count), (rating, n) => ({
    movieId: movies.idAt(movieIndex[n]!),
    rating,
  }));
}
