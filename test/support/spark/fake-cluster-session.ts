import { type Table, tableFromIPC } from "@uwdata/flechette";
import { create } from "@bufbuild/protobuf";
import { SparkError } from "../../../src/core/errors.ts";
import { fitCommand } from "../../../src/spark/connect/ml-commands.ts";
import type { SparkSession } from "../../../src/spark/connect/session.ts";
import { PlanSchema } from "../../../src/spark/proto/spark/connect/base_pb.ts";
import { CommandSchema } from "../../../src/spark/proto/spark/connect/commands_pb.ts";
import { type Asked, askedBy, tableOf } from "./asked.ts";
import { ClusterState } from "./fake-cluster-state.ts";
import type { FakeTable } from "./fake-cluster-tables.ts";
import type { FakeResponse } from "./responses.ts";

/** A session without a server, on tables of JavaScript's; what it was asked, and what it has. */
export interface ClusterSession extends SparkSession {
  readonly asked: readonly Asked[];
  readonly state: ClusterState;
  /** Texts of all queries and statements, as far as they contain this. */
  sql(part: string): string[];
}

/** Opens one. */
export function clusterSession(
  tables: Readonly<Record<string, FakeTable>>,
  instead: (asked: Asked) => FakeResponse[] | undefined = () => undefined,
): ClusterSession {
  const state = new ClusterState(tables);
  const asked: Asked[] = [];
  const ask = (question: Asked): readonly FakeResponse[] => {
    asked.push(question);
    const answer = instead(question) ?? state.answer(question);
    for (const each of answer) {
      if (each.kind === "failure") throw new SparkError(each.failure.message, "failed");
    }
    return answer;
  };
  const done = (question: Asked): Promise<void> => Promise.resolve(void ask(question));
  return {
    ...{ version: "4.1.4", address: "sc://fake:1", asked, state },
    sql: (part) => asked.map(textOf).filter((text) => text.includes(part)),
    columns(source) {
      const found = state.columnsOf(tableOf(source));
      if (typeof found["message"] === "string" && "classes" in found) {
        throw new SparkError(found["message"], "failed");
      }
      const entries = Object.entries(found as Record<string, string>);
      return Promise.resolve(entries.map(([name, type]) => ({ name, type })));
    },
    createView: (name, source) => done({ kind: "view", name, of: tableOf(source) }),
    keep(_, name, query) {
      const [kept] = ask({ kind: "keep", of: { kind: "sql", text: query } });
      const id = kept?.kind === "kept" ? kept.id : "";
      return done({ kind: "view", name, of: { kind: "kept", id } });
    },
    drop: (name) => done({ kind: "statement", text: `DROP VIEW IF EXISTS ${name}` }),
    cache: (_, name, query) => done({ kind: "statement", text: `CACHE TABLE ${name} AS ${query}` }),
    uncache: (_, name) => done({ kind: "statement", text: `UNCACHE TABLE ${name}` }),
    execute: (_, text) => done({ kind: "statement", text }),
    async *batches(_, source): AsyncGenerator<Table, void> {
      for (const response of ask({ kind: "rows", of: tableOf(source) })) {
        if (response.kind === "rows" && response.rowCount > 0) yield tableFromIPC(response.ipc);
      }
      await Promise.resolve();
    },
    fit(_, estimator, dataset) {
      const command = create(CommandSchema, { commandType: fitCommand(estimator, dataset) });
      const plan = create(PlanSchema, { opType: { case: "command", value: command } });
      const [fitted] = ask(askedBy(plan));
      if (fitted?.kind !== "model") throw new Error("no model");
      return Promise.resolve({ id: fitted.id });
    },
    forget: ({ id }) => done({ kind: "forget", models: [id] }),
    write: (_, source, path) => done({ kind: "write", path, of: tableOf(source) }),
    close: () => Promise.resolve(),
  };
}

function textOf(asked: Asked): string {
  if (asked.kind === "statement") return asked.text;
  const of = "of" in asked ? asked.of : asked.kind === "fit" ? asked.dataset : undefined;
  if (of?.kind === "transformed") return of.dataset.kind === "sql" ? of.dataset.text : "";
  return of?.kind === "sql" ? of.text : "";
}
