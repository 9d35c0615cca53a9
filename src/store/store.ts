/** Ratings and signals that a person may hold: far more than anyone rates, and few enough to be read at once. */
export const MOST_OF_A_PERSON = 10_000;

/** A person's rating of a movie. */
export interface StoredRating {
  readonly movieId: string;
  /** In stars. */
  readonly rating: number;
  /** Milliseconds since 1970, UTC. */
  readonly ratedAt: number;
}

/** What a person says of a movie without giving stars. */
export type Signal = "seen" | "notForMe";

/** That a person marked a movie. */
export interface StoredSignal {
  readonly movieId: string;
  readonly signal: Signal;
  readonly markedAt: number;
}

/** Everything that is stored of a person. */
export interface StoredPerson {
  /** Changes with every write about the person and is never used twice, so it names what was read. */
  readonly revision: string;
  /** In the order of movie ids as bytes of UTF-8, as are signals. */
  readonly ratings: readonly StoredRating[];
  readonly signals: readonly StoredSignal[];
}

/** Some of what is stored of a person. */
export interface RatingsPage extends StoredPerson {
  /** All of them, or none on a page that comes after another. */
  readonly signals: readonly StoredSignal[];
}

/** Where a page begins, and how long it is. */
export interface PageOptions {
  /** The movie id that the page before ended with; left out for the first page. */
  readonly after?: string | undefined;
  /** Ratings at most. */
  readonly limit: number;
}

/** A rating to be stored. */
export interface RatingWrite {
  readonly personId: string;
  readonly movieId: string;
  readonly rating: number;
  readonly ratedAt: number;
}

/** A signal to be stored. */
export interface SignalWrite {
  readonly personId: string;
  readonly movieId: string;
  readonly signal: Signal;
  readonly markedAt: number;
}

/** Ratings as columns, for learning: row k is `person[k]`, `movie[k]`, `rating[k]`. */
export interface RatingBlock {
  /** Number of the person, from 0 in no order that means anything: learning need not know who they are. */
  readonly person: Int32Array;
  /** Index into {@link movieIds}. */
  readonly movie: Int32Array;
  readonly rating: Float32Array;
  /** Ids of movies met for the first time in this block, after those of the blocks before. */
  readonly movieIds: readonly string[];
}

/** A key that lets a program use the service; its secret part is nowhere. */
export interface ApiKey {
  /** The part of the key that is no secret. */
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret part, 32 bytes. */
  readonly hash: Uint8Array;
  readonly scopes: readonly ("read" | "write" | "admin")[];
  /** Requests a second; 0: as many as come. */
  readonly rate: number;
  readonly createdAt: number;
  /** null: it is in force. */
  readonly revokedAt: number | null;
}

/** A model of the registry, without its bytes. */
export interface StoredModel {
  readonly version: string;
  readonly createdAt: number;
  readonly bytes: number;
  /** The model's provenance as JSON, so that a list of models need not read them. */
  readonly provenance: string;
}

/** Which model is served; null is the one that servers start with. */
export interface ServingState {
  readonly version: string | null;
  /** What a rollback returns to; undefined: nothing was served before. */
  readonly previous: string | null | undefined;
}

/** How a training goes, or ended. */
export type TrainingState = "running" | "done" | "failed" | "cancelled" | "interrupted";

/** A training, under way or of the past. */
export interface StoredTraining {
  readonly id: string;
  readonly state: TrainingState;
  /** The order as JSON. */
  readonly order: string;
  readonly stage: string;
  /** Of the stage, 0 to 1. */
  readonly progress: number;
  readonly ratings: number | null;
  readonly startedAt: number;
  /** When the one who trains was last heard of. */
  readonly heardAt: number;
  readonly endedAt: number | null;
  readonly model: string | null;
  readonly error: string | null;
}

/** How much is stored of people. */
export interface StoreCounts {
  readonly people: number;
  readonly ratings: number;
  readonly signals: number;
}

/** Something that a store holds, for taking it elsewhere. A model's parts come right after it, in order. */
export type StoreRecord =
  | {
      readonly kind: "person";
      readonly personId: string;
      readonly ratings: readonly StoredRating[];
      readonly signals: readonly StoredSignal[];
    }
  | { readonly kind: "key"; readonly key: ApiKey }
  | { readonly kind: "model"; readonly model: StoredModel }
  | {
      readonly kind: "part";
      readonly version: string;
      readonly part: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: "serving"; readonly serving: ServingState };

/**
 * People and what they rated, API keys and models, in a SQLite file or in Postgres. Every promise that is
 * fulfilled by a write means that it is on disk. Ids are any well-formed text, compared exactly.
 *
 * Every method rejects with a `StoreError`.
 */
export interface Store {
  readonly engine: "sqlite" | "postgres";
  /** For people, without any password: a path, or `postgres://host/database`. */
  readonly place: string;

  /** undefined: nothing is stored of this person. Cost: one row. */
  revisionOf(personId: string): Promise<string | undefined>;
  /** Everything of a person as of one moment. */
  readPerson(personId: string): Promise<StoredPerson | undefined>;
  /** Of one moment: the ratings that come next in the order of their movies. */
  ratingsPage(personId: string, page: PageOptions): Promise<RatingsPage | undefined>;
  /**
   * Replaces what is there, whenever that was rated. Rejects with "crowded" where it would be one more than
   * {@link MOST_OF_A_PERSON}.
   */
  putRating(write: RatingWrite): Promise<void>;
  /**
   * In one transaction. Of two ratings of one pair the later counts; of the same time, the later row.
   *
   * @returns indices of those that were not stored since the person would hold too much, ascending.
   */
  putRatings(writes: readonly RatingWrite[]): Promise<readonly number[]>;
  /** All or, with "crowded", none. */
  putSignals(writes: readonly SignalWrite[]): Promise<void>;
  deleteRating(personId: string, movieId: string): Promise<void>;
  deleteSignal(personId: string, movieId: string): Promise<void>;
  /** Nothing is left, neither in the tables nor, for SQLite, in the file's free pages and log. */
  deletePerson(personId: string): Promise<void>;
  /** Goes on with deletions that were cut off before every trace was gone. Cost: one row where there are none. */
  finishDeletions(): Promise<void>;
  counts(): Promise<StoreCounts>;

  /** Every rating, as of one moment, in blocks of some 50 000; without who gave it. */
  ratingBlocks(): AsyncIterable<RatingBlock>;

  addKey(key: ApiKey): Promise<void>;
  keyOf(id: string): Promise<ApiKey | undefined>;
  /** Oldest first, with those that were revoked. */
  keys(): Promise<readonly ApiKey[]>;
  /** @returns false where there is no such key. */
  revokeKey(id: string, revokedAt: number): Promise<boolean>;

  /** Stores a model whole or not at all; `bytes` is borrowed until then. */
  addModel(model: Omit<StoredModel, "bytes">, bytes: Uint8Array): Promise<void>;
  /** Newest first. */
  models(): Promise<readonly StoredModel[]>;
  modelBytes(version: string): Promise<Uint8Array | undefined>;
  serving(): Promise<ServingState>;
  /** null: the model that servers start with. @returns false where there is no such model. */
  promote(version: string | null): Promise<boolean>;
  /** @returns false where nothing was served before. A second rollback in a row finds nothing. */
  rollBack(): Promise<boolean>;
  /** "in use": it is served, or what a rollback returns to. */
  deleteModel(version: string): Promise<"deleted" | "unknown" | "in use">;

  /** @returns false where one is running that was heard of after `staleBefore`; older ones become "interrupted". */
  startTraining(training: StoredTraining, staleBefore: number): Promise<boolean>;
  /** Overwrites what `change` has; only while it is running. @returns false where it is not, any longer. */
  updateTraining(
    id: string,
    change: Partial<Omit<StoredTraining, "id" | "order">>,
  ): Promise<boolean>;
  /** Newest first, at most 50, for no more are kept; those not heard of since `staleBefore` have become "interrupted". */
  trainings(staleBefore: number): Promise<readonly StoredTraining[]>;
  training(id: string, staleBefore: number): Promise<StoredTraining | undefined>;

  /**
   * Everything but trainings and revisions, as of one moment, in an order that depends on nothing else. A person comes
   * as one record, or as several in a row.
   */
  records(): AsyncIterable<StoreRecord>;
  /**
   * Takes all records or, where their iteration or anything else fails, none. A store that holds people, keys or
   * models already rejects with a `StoreError`, "foreign"; records of a person who would hold too much, "crowded".
   */
  restore(records: AsyncIterable<StoreRecord>): Promise<void>;

  /** What is broken, in the words of the engine; Postgres looks after itself and has none. Cost: reads all of it. */
  check(): Promise<readonly string[]>;
  /** Whether it answers. Rejects as well once damage has been met in it, until it is opened anew. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
