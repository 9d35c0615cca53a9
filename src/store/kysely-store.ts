import { StoreError } from "../core/errors.ts";
import type { Engine } from "./engine.ts";
import { deleteMovie, deletePerson } from "./delete-person.ts";
import * as keys from "./keys.ts";
import * as models from "./models.ts";
import { putRatings, putSignals } from "./put-many.ts";
import { putRating } from "./put-rating.ts";
import { ratingBlocks } from "./rating-blocks.ts";
import { records, restore } from "./records.ts";
import * as read from "./read-person.ts";
import { sharedNow } from "./shared.ts";
import { asStoreError } from "./store-fault.ts";
import type {
  ApiKey,
  PageOptions,
  RatingBlock,
  RatingsPage,
  RatingWrite,
  ServingState,
  SignalWrite,
  Store,
  StoreCounts,
  StoredModel,
  StoredPerson,
  StoredTraining,
  StoreRecord,
} from "./store.ts";
import * as trainings from "./trainings.ts";

/** A {@link Store} on either engine: what is the same for all methods, which is their errors. */
export class KyselyStore implements Store {
  readonly engine: "sqlite" | "postgres";
  readonly place: string;
  readonly #engine: Engine;
  readonly #ask: () => Promise<void>;
  /** The first of its kind that was met. */
  #damage: StoreError | undefined;

  /** @param engine - migrated; closed with the store. */
  constructor(engine: Engine) {
    this.#engine = engine;
    this.engine = engine.name;
    this.place = engine.place;
    this.#ask = sharedNow(async () => void (await models.serving(engine)));
  }

  async revisionOf(personId: string): Promise<string | undefined> {
    return await this.#do("read from", read.revisionOf(this.#engine, personId));
  }

  async readPerson(personId: string): Promise<StoredPerson | undefined> {
    return await this.#do("read from", read.readPerson(this.#engine, personId));
  }

  async ratingsPage(personId: string, page: PageOptions): Promise<RatingsPage | undefined> {
    return await this.#do("read from", read.ratingsPage(this.#engine, personId, page));
  }

  async putRating(rating: RatingWrite): Promise<void> {
    await this.#do("write to", putRating(this.#engine, rating));
  }

  async putRatings(writes: readonly RatingWrite[]): Promise<readonly number[]> {
    return await this.#do("write to", putRatings(this.#engine, writes));
  }

  async putSignals(writes: readonly SignalWrite[]): Promise<void> {
    await this.#do("write to", putSignals(this.#engine, writes));
  }

  async deleteRating(personId: string, movieId: string): Promise<void> {
    await this.#do("write to", deleteMovie(this.#engine, "ratings", personId, movieId));
  }

  async deleteSignal(personId: string, movieId: string): Promise<void> {
    await this.#do("write to", deleteMovie(this.#engine, "signals", personId, movieId));
  }

  async deletePerson(personId: string): Promise<void> {
    await this.#do("write to", deletePerson(this.#engine, personId));
  }

  async finishDeletions(): Promise<void> {
    await this.#do("write to", this.#engine.scrub());
  }

  async counts(): Promise<StoreCounts> {
    return await this.#do("read from", read.counts(this.#engine));
  }

  async *ratingBlocks(): AsyncGenerator<RatingBlock> {
    try {
      yield* ratingBlocks(this.#engine);
    } catch (error) {
      throw this.#told(error, "read from");
    }
  }

  async addKey(key: ApiKey): Promise<void> {
    await this.#do("write to", keys.addKey(this.#engine, key));
  }

  async keyOf(id: string): Promise<ApiKey | undefined> {
    return await this.#do("read from", keys.keyOf(this.#engine, id));
  }

  async keys(): Promise<readonly ApiKey[]> {
    return await this.#do("read from", keys.keys(this.#engine));
  }

  async revokeKey(id: string, revokedAt: number): Promise<boolean> {
    return await this.#do("write to", keys.revokeKey(this.#engine, id, revokedAt));
  }

  async addModel(model: Omit<StoredModel, "bytes">, bytes: Uint8Array): Promise<void> {
    await this.#do("write to", models.addModel(this.#engine, model, bytes));
  }

  async models(): Promise<readonly StoredModel[]> {
    return await this.#do("read from", models.models(this.#engine));
  }

  async modelBytes(version: string): Promise<Uint8Array | undefined> {
    return await this.#do("read from", models.modelBytes(this.#engine, version));
  }

  async serving(): Promise<ServingState> {
    return await this.#do("read from", models.serving(this.#engine));
  }

  async promote(version: string | null): Promise<boolean> {
    return await this.#do("write to", models.promote(this.#engine, version));
  }

  async rollBack(): Promise<boolean> {
    return await this.#do("write to", models.rollBack(this.#engine));
  }

  async deleteModel(version: string): Promise<"deleted" | "unknown" | "in use"> {
    return await this.#do("write to", models.deleteModel(this.#engine, version));
  }

  async startTraining(training: StoredTraining, staleBefore: number): Promise<boolean> {
    return await this.#do("write to", trainings.startTraining(this.#engine, training, staleBefore));
  }

  async updateTraining(
    id: string,
    change: Partial<Omit<StoredTraining, "id" | "order">>,
  ): Promise<boolean> {
    return await this.#do("write to", trainings.updateTraining(this.#engine, id, change));
  }

  async trainings(staleBefore: number): Promise<readonly StoredTraining[]> {
    return await this.#do("read from", trainings.trainings(this.#engine, staleBefore));
  }

  async training(id: string, staleBefore: number): Promise<StoredTraining | undefined> {
    return await this.#do("read from", trainings.training(this.#engine, id, staleBefore));
  }

  async *records(): AsyncGenerator<StoreRecord> {
    try {
      yield* records(this.#engine);
    } catch (error) {
      throw this.#told(error, "read from");
    }
  }

  async restore(given: AsyncIterable<StoreRecord>): Promise<void> {
    await this.#do("write to", restore(this.#engine, given));
  }

  async check(): Promise<readonly string[]> {
    return await this.#do("read from", this.#engine.check());
  }

  async ping(): Promise<void> {
    await this.#do("read from", this.#ask());
    if (this.#damage !== undefined) throw this.#damage;
  }

  async close(): Promise<void> {
    await this.#do("close", this.#engine.close());
  }

  async #do<T>(what: "read from" | "write to" | "close", work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.#told(error, what);
    }
  }

  #told(error: unknown, what: "read from" | "write to" | "close"): unknown {
    const told = asStoreError(error, what, this.place);
    if (told instanceof StoreError && told.fault === "damaged") this.#damage ??= told;
    return told;
  }
}
