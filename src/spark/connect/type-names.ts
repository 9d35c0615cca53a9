import type { DataType } from "../proto/spark/connect/types_pb.ts";

/** Kinds whose name in SQL is not the name in Spark's protocol. */
const NAMES: Readonly<Record<string, string>> = {
  null: "void",
  byte: "tinyint",
  short: "smallint",
  integer: "int",
  long: "bigint",
  timestampNtz: "timestamp_ntz",
  calendarInterval: "interval",
};

/** A type as Spark's SQL writes it: `int`, `decimal(10,2)`, `array<float>`, `struct<a:int,b:string>`. */
export function typeName(type: DataType | undefined): string {
  const kind = type?.kind;
  if (kind?.case === undefined) return "unknown";
  switch (kind.case) {
    case "decimal":
      return `decimal(${kind.value.precision ?? 10},${kind.value.scale ?? 0})`;
    case "char":
      return `char(${kind.value.length})`;
    case "varChar":
      return `varchar(${kind.value.length})`;
    case "array":
      return `array<${typeName(kind.value.elementType)}>`;
    case "map":
      return `map<${typeName(kind.value.keyType)},${typeName(kind.value.valueType)}>`;
    case "struct":
      return `struct<${kind.value.fields.map((field) => `${field.name}:${typeName(field.dataType)}`).join(",")}>`;
    case "udt":
      return kind.value.sqlType === undefined ? "udt" : typeName(kind.value.sqlType);
    case "unparsed":
      return kind.value.dataTypeString;
    default:
      return NAMES[kind.case] ?? kind.case.toLowerCase();
  }
}
