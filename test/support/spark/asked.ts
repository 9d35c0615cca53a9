import type { Plan } from "../../../src/spark/proto/spark/connect/base_pb.ts";
import type { Command } from "../../../src/spark/proto/spark/connect/commands_pb.ts";
import type { Expression_Literal } from "../../../src/spark/proto/spark/connect/expressions_pb.ts";
import type { MlCommand } from "../../../src/spark/proto/spark/connect/ml_pb.ts";
import type { Relation } from "../../../src/spark/proto/spark/connect/relations_pb.ts";

/** A table that is asked about, in plain words. */
export type AskedTable =
  | { readonly kind: "table"; readonly name: string }
  | { readonly kind: "sql"; readonly text: string }
  | {
      readonly kind: "files";
      readonly paths: readonly string[];
      readonly format: string;
      readonly options: Readonly<Record<string, string>>;
    }
  | { readonly kind: "attribute"; readonly model: string; readonly attribute: string }
  | { readonly kind: "transformed"; readonly model: string; readonly dataset: AskedTable }
  | { readonly kind: "kept"; readonly id: string }
  | { readonly kind: "other"; readonly name: string };

/** What the client wants to be done. */
export type Asked =
  | { readonly kind: "rows"; readonly of: AskedTable }
  | { readonly kind: "statement"; readonly text: string }
  | { readonly kind: "view"; readonly name: string; readonly of: AskedTable }
  | { readonly kind: "write"; readonly path: string; readonly of: AskedTable }
  | {
      readonly kind: "fit";
      readonly estimator: string;
      /** The kind of the literal and its value: `["integer", 8]`. */
      readonly params: Readonly<Record<string, readonly [string, unknown]>>;
      readonly dataset: AskedTable;
    }
  /** Rows to be worked out and kept, as a checkpoint. */
  | { readonly kind: "keep"; readonly of: AskedTable }
  /** Kept rows to be let go of. */
  | { readonly kind: "release"; readonly id: string }
  | { readonly kind: "forget"; readonly models: readonly string[] }
  | { readonly kind: "other"; readonly name: string };

/** Reads a plan of the protocol. */
export function askedBy(plan: Plan | undefined): Asked {
  const op = plan?.opType;
  if (op?.case === "root") return { kind: "rows", of: tableOf(op.value) };
  if (op?.case === "command") return askedByCommand(op.value.commandType);
  return { kind: "other", name: op?.case ?? "nothing" };
}

/** Reads a relation of the protocol. */
export function tableOf(relation: Relation | undefined): AskedTable {
  const type = relation?.relType;
  if (type?.case === "sql") return { kind: "sql", text: type.value.query };
  if (type?.case === "read") {
    const read = type.value.readType;
    if (read.case === "namedTable") return { kind: "table", name: read.value.unparsedIdentifier };
    if (read.case === "dataSource") {
      const { paths, format = "", options } = read.value;
      return { kind: "files", paths, format, options };
    }
  }
  if (type?.case === "cachedRemoteRelation") return { kind: "kept", id: type.value.relationId };
  if (type?.case === "mlRelation") {
    const ml = type.value.mlType;
    if (ml.case === "fetch") {
      const attribute = ml.value.methods.map(({ method }) => method).join(".");
      return { kind: "attribute", model: ml.value.objRef?.id ?? "", attribute };
    }
    if (ml.case === "transform" && ml.value.operator.case === "objRef") {
      const dataset = tableOf(ml.value.input);
      return { kind: "transformed", model: ml.value.operator.value.id, dataset };
    }
  }
  return { kind: "other", name: type?.case ?? "nothing" };
}

function askedByCommand(command: Command["commandType"]): Asked {
  switch (command.case) {
    case "sqlCommand": {
      const table = tableOf(command.value.input);
      return { kind: "statement", text: table.kind === "sql" ? table.text : "" };
    }
    case "createDataframeView":
      return { kind: "view", name: command.value.name, of: tableOf(command.value.input) };
    case "writeOperation": {
      const { saveType, input } = command.value;
      const path = saveType.case === "path" ? saveType.value : "";
      return { kind: "write", path, of: tableOf(input) };
    }
    case "checkpointCommand":
      return { kind: "keep", of: tableOf(command.value.relation) };
    case "removeCachedRemoteRelationCommand":
      return { kind: "release", id: command.value.relation?.relationId ?? "" };
    case "mlCommand":
      return askedByMl(command.value);
    default:
      return { kind: "other", name: command.case ?? "nothing" };
  }
}

function askedByMl({ command }: MlCommand): Asked {
  if (command.case === "delete") {
    return { kind: "forget", models: command.value.objRefs.map(({ id }) => id) };
  }
  if (command.case !== "fit") return { kind: "other", name: command.case ?? "nothing" };
  const { estimator, params, dataset } = command.value;
  const plain = Object.entries(params?.params ?? {}).map(([name, value]) => [name, plainOf(value)]);
  return {
    kind: "fit",
    estimator: estimator?.name ?? "",
    params: Object.fromEntries(plain) as Record<string, readonly [string, unknown]>,
    dataset: tableOf(dataset),
  };
}

function plainOf({ literalType }: Expression_Literal): readonly [string, unknown] {
  return [literalType.case ?? "nothing", literalType.value];
}
