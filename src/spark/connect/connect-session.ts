import { create } from "@bufbuild/protobuf";
import type { Table } from "@uwdata/flechette";
import { SparkError } from "../../core/errors.ts";
import type { CheckpointCommandResult, Plan } from "../proto/spark/connect/base_pb.ts";
import { WriteOperation_SaveMode } from "../proto/spark/connect/commands_pb.ts";
import type { MlCommandResult_MlOperatorInfo } from "../proto/spark/connect/ml_pb.ts";
import {
  type CachedRemoteRelation,
  type Relation,
  RelationSchema,
} from "../proto/spark/connect/relations_pb.ts";
import { arrowBatches } from "./arrow-batches.ts";
import type { Connection } from "./connection.ts";
import { run } from "./execution.ts";
import { tidyUp } from "./farewell.ts";
import { fitCommand, forgetCommand } from "./ml-commands.ts";
import { type CommandType, commandPlan, rowsPlan, statement } from "./plans.ts";
import { withProgress } from "./progress.ts";
import { sqlRelation } from "./relations.ts";
import type { Column, Estimator, FittedModel, SparkSession } from "./session.ts";
import { typeName } from "./type-names.ts";

/** What a command may have made on the server. */
interface Made {
  info?: MlCommandResult_MlOperatorInfo;
  checkpoint?: CheckpointCommandResult;
}

/** A session over Spark Connect. */
export class ConnectSession implements SparkSession {
  readonly version: string;
  readonly address: string;
  readonly #connection: Connection;
  readonly #isOurs: boolean;
  /** Names of tables that have to be uncached. */
  readonly #cached = new Set<string>();
  /** The relations behind views of kept rows, by name. */
  readonly #kept = new Map<string, CachedRemoteRelation>();
  #closing: Promise<void> | undefined;

  /** @param isOurs - whether the session was made for this run, and ends with it. */
  constructor(connection: Connection, version: string, isOurs: boolean) {
    this.#connection = connection;
    this.#isOurs = isOurs;
    this.version = version;
    this.address = connection.address;
  }

  async columns(source: Relation): Promise<readonly Column[]> {
    const plan = rowsPlan(source);
    const analyze = { case: "schema" as const, value: { plan } };
    const answer = await this.#connection.ask("read the columns of a table", (client, options) =>
      client.analyzePlan({ ...this.#connection.frame(), analyze }, options),
    );
    const schema = answer.result.case === "schema" ? answer.result.value.schema : undefined;
    const fields = schema?.kind.case === "struct" ? schema.kind.value.fields : [];
    return fields.map(({ name, dataType }) => ({ name, type: typeName(dataType) }));
  }

  async createView(name: string, source: Relation): Promise<void> {
    await this.#command(`make the view ${name}`, {
      case: "createDataframeView",
      value: { input: source, name, isGlobal: false, replace: true },
    } as CommandType);
  }

  async keep(step: string, name: string, query: string): Promise<void> {
    // serialized and on two workers; Spark's default is deserialized and on one
    const storageLevel = { useDisk: true, useMemory: true, deserialized: false, replication: 2 };
    const kept = await this.#command(step, {
      case: "checkpointCommand",
      value: { relation: sqlRelation(query), local: true, eager: true, storageLevel },
    } as CommandType);
    if (kept.checkpoint?.relation === undefined) throw noAnswer(step, "rows");
    const { relation } = kept.checkpoint;
    this.#kept.set(name, relation);
    await this.createView(
      name,
      create(RelationSchema, { relType: { case: "cachedRemoteRelation", value: relation } }),
    );
  }

  async execute(step: string, sql: string): Promise<void> {
    await this.#command(step, statement(sql));
  }

  async cache(step: string, name: string, query: string): Promise<void> {
    this.#cached.add(name); // before it is: one that was cut off may stand there
    if (!this.#isOurs) await this.execute(step, `DROP VIEW IF EXISTS ${name}`); // of a run before, which joined it too
    await this.execute(step, `CACHE TABLE ${name} AS ${query}`);
  }

  async uncache(step: string, name: string): Promise<void> {
    await this.execute(step, `UNCACHE TABLE ${name}`);
    this.#cached.delete(name);
  }

  async drop(name: string): Promise<void> {
    const relation = this.#kept.get(name);
    if (relation === undefined) return; // a view of that name would be somebody else's
    const step = "let go of what is not needed any more";
    await this.execute(step, `DROP VIEW IF EXISTS ${name}`);
    await this.#command(step, {
      case: "removeCachedRemoteRelationCommand",
      value: { relation },
    } as CommandType);
    this.#kept.delete(name);
  }

  async *batches(step: string, source: Relation): AsyncGenerator<Table, void> {
    yield* arrowBatches(step, this.#run(step, rowsPlan(source)));
  }

  async fit(step: string, estimator: Estimator, dataset: Relation): Promise<FittedModel> {
    const { info } = await this.#command(step, fitCommand(estimator, dataset));
    if (info?.type.case !== "objRef") throw noAnswer(step, "a model");
    return { id: info.type.value.id };
  }

  async forget(model: FittedModel): Promise<void> {
    await this.#command("let go of a model", forgetCommand(model));
  }

  async write(step: string, source: Relation, path: string): Promise<void> {
    await this.#command(step, {
      case: "writeOperation",
      value: {
        input: source,
        source: "parquet",
        saveType: { case: "path", value: path },
        mode: WriteOperation_SaveMode.ERROR_IF_EXISTS,
      },
    } as CommandType);
  }

  close(): Promise<void> {
    this.#closing ??= this.#release();
    return this.#closing;
  }

  async #release(): Promise<void> {
    const { channel, timing } = this.#connection;
    await tidyUp(
      this.#connection,
      [...this.#cached].map((name) => `UNCACHE TABLE IF EXISTS ${name}`),
    );
    if (this.#isOurs) {
      const signal = AbortSignal.timeout(timing.farewellMs);
      const { sessionId, userContext, clientType } = this.#connection.frame();
      const request = { sessionId, userContext, clientType };
      // A server that is gone has let go of the session already, or will.
      await channel.client.releaseSession(request, { signal }).catch(() => {});
    }
    channel.drop();
  }

  /** Runs a command to its end; returns what the server tells of what it made. */
  async #command(step: string, commandType: CommandType): Promise<Made> {
    const made: Made = {};
    for await (const { responseType } of this.#run(step, commandPlan(commandType))) {
      if (responseType.case === "checkpointCommandResult") made.checkpoint = responseType.value;
      if (responseType.case !== "mlCommandResult") continue;
      const { resultType } = responseType.value;
      if (resultType.case === "operatorInfo") made.info = resultType.value;
    }
    return made;
  }

  #run(step: string, plan: Plan): ReturnType<typeof run> {
    return withProgress(step, run(this.#connection, step, plan), this.#connection.onProgress);
  }
}

function noAnswer(step: string, what: string): SparkError {
  return new SparkError(
    `Cannot ${step}: the server answered without ${what}; it is no Spark that this can use`,
    "unsupported",
  );
}
