import type { MessageInitShape } from "@bufbuild/protobuf";
import type { DataTypeSchema } from "../../../src/spark/proto/spark/connect/types_pb.ts";

type TypeInit = MessageInitShape<typeof DataTypeSchema>;

const CASES: Readonly<Record<string, string>> = {
  int: "integer",
  bigint: "long",
  smallint: "short",
  tinyint: "byte",
};

/** The schema of a table from names and simple types as SQL writes them. */
export function schemaOf(columns: Readonly<Record<string, string>>): TypeInit {
  const fields = Object.entries(columns).map(([name, type]) => ({
    name,
    dataType: typeOf(type),
    nullable: true,
  }));
  return { kind: { case: "struct", value: { fields } } };
}

function typeOf(type: string): TypeInit {
  const [, element] = /^array<(.*)>$/u.exec(type) ?? [];
  if (element !== undefined) {
    return { kind: { case: "array", value: { elementType: typeOf(element) } } };
  }
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/u.exec(type) ?? [];
  if (precision !== undefined) {
    const value = { precision: Number(precision), scale: Number(scale) };
    return { kind: { case: "decimal", value } };
  }
  return { kind: { case: CASES[type] ?? type, value: {} } } as TypeInit;
}
