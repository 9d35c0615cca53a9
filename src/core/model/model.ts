import type { Catalogue } from "../catalogue/catalogue.ts";
import type { FilmMap, FilmMapOptions } from "../features/film-map.ts";
import { filmMap } from "../features/film-map.ts";
import type { HiddenFeature, HiddenFeaturesOptions } from "../features/hidden-features.ts";
import { hiddenFeatures } from "../features/hidden-features.ts";
import type { Match } from "../features/match.ts";
import { matchOf } from "../features/match.ts";
import type { ProfileFeature } from "../features/profile.ts";
import { profileOf } from "../features/profile.ts";
import type { Neighbour, SimilarOptions } from "../features/similar.ts";
import { similar } from "../features/similar.ts";
import type { PicksHead, StarsHead } from "../learn/learning.ts";
import { predictPair } from "../learn/learning.ts";
import type { Id, IdMap } from "../ratings/id-map.ts";
import type { RatingScale } from "../ratings/rating-scale.ts";
import { bytesOf, checkLength, describe, oneOf, rejectUnknownKeys } from "../check.ts";
import type { OwnRating } from "../taste/fold-in.ts";
import type { Marks } from "../taste/own-films.ts";
import { marksOf } from "../taste/own-films.ts";
import type { PersonRating } from "../taste/taste.ts";
import { Taste } from "../taste/taste.ts";
import type { ModelParts, Provenance } from "./model-parts.ts";
import { decodeModel, encodeModel, unfitModelFile } from "./model-file.ts";
import type { ModelFileOptions } from "./model-file-options.ts";
import { MODEL_FILE_DEFAULTS, PRECISIONS } from "./model-file-options.ts";

/**
 * What was learned: hidden features of films and users, the catalogue, and where it comes from.
 * Made by `train` or {@link Model.fromBytes}; never changes.
 *
 * @example
 * ```ts
 * const model = await train(synthesize(), { method: "gradient-descent", factors: 8 });
 * const [best] = model.taste([{ movieId: 7, rating: 5 }]).picks();
 * assert.ok(best.stars > 3);
 * ```
 */
export class Model implements ModelParts {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  readonly head: StarsHead;
  readonly picksHead: PicksHead;
  readonly movieCounts: Uint32Array;
  readonly halfWidth80: number;
  readonly users: IdMap;
  readonly provenance: Provenance;

  /** @throws {RangeError} if the parts do not fit each other. */
  constructor(parts: ModelParts) {
    const { head, catalogue, users } = parts;
    const action = "Cannot make a model";
    const { factors } = head;
    checkLength(action, "movieFactors", head.movieFactors, catalogue.size * factors, "I·F");
    checkLength(action, "movieBias", head.movieBias, catalogue.size, "I");
    checkLength(action, "movieCounts", parts.movieCounts, catalogue.size, "I");
    checkLength(action, "userFactors", head.userFactors, users.size * factors, "U·F");
    checkLength(action, "userBias", head.userBias, users.size, "U");
    if (head.posterior !== undefined) {
      const { movieVariance, ratedBias, ratedFactors, ratedMean, ratedVariance } = head.posterior;
      checkLength(action, "movieVariance", movieVariance, catalogue.size, "I");
      checkLength(action, "ratedBias", ratedBias, catalogue.size, "I");
      checkLength(action, "ratedFactors", ratedFactors, catalogue.size * factors, "I·F");
      checkLength(action, "ratedMean", ratedMean, factors + 1, "1 + F");
      checkLength(action, "ratedVariance", ratedVariance, factors + 1, "1 + F");
    }
    const { picksHead } = parts;
    if (picksHead.views.length === 0) {
      throw new RangeError(`${action}: "picksHead.views" must hold at least one view`);
    }
    for (const { factors: width, givenFactors, movieFactors, gram, crowd } of picksHead.views) {
      checkLength(action, "picks.givenFactors", givenFactors, catalogue.size * width, "I·F");
      checkLength(action, "picks.movieFactors", movieFactors, catalogue.size * width, "I·F");
      checkLength(action, "picks.gram", gram, width * width, "F·F");
      checkLength(action, "picks.crowd", crowd, width, "F");
    }
    this.catalogue = catalogue;
    this.scale = parts.scale;
    this.head = head;
    this.picksHead = picksHead;
    this.movieCounts = parts.movieCounts;
    this.halfWidth80 = parts.halfWidth80;
    this.users = users;
    this.provenance = parts.provenance;
  }

  /**
   * The stars that a user of the training data will give: clipped to the scale.
   *
   * @returns the mean for a user or movie that training never saw: an unknown part adds nothing.
   *   `1` and `"1"` are two ids, and the wrong one is unknown; `users.indexOf` and
   *   `catalogue.indexOf` give −1 for it.
   *
   * Cost: O(F).
   */
  predict(userId: Id, movieId: Id): number {
    return this.predictIndex(this.users.indexOf(userId), this.catalogue.indexOf(movieId));
  }

  /** As {@link predict}, by dense indices; −1 for an unknown one. */
  predictIndex(userIndex: number, movieIndex: number): number {
    return predictPair(this.head, this.scale, userIndex, movieIndex);
  }

  /**
   * Solves for one person's taste; nothing is retrained.
   *
   * @param ratings - on the model's scale; the last rating of a film counts. May be empty: then the
   *   taste is that of the crowd.
   * @param marks - films seen without a rating, and films not wanted.
   * @throws {RangeError} if a movie is not in the catalogue or a rating not on the scale.
   * @throws {TypeError} if a rating is no number.
   *
   * Cost: O(n·F² + F³): under a millisecond for 30 ratings at F = 32.
   *
   * @example
   * ```ts
   * const model = await train(synthesize(), { method: "gradient-descent", factors: 8 });
   * const lenient = model.taste([1, 2, 3].map((movieId) => ({ movieId, rating: 5 })));
   * const strict = model.taste([1, 2, 3].map((movieId) => ({ movieId, rating: 1 })));
   * assert.ok(lenient.strictness > strict.strictness);
   * ```
   */
  taste(ratings: Iterable<PersonRating>, marks: Marks = {}): Taste {
    return new Taste(this, this.#rows(ratings), { marks: marksOf(this, marks) });
  }

  /**
   * The taste that training itself learned for a user (the story's own way: the person's ratings
   * are among the data, and everything is retrained).
   *
   * @param ratings - the user's ratings, for reasons and to leave the films out of picks.
   * @param marks - as for {@link taste}.
   * @throws {RangeError} if the user or a movie was not in the training data.
   */
  tasteOfUser(userId: Id, ratings: Iterable<PersonRating>, marks: Marks = {}): Taste {
    const user = this.users.indexOf(userId);
    if (user < 0) {
      throw new RangeError(
        `Cannot find the taste: "userId" must be in the training data, got ${JSON.stringify(userId)}`,
      );
    }
    const { factors, userBias, userFactors } = this.head;
    return new Taste(this, this.#rows(ratings), {
      marks: marksOf(this, marks),
      learned: {
        strictness: userBias[user]!,
        features: userFactors.slice(user * factors, (user + 1) * factors),
      },
    });
  }

  /**
   * Films whose hidden features point the same way as this one's.
   *
   * @throws {RangeError | TypeError} if the movie is not in the catalogue, or for a wrong option.
   *
   * Cost: O(I·F).
   */
  similar(movieId: Id, options: SimilarOptions = {}): Neighbour[] {
    return similar(this, this.#rowOf("Cannot find similar films", movieId), options);
  }

  /**
   * What the hidden features tell apart, by name where there is one: genres, fame, acclaim, years, each
   * checked on films that finding it left out; then what is left without a name. Found once, then kept.
   *
   * @throws {RangeError | TypeError} for a wrong option.
   *
   * Cost: O(films·D² + D³) the first time, for D numbers a film.
   */
  hiddenFeatures(options: HiddenFeaturesOptions = {}): HiddenFeature[] {
    return hiddenFeatures(this, options);
  }

  /**
   * A person along the hidden features, beside the people that the model learned from.
   *
   * @throws {RangeError | TypeError} for a taste of another model, or a wrong option.
   *
   * Cost: that of {@link hiddenFeatures}, and O(U·F) a feature.
   */
  profile(taste: Taste, options: HiddenFeaturesOptions = {}): ProfileFeature[] {
    return profileOf(this, taste, options);
  }

  /**
   * A person and a film, hidden feature by hidden feature, and what that adds in stars.
   *
   * @throws {RangeError | TypeError} for an unknown movie, a taste of another model, or a wrong option.
   *
   * Cost: that of {@link hiddenFeatures}, and O(F) a feature.
   */
  match(taste: Taste, movieId: Id, options: HiddenFeaturesOptions = {}): Match {
    return matchOf(this, taste, movieId, options);
  }

  /**
   * The well-known films on a plane, those that are alike together; always the same for a model.
   *
   * @throws {RangeError | TypeError} for a wrong option.
   *
   * Cost: O(films²).
   */
  filmMap(options: FilmMapOptions = {}): FilmMap {
    return filmMap(this, options);
  }

  /**
   * The model as a safetensors file: the same model gives the same bytes.
   *
   * @throws {ModelFileError} if ids of users take more than the 100 MB that the format allows.
   * @throws {TypeError | RangeError} for an unknown or wrong option.
   *
   * Cost: O(size); 4 (U + I)(F + 1) bytes and the catalogue, a quarter of the former if compact.
   *
   * @example
   * ```ts
   * const model = await train(synthesize(), { method: "gradient-descent" });
   * const small = model.toBytes({ precision: "compact" });
   * assert.ok(small.length < model.toBytes().length / 2);
   * assert.deepEqual(Model.fromBytes(small).toBytes({ precision: "compact" }), small);
   * ```
   */
  toBytes(options: ModelFileOptions = {}): Uint8Array<ArrayBuffer> {
    const action = "Cannot write the model";
    rejectUnknownKeys(action, options, MODEL_FILE_DEFAULTS);
    const precision = options.precision ?? MODEL_FILE_DEFAULTS.precision;
    return encodeModel(this, oneOf(action, "precision", precision, PRECISIONS));
  }

  /**
   * Reads a model file, of either precision.
   *
   * @param bytes - borrowed.
   * @throws {ModelFileError} if the file is foreign, damaged, cut short or of another version.
   * @throws {TypeError} if `bytes` is neither kind of bytes.
   *
   * Cost: O(size), and twice the memory meanwhile.
   */
  static fromBytes(bytes: Uint8Array | ArrayBuffer): Model {
    const parts = decodeModel(bytesOf("Cannot read the model", "bytes", bytes));
    try {
      return new Model(parts);
    } catch (cause) {
      throw unfitModelFile(cause);
    }
  }

  #rows(ratings: Iterable<PersonRating>): OwnRating[] {
    const action = "Cannot learn a taste";
    const list: Iterable<PersonRating | null> | undefined = ratings;
    if (typeof list?.[Symbol.iterator] !== "function") {
      throw new TypeError(`${action}: "ratings" must be a list, got ${describe(ratings)}`);
    }
    return Array.from(list, (rated) => {
      if (typeof rated !== "object" || rated === null) {
        throw new TypeError(
          `${action}: each rating must be an object with movieId and rating, got ${describe(rated)}`,
        );
      }
      return { movieIndex: this.#rowOf(action, rated.movieId), rating: rated.rating };
    });
  }

  #rowOf(action: string, movieId: Id): number {
    const row = this.catalogue.indexOf(movieId);
    if (row >= 0) return row;
    throw new RangeError(
      `${action}: "movieId" must be in the catalogue, got ${JSON.stringify(movieId)}`,
    );
  }
}
