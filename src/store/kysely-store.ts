import type { Engine } from "./engine.ts";
import * as keys from "./keys.ts";
import * as models from "./models.ts";
import { ratingBlocks } from "./rating-blocks.ts";
import { records, restore } from "./records.ts";
import * as read from "./read-person.ts";
import { asStoreError } from "./store-fault.ts";
import type {
  ApiKey,
  RatingBlock,
  RatingWrite,
  ServingState,
  SignalWrite,
  Store,
  StoreCounts,
  StoredModel,
  StoredPage,
  StoredPerson,
  StoredTraining,
  StoreRecord,
} from "./store.ts";
import * as trainings from "./trainings.ts";
import * as write from "./write-person.ts";

/** A {@link Store} on either engine: what is the same for all methods, which is their errors. */
export class KyselyStore implements Store {
  readonly engine: "sqlite" | "postgres";
  readonly place: string;
  readonly #engine: Engine;

  /** @param engine - migrated; closed with the store. */
  constructor(engine: Engine) {
    this.#engine = engine;
    this.engine = engine.name;
    this.place = engine.place;
  }

  async revisionOf(personId: string): Promise<string | undefined> {
    return await this.#do("read from", read.revisionOf(this.#engine, personId));
  }

  async readPerson(personId: string): Promise<StoredPerson | undefined> {
    return await this.#do("read from", read.readPerson(this.#engine, personId));
  }

  async putRating(rating: RatingWrite): Promise<void> {
    await this.#do("write to", write.putRating(this.#engine, rating));
  }

  async ratingsPage(
    personId: string,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<StoredPage | undefined> {
    const person = await this.readPerson(personId);
    if (person === undefined) return undefined;
    const { revision, ratings, signals } = person;
    if (after === undefined) return { revision, ratings: ratings.slice(0, limit), signals };
    const isAfter = (movieId: string): boolean =>
      Buffer.compare(Buffer.from(movieId), Buffer.from(after)) > 0;
    const rest = ratings.filter(({ movieId }) => isAfter(movieId));
    return { revision, ratings: rest.slice(0, limit) };
  }

  async putRatings(writes: readonly RatingWrite[]): Promise<readonly number[]> {
    await this.#do("write to", write.putRatings(this.#engine, writes));
    return [];
  }

  async putSignals(writes: readonly SignalWrite[]): Promise<void> {
    await this.#do("write to", write.putSignals(this.#engine, writes));
  }

  async deleteRating(personId: string, movieId: string): Promise<void> {
    await this.#do("write to", write.deleteMovie(this.#engine, "ratings", personId, movieId));
  }

  async deleteSignal(personId: string, movieId: string): Promise<void> {
    await this.#do("write to", write.deleteMovie(this.#engine, "signals", personId, movieId));
  }

  async deletePerson(personId: string): Promise<void> {
    await this.#do("write to", write.deletePerson(this.#engine, personId));
  }

  async counts(): Promise<StoreCounts> {
    return await this.#do("read from", read.counts(this.#engine));
  }

  async *ratingBlocks(): AsyncGenerator<RatingBlock> {
    try {
      yield* ratingBlocks(this.#engine);
    } catch (error) {
      throw asStoreError(error, "read from", this.place);
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
      throw asStoreError(error, "read from", this.place);
    }
  }

  async restore(given: AsyncIterable<StoreRecord>): Promise<void> {
    await this.#do("write to", restore(this.#engine, given));
  }

  async check(): Promise<readonly string[]> {
    return await this.#do("read from", this.#engine.check());
  }

  async ping(): Promise<void> {
    await this.#do("read from", models.serving(this.#engine));
  }

  async close(): Promise<void> {
    await this.#do("close", this.#engine.close());
  }

  async #do<T>(what: "read from" | "write to" | "close", work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw asStoreError(error, what, this.place);
    }
  }
}
