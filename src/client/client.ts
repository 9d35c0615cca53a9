import type { OperationId } from "../contract/routes.ts";
import type {
  Avoid,
  BulkResult,
  Features,
  Guest,
  Health,
  ImportResult,
  ModelVersions,
  Movie,
  Movies,
  OwnRating,
  PersonRatings,
  Picks,
  PicksAndAvoid,
  Predicted,
  Profile,
  ServedModel,
  Serving,
  Signal,
  Similar,
  StoredRating,
  StoredSignal,
  Together,
  Training,
  TrainingOrder,
  Trainings,
} from "../contract/types.ts";
import { bytesOf, rejectUnknownKeys } from "../core/check.ts";
import type { Id, QueryValue } from "./address.ts";
import { pathOf, queryOf } from "./address.ts";
import { AnswerCache } from "./answer-cache.ts";
import type {
  FeaturesOptions,
  ImportOptions,
  ListOptions,
  MoviesOptions,
  PicksForOptions,
  PutRatingOptions,
  RatingsOptions,
  SimilarOptions,
} from "./call-options.ts";
import { CALL_KEYS, OPTION_KEYS, chosenOf } from "./call-options.ts";
import type { CallOptions, ClientOptions, Connection } from "./client-options.ts";
import { connectionOf } from "./client-options.ts";
import type { Call, Exchanged } from "./exchange.ts";
import { exchange } from "./exchange.ts";
import { nonsense } from "./failure.ts";
import { OPERATIONS } from "./operations.ts";
import type { RatingLines } from "./rating-lines.ts";
import { BulkTally, partsOf } from "./rating-lines.ts";

/** What of a call is its own. */
interface Sent extends Pick<Call, "body" | "type" | "alsoFine"> {
  readonly ids?: readonly Id[];
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Becomes the body. */
  readonly json?: object;
  readonly repeatable?: boolean;
}

/**
 * Asks a service of matinee's; runs wherever there is `fetch`, browsers too. Types are those of the service's
 * own contract.
 *
 * What may be asked twice is, after a 429 or 503 and where nothing answered, in the time the call has. Ids are
 * any text and reach the service exactly.
 *
 * Every method rejects with a `ServiceError` where the service refuses (`answer` has status and problem code) or
 * does not answer (status 0), with an `AbortedError` once `signal` is set, and with a `TypeError` or `RangeError`
 * for what cannot be sent.
 *
 * @throws {TypeError | RangeError} for options that are unknown or out of range.
 *
 * @example
 * ```ts
 * // Stands for a service here; leave `fetch` out.
 * const fetch = async () => Response.json({ picks: [], model: "1", ratings: 0, unknown: 0 });
 * const client = new MatineeClient({ url: "http://127.0.0.1:5757", apiKey: "mat_id_secret", fetch });
 * const { picks } = await client.picks("ann", { count: 3, genres: ["Comedy"] });
 * assert.deepEqual(picks, []);
 * ```
 *
 * @example
 * ```ts no-run
 * const client = new MatineeClient({ url: "http://127.0.0.1:5757" });
 * await client.putRating("ann", "318", 4.5);
 * try {
 *   console.log(await client.predict("ann", "no such film"));
 * } catch (error) {
 *   if (!(error instanceof ServiceError)) throw error;
 *   assert.equal(error.answer.problem, "movie-unknown");
 * }
 * ```
 */
export class MatineeClient {
  readonly #connection: Connection;
  readonly #cache: AnswerCache;

  constructor(options: ClientOptions) {
    this.#connection = connectionOf(options);
    this.#cache = new AnswerCache(this.#connection.cacheBytes);
  }

  // What is stored of a person

  /** Stores a rating in stars, or replaces it; it counts at once. */
  async putRating(
    personId: string,
    movieId: Id,
    rating: number,
    options: PutRatingOptions = {},
  ): Promise<StoredRating> {
    const { ratedAt } = chosenOf(options);
    const body = { rating, ...(ratedAt === undefined ? {} : { ratedAt }) };
    return this.#json("putRating", options, { ids: [personId, movieId], json: body });
  }

  /** Takes a rating back, if there is one. */
  async deleteRating(personId: string, movieId: Id, options: CallOptions = {}): Promise<void> {
    await this.#send("deleteRating", options, { ids: [personId, movieId] });
  }

  /** Stores that a film was seen, or is not for this person. */
  async putSignal(
    personId: string,
    movieId: Id,
    signal: Signal,
    options: CallOptions = {},
  ): Promise<StoredSignal> {
    return this.#json("putSignal", options, { ids: [personId, movieId], json: { signal } });
  }

  /** Takes a signal back, if there is one. */
  async deleteSignal(personId: string, movieId: Id, options: CallOptions = {}): Promise<void> {
    await this.#send("deleteSignal", options, { ids: [personId, movieId] });
  }

  /** Deletes everything that is stored of a person. */
  async deletePerson(personId: string, options: CallOptions = {}): Promise<void> {
    await this.#send("deletePerson", options, { ids: [personId] });
  }

  /** A page of what is stored of a person; `next` is the `after` of the page that follows. */
  async ratings(personId: string, options: RatingsOptions = {}): Promise<PersonRatings> {
    const query = chosenOf(options);
    return this.#json("getRatings", options, { ids: [personId], query });
  }

  // Answers for a person

  /** Films worth this person's evening, each with why. */
  async picks(personId: string, options: ListOptions = {}): Promise<Picks> {
    const query = chosenOf(options);
    return this.#json("getPicks", options, { ids: [personId], query });
  }

  /** Films that would draw this person and then let them down. */
  async avoid(personId: string, options: ListOptions = {}): Promise<Avoid> {
    const query = chosenOf(options);
    return this.#json("getAvoid", options, { ids: [personId], query });
  }

  /** The person along the hidden features, beside everyone. */
  async profile(personId: string, options: CallOptions = {}): Promise<Profile> {
    return this.#json("getProfile", options, { ids: [personId] });
  }

  /** Stars for a film, with their interval and why. */
  async predict(personId: string, movieId: Id, options: CallOptions = {}): Promise<Predicted> {
    return this.#json("getPrediction", options, { ids: [personId, movieId] });
  }

  // Ratings that are sent along

  /**
   * Stores many ratings, from any iterable, in requests of a megabyte, of which each is sent again if need be.
   * `timeoutMs` holds for each. Lines that are wrong are told by number, the others stored; sending all again
   * changes nothing.
   */
  async putRatings(ratings: RatingLines, options: CallOptions = {}): Promise<BulkResult> {
    rejectUnknownKeys("Cannot store the ratings", options, CALL_KEYS);
    const tally = new BulkTally();
    for await (const part of partsOf("Cannot store the ratings", ratings)) {
      const sent = { body: part.text, type: "application/x-ndjson" };
      const answer = this.#json<BulkResult>("postRatings", options, sent);
      tally.add(part, await answer.catch((error: unknown) => tally.cutOff(error)));
    }
    return tally.result;
  }

  /** Picks, and films to avoid, for ratings that are sent along; nothing is stored. */
  async picksFor(
    ratings: readonly OwnRating[],
    options: PicksForOptions = {},
  ): Promise<PicksAndAvoid> {
    const choices = chosenOf(options);
    return this.#json("postPicks", options, { json: { ratings, ...choices } });
  }

  /** Movie night: films for several people, of whom ratings are stored or sent along. */
  async together(people: readonly Guest[], options: ListOptions = {}): Promise<Together> {
    const choices = chosenOf(options);
    return this.#json("postTogether", options, { json: { people, ...choices } });
  }

  /** Reads an export of Letterboxd, IMDb, Trakt or MovieLens, and stores it if a person is named. */
  async importExport(bytes: Uint8Array, options: ImportOptions = {}): Promise<ImportResult> {
    const query = chosenOf(options);
    const body = bytesOf("Cannot import the export", "bytes", bytes) as Uint8Array<ArrayBuffer>;
    const sent = { query, body, type: "application/octet-stream" };
    // With nobody named nothing is stored, so asking twice does no harm.
    return this.#json("postImport", options, {
      ...sent,
      repeatable: options.personId === undefined,
    });
  }

  // Films and the model

  /** Films by title, typos forgiven. */
  async movies(title: string, options: MoviesOptions = {}): Promise<Movies> {
    const query = chosenOf(options);
    return this.#json("findMovies", options, { query: { q: title, ...query } });
  }

  /** A film of the catalogue. */
  async movie(movieId: Id, options: CallOptions = {}): Promise<Movie> {
    return this.#json("getMovie", options, { ids: [movieId] });
  }

  /** Films whose hidden features point the same way. */
  async similar(movieId: Id, options: SimilarOptions = {}): Promise<Similar> {
    const query = chosenOf(options);
    return this.#json("getSimilar", options, { ids: [movieId], query });
  }

  /** The hidden features, by name where there is one. */
  async features(options: FeaturesOptions = {}): Promise<Features> {
    const query = chosenOf(options);
    return this.#json("getFeatures", options, { query });
  }

  /** The model that is served, and its scale. */
  async model(options: CallOptions = {}): Promise<ServedModel> {
    return this.#json("getModel", options);
  }

  // Administration

  /** Starts to learn a model from the stored ratings; how far it is, {@link training} tells. */
  async train(order: TrainingOrder = {}, options: CallOptions = {}): Promise<Training> {
    return this.#json("postTraining", options, { json: order });
  }

  /** The last trainings, newest first. */
  async trainings(options: CallOptions = {}): Promise<Trainings> {
    return this.#json("listTrainings", options);
  }

  /** How far a training is. */
  async training(trainingId: string, options: CallOptions = {}): Promise<Training> {
    return this.#json("getTraining", options, { ids: [trainingId] });
  }

  /** Ends a training that is running; no model comes of it. */
  async cancelTraining(trainingId: string, options: CallOptions = {}): Promise<void> {
    await this.#send("cancelTraining", options, { ids: [trainingId] });
  }

  /** The models there are, newest first. */
  async models(options: CallOptions = {}): Promise<ModelVersions> {
    return this.#json("listModels", options);
  }

  /** Serves this model from now on. */
  async promote(model: string, options: CallOptions = {}): Promise<Serving> {
    return this.#json("promoteModel", options, { ids: [model] });
  }

  /** Serves the model again that was served before. */
  async rollBack(options: CallOptions = {}): Promise<Serving> {
    return this.#json("rollBack", options);
  }

  /** Deletes a model that is not served. */
  async deleteModel(model: string, options: CallOptions = {}): Promise<void> {
    await this.#send("deleteModel", options, { ids: [model] });
  }

  // Operation

  /** Whether the process answers; asked once. */
  async live(options: CallOptions = {}): Promise<Health> {
    return this.#json("getLive", options, { repeatable: false });
  }

  /** Whether requests should be sent there; asked once, and `status` tells why not. */
  async ready(options: CallOptions = {}): Promise<Health> {
    return this.#json("getReady", options, { repeatable: false, alsoFine: [503] });
  }

  /** Figures for Prometheus, as text. */
  async metrics(options: CallOptions = {}): Promise<string> {
    return (await this.#send("getMetrics", options)).text;
  }

  /** The contract as an OpenAPI 3.1 document. */
  async openApi(options: CallOptions = {}): Promise<{ readonly openapi: string }> {
    return this.#json("getOpenApi", options);
  }

  /** The contract as a page of HTML. */
  async docsPage(options: CallOptions = {}): Promise<string> {
    return (await this.#send("getDocs", options)).text;
  }

  async #json<Answer>(id: OperationId, options: CallOptions, sent: Sent = {}): Promise<Answer> {
    const { response, text } = await this.#send(id, options, sent);
    try {
      return JSON.parse(text) as Answer;
    } catch (error) {
      throw nonsense(`Cannot ${OPERATIONS[id].action}`, response, error);
    }
  }

  async #send(id: OperationId, options: CallOptions, sent: Sent = {}): Promise<Exchanged> {
    const operation = OPERATIONS[id];
    const { ids = [], query = {}, json, repeatable = operation.repeatable } = sent;
    const action = `Cannot ${operation.action}`;
    rejectUnknownKeys(action, options, { ...CALL_KEYS, ...OPTION_KEYS[id] });
    const call = {
      operation: { ...operation, repeatable },
      address: pathOf(action, operation.path, ids) + queryOf(query),
      body: json === undefined ? sent.body : JSON.stringify(json),
      type: json === undefined ? sent.type : "application/json",
      alsoFine: sent.alsoFine,
    };
    return exchange(this.#connection, this.#cache, call, options);
  }
}
