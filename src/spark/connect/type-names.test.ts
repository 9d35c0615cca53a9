import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { DataTypeSchema } from "../proto/spark/connect/types_pb.ts";
import { typeName } from "./type-names.ts";

const INT = { kind: { case: "integer" as const, value: {} } };
const TEXT = { kind: { case: "string" as const, value: {} } };

it.each([
  [{ case: "long", value: {} }, "bigint"],
  [{ case: "short", value: {} }, "smallint"],
  [{ case: "byte", value: {} }, "tinyint"],
  [{ case: "null", value: {} }, "void"],
  [{ case: "double", value: {} }, "double"],
  [{ case: "timestampNtz", value: {} }, "timestamp_ntz"],
  [{ case: "decimal", value: { precision: 10, scale: 2 } }, "decimal(10,2)"],
  [{ case: "varChar", value: { length: 9 } }, "varchar(9)"],
  [{ case: "char", value: { length: 3 } }, "char(3)"],
  [{ case: "array", value: { elementType: INT } }, "array<int>"],
  [{ case: "map", value: { keyType: TEXT, valueType: INT } }, "map<string,int>"],
  [{ case: "struct", value: { fields: [{ name: "a", dataType: INT }] } }, "struct<a:int>"],
  [{ case: "udt", value: { type: "udt", sqlType: INT } }, "int"],
  [{ case: "unparsed", value: { dataTypeString: "odd" } }, "odd"],
  [{ case: undefined }, "unknown"],
])("a type is named as SQL names it: %j is %s", (kind, name) => {
  expect(
    typeName(
      create(DataTypeSchema, { kind } as Parameters<typeof create<typeof DataTypeSchema>>[1]),
    ),
  ).toBe(name);
});
