import { create } from "@bufbuild/protobuf";
import { type Relation, RelationSchema } from "../proto/spark/connect/relations_pb.ts";
import type { FittedModel } from "./session.ts";

/** Files on the cluster, or on storage that it sees. */
export interface ClusterFiles {
  /** Paths or addresses as Spark knows them: `hdfs://…`, `s3a://…`; folders and patterns are fine. */
  readonly paths: readonly string[];
  /** `parquet`, `csv`, `orc`, `json`. */
  readonly format: string;
  /** For the reader of that format: `header`, `sep`, `inferSchema`. */
  readonly options?: Readonly<Record<string, string>>;
}

/** A table or view by name, in SQL's own spelling: `db.ratings`, with backticks where it needs them. */
export function tableRelation(name: string): Relation {
  return relation({
    case: "read",
    value: { readType: { case: "namedTable", value: { unparsedIdentifier: name } } },
  });
}

/** The rows of files. */
export function filesRelation({ paths, format, options = {} }: ClusterFiles): Relation {
  const dataSource = { paths: [...paths], format, options: { ...options } };
  return relation({
    case: "read",
    value: { readType: { case: "dataSource", value: dataSource } },
  });
}

/** What a query selects. */
export function sqlRelation(text: string): Relation {
  return relation({ case: "sql", value: { query: text } });
}

/** An attribute of a fitted model that is a table, such as ALS's `itemFactors` (id int, features array<float>). */
export function modelAttribute(model: FittedModel, attribute: string): Relation {
  const fetch = { objRef: { id: model.id }, methods: [{ method: attribute }] };
  return relation({ case: "mlRelation", value: { mlType: { case: "fetch", value: fetch } } });
}

/** The rows of a dataset with what a fitted model predicts for them. */
export function transformed(model: FittedModel, dataset: Relation): Relation {
  const transform = {
    operator: { case: "objRef" as const, value: { id: model.id } },
    input: dataset,
    params: {},
  };
  return relation({
    case: "mlRelation",
    value: { mlType: { case: "transform", value: transform } },
  });
}

type RelationInit = NonNullable<Parameters<typeof create<typeof RelationSchema>>[1]>;

function relation(relType: NonNullable<RelationInit["relType"]>): Relation {
  return create(RelationSchema, { common: {}, relType });
}
