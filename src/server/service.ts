import type { z } from "@hono/zod-openapi";
import type { Training, TrainingOrder } from "../contract/admin-routes.ts";
import type { Movie } from "../core/catalogue/movie.ts";
import type { Model } from "../core/model/model.ts";
import type { ApiKey, Store } from "../store/store.ts";

/** A model that answers requests. */
export interface ServedModel {
  /** Of the registry, or that of the model the server started with. */
  readonly version: string;
  readonly model: Model;
  /** The row of a movie by the text of its id, or −1: `"7"` finds both "7" and 7, the text first. */
  rowOf(movieId: string): number;
  /** Movies by title, likeliest first, typos forgiven. */
  search(text: string, limit: number): Promise<readonly Movie[]>;
}

/** Which model answers. A request keeps the one that it began with. */
export interface ModelHost {
  /** @throws {ProblemError} `stopping` or `store-unavailable` before the first one is loaded. */
  readonly current: ServedModel;
  readonly isLoaded: boolean;
  /** What is served where the store names no other: it came with the server. */
  readonly base: ServedModel;
  /**
   * Reads a model of the store and makes it ready, for a promotion that comes next: `refresh` serves it at once then.
   *
   * @returns false where the store has none of this version.
   * @throws {ModelFileError} for one that cannot be read.
   * @throws {StoreError} where the store cannot be asked.
   */
  prepare(version: string): Promise<boolean>;
  /** Loads what the store says is to be served, if that is another one; a broken one is left alone. */
  refresh(): Promise<void>;
  close(): void;
}

/** Learns from what is stored, in a process of its own. */
export interface Trainer {
  /** @throws {ProblemError} `training-running` or `nothing-to-train-on`. */
  start(order: z.infer<typeof TrainingOrder>): Promise<z.infer<typeof Training>>;
  /** @throws {ProblemError} `training-unknown` or `training-ended`. */
  cancel(trainingId: string): Promise<void>;
  list(): Promise<readonly z.infer<typeof Training>[]>;
  /** @throws {ProblemError} `training-unknown`. */
  get(trainingId: string): Promise<z.infer<typeof Training>>;
  /** Ends the process, if one runs. */
  close(): Promise<void>;
}

/** An answer that is kept: the bytes of its JSON, and the tag that names them. */
export interface Answer {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Strong, with its quotes. */
  readonly etag: string;
}

/** Answers by what they depend on; the least lately used go first when there are too many bytes. */
export interface AnswerCache {
  get(key: string): Answer | undefined;
  /** @param about - whose answer it is, where it is someone's. */
  set(key: string, json: unknown, about?: string): Answer;
  /** Nothing is kept about someone, any longer. */
  forget(about: string): void;
  /** How often something was to be forgotten. */
  readonly forgets: number;
}

/** A line of the log. Never a path, an id, a title, a rating or a key: nothing that is about a person. */
export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly [detail: string]: string | number | boolean | null;
}

export type Log = (line: LogLine) => void;

/** What routes answer with. */
export interface Service {
  readonly store: Store;
  readonly models: ModelHost;
  readonly trainer: Trainer;
  readonly answers: AnswerCache;
  readonly log: Log;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What middleware leaves for routes. */
export interface RequestVariables {
  requestId: string;
  /** Absent where none is needed. */
  apiKey?: ApiKey;
  /** Path of the route as the contract has it, without any id; absent where there is none. */
  route?: string;
}

/** The environment of every hono app of the service. */
export interface ServiceEnv {
  Variables: RequestVariables;
}
