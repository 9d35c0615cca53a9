import type { Table } from "@uwdata/flechette";
import type { Relation } from "../proto/spark/connect/relations_pb.ts";

/** How far the server is with what it was asked last. Stages are only known once they are begun. */
export interface ServerProgress {
  /** What it was asked, in words for people: "fit the hidden features", as it stands after "Cannot". */
  readonly step: string;
  readonly stagesDone: number;
  readonly stages: number;
  readonly tasksDone: number;
  readonly tasks: number;
  /** Tasks that run at the moment. */
  readonly running: number;
}

/** A column of a relation. */
export interface Column {
  readonly name: string;
  /** As Spark's SQL writes it: `int`, `bigint`, `string`, `decimal(10,2)`, `array<float>`. */
  readonly type: string;
}

/** An estimator of Spark's and what it is told, by name. */
export interface Estimator {
  /** Its class: `org.apache.spark.ml.recommendation.ALS`. */
  readonly name: string;
  readonly params: Readonly<Record<string, EstimatorParam>>;
}

/** Kind and value: Spark refuses an int where it wants a double. */
export type EstimatorParam =
  | { readonly int: number }
  | { readonly long: number }
  | { readonly float: number }
  | { readonly double: number }
  | { readonly string: string }
  | { readonly boolean: boolean };

/** A model that the server keeps for the session. */
export interface FittedModel {
  readonly id: string;
}

/**
 * A session with a Spark Connect server. Whatever runs survives streams that are cut: it goes on where it
 * stopped. When the signal of the session is set, the server is told to stop, and an `AbortedError` is thrown.
 *
 * `step` says in words what is done, for progress and for errors ("Cannot …").
 */
export interface SparkSession {
  /** Of the server: `4.1.4`. */
  readonly version: string;
  /** Where it is, without anything secret: `sc://host:15002`. */
  readonly address: string;
  columns(source: Relation): Promise<readonly Column[]>;
  /** A view of that name, until the session ends. */
  createView(name: string, source: Relation): Promise<void>;
  /**
   * The rows of a query under a name, worked out once and kept on two workers, in memory or on disk. How they were
   * worked out is forgotten: what is asked of them is planned as fast however long the way to them was, and the loss of one
   * worker costs nothing.
   */
  keep(step: string, name: string, query: string): Promise<void>;
  /** Forgets rows that `keep` has kept, and the view of them; does nothing for another name. */
  drop(name: string): Promise<void>;
  /**
   * The rows of a query under a name, worked out once and kept by the workers, as `CACHE TABLE` does: on one worker each, and worked
   * out anew where they are lost. Spark keeps them for all sessions, beyond the end of this one: `close` uncaches what stands then.
   */
  cache(step: string, name: string, query: string): Promise<void>;
  /** Lets go of rows that `cache` has cached; the view of them stays. */
  uncache(step: string, name: string): Promise<void>;
  /** A statement that is run at once: `SET …`, `CREATE …`. What it caches is the caller's to uncache. */
  execute(step: string, sql: string): Promise<void>;
  /** The rows of a relation, batch by batch, none of them twice. */
  batches(step: string, source: Relation): AsyncGenerator<Table, void>;
  fit(step: string, estimator: Estimator, dataset: Relation): Promise<FittedModel>;
  /** Lets go of a fitted model. */
  forget(model: FittedModel): Promise<void>;
  /** Writes a relation to a folder on the cluster, which must not be there yet, as Parquet. */
  write(step: string, source: Relation, path: string): Promise<void>;
  /**
   * Uncaches what `cache` has cached, then ends the session, and with it its views, kept tables and models; when the signal is set as
   * well. A session whose `session_id` stands in the address is whoever's it is: it goes on, with what was made in it. Takes a
   * bounded time, never throws, may be called twice.
   */
  close(): Promise<void>;
}
