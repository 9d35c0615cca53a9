import { printable } from "./printable.ts";

/**
 * Conditions that a caller may want to handle. Each has a stable code and a heading of the same
 * name in `docs/errors.md`; a programmer's mistake is a `TypeError`, `RangeError` or `SyntaxError`.
 */
export type ErrorCode =
  | "E_ABORTED"
  | "E_CHECKPOINT"
  | "E_DATA"
  | "E_DATA_SET"
  | "E_DIVERGED"
  | "E_DOWNLOAD"
  | "E_MODEL_FILE"
  | "E_SERVICE"
  | "E_SPARK"
  | "E_STORE"
  | "E_WRITE";

/** Every code there is, in the order of `docs/errors.md`. */
export const ERROR_CODES: readonly ErrorCode[] = Object.freeze([
  "E_ABORTED",
  "E_CHECKPOINT",
  "E_DATA",
  "E_DATA_SET",
  "E_DIVERGED",
  "E_DOWNLOAD",
  "E_MODEL_FILE",
  "E_SERVICE",
  "E_SPARK",
  "E_STORE",
  "E_WRITE",
]);

/**
 * The base of all errors a caller can handle: `code` says which. What a terminal would obey in the
 * message, e.g. in the name of a file, is escaped.
 */
export class RecommenderError extends Error {
  override readonly name: string = "RecommenderError"; // a literal: minifiers rename classes
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(printable(message), options);
    this.code = code;
  }
}

/** Where in the input something is wrong; lines and columns count from 1. */
export interface DataPlace {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** An input file or table cannot be used. The message names the place, the finding, the remedy. */
export class DataError extends RecommenderError {
  override readonly name: string = "DataError";
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(message: string, place: DataPlace = {}, options?: ErrorOptions) {
    super("E_DATA", placed(message, place), options);
    this.file = place.file;
    this.line = place.line;
    this.column = place.column;
  }
}

/** A data set asked for by name is neither on this machine nor to be downloaded. */
export class DataSetError extends RecommenderError {
  override readonly name: string = "DataSetError";
  constructor(message: string, options?: ErrorOptions) {
    super("E_DATA_SET", message, options);
  }
}

/** A download failed: the address, the HTTP status where there was one. */
export class DownloadError extends RecommenderError {
  override readonly name: string = "DownloadError";
  readonly url: string;
  readonly status: number | undefined;
  constructor(message: string, url: string, status?: number, options?: ErrorOptions) {
    super("E_DOWNLOAD", message, options);
    this.url = url;
    this.status = status;
  }
}

/** A model file is foreign, damaged, cut short or of another version. */
export class ModelFileError extends RecommenderError {
  override readonly name: string = "ModelFileError";
  constructor(message: string, options?: ErrorOptions) {
    super("E_MODEL_FILE", message, options);
  }
}

/** A checkpoint is foreign, damaged, of another version, or of other data or options. */
export class CheckpointError extends RecommenderError {
  override readonly name: string = "CheckpointError";
  constructor(message: string, options?: ErrorOptions) {
    super("E_CHECKPOINT", message, options);
  }
}

/**
 * What was wrong with a store: it cannot be reached at the moment; has no space left; is damaged or no store;
 * is of a later version; what is to be imported into it is no backup; or a person would hold too much.
 */
export type StoreFault = "unavailable" | "full" | "damaged" | "newer" | "foreign" | "crowded";

/** One thing that is wrong with a request. */
export interface RequestFault {
  /** Part of the request, such as `query` or `json`. */
  readonly in: string;
  /** Where in that part; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
}

/** What a service answered instead of what was asked for. */
export interface ServiceAnswer {
  /** HTTP status; 0: there was no answer. */
  readonly status: number;
  /** Code of the problem, such as `person-unknown`; empty where the answer had none. */
  readonly problem: string;
  /** For whoever runs the service: it stands in their log. */
  readonly requestId: string | undefined;
  /** Seconds after which the same may work. */
  readonly retryAfter: number | undefined;
  /** Each thing that is wrong with the request, where the service told them one by one. */
  readonly errors: readonly RequestFault[];
}

/** A service of matinee's refused a request, or cannot be reached. */
export class ServiceError extends RecommenderError {
  override readonly name: string = "ServiceError";
  readonly answer: ServiceAnswer;
  constructor(message: string, answer: ServiceAnswer, options?: ErrorOptions) {
    super("E_SERVICE", message, options);
    this.answer = answer;
  }
}

/**
 * What was wrong with a Spark server: it cannot be reached; refuses this client (token, TLS, permission); has
 * restarted or dropped the session, so that what was learned there is gone; is too old or lacks ALS; says that
 * something is larger than it allows; or failed at the work.
 */
export type SparkFault = "unreachable" | "refused" | "lost" | "unsupported" | "limit" | "failed";

/** A Spark server cannot do what was asked of it. */
export class SparkError extends RecommenderError {
  override readonly name: string = "SparkError";
  readonly fault: SparkFault;
  constructor(message: string, fault: SparkFault, options?: ErrorOptions) {
    super("E_SPARK", message, options);
    this.fault = fault;
  }
}

/** A store of people and their ratings cannot be used. */
export class StoreError extends RecommenderError {
  override readonly name: string = "StoreError";
  readonly fault: StoreFault;
  constructor(message: string, fault: StoreFault, options?: ErrorOptions) {
    super("E_STORE", message, options);
    this.fault = fault;
  }
}

/** A file could not be written; nothing half-written is left in its place. */
export class WriteError extends RecommenderError {
  override readonly name: string = "WriteError";
  readonly file: string;
  constructor(message: string, file: string, options?: ErrorOptions) {
    super("E_WRITE", message, options);
    this.file = file;
  }
}

/** Training ran away: the error grew without bound or became NaN in `epoch`. */
export class TrainingDivergedError extends RecommenderError {
  override readonly name: string = "TrainingDivergedError";
  readonly epoch: number;
  constructor(message: string, epoch: number) {
    super("E_DIVERGED", message);
    this.epoch = epoch;
  }
}

/** The caller's signal stopped the work. */
export class AbortedError extends RecommenderError {
  override readonly name: string = "AbortedError";
  constructor(action: string) {
    super("E_ABORTED", `${action}: interrupted`);
  }
}

/** A stop sign, as much of `AbortSignal` as the core needs (the core knows no platform). */
export interface StopSignal {
  readonly aborted: boolean;
}

/** Throws {@link AbortedError} when the signal is set; `action` as in "Cannot train". */
export function throwIfAborted(action: string, signal: StopSignal | undefined): void {
  if (signal?.aborted === true) throw new AbortedError(action);
}

function placed(message: string, { file, line, column }: DataPlace): string {
  if (file === undefined && line === undefined) return message;
  const parts = [file ?? "input"];
  if (line !== undefined) parts.push(String(line));
  if (column !== undefined) parts.push(String(column));
  return `${parts.join(":")}: ${message}`;
}
