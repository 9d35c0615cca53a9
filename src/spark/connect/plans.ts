import { create } from "@bufbuild/protobuf";
import { type Plan, PlanSchema } from "../proto/spark/connect/base_pb.ts";
import { type Command, CommandSchema } from "../proto/spark/connect/commands_pb.ts";
import type { Relation } from "../proto/spark/connect/relations_pb.ts";
import { sqlRelation } from "./relations.ts";

/** What a command does. */
export type CommandType = Command["commandType"];

/** Asks for the rows of a relation. */
export function rowsPlan(root: Relation): Plan {
  return create(PlanSchema, { opType: { case: "root", value: root } });
}

/** Asks for something to be done. */
export function commandPlan(commandType: CommandType): Plan {
  const command = create(CommandSchema, { commandType });
  return create(PlanSchema, { opType: { case: "command", value: command } });
}

/** A statement of SQL that is run at once. */
export function statement(sql: string): CommandType {
  return { case: "sqlCommand", value: { input: sqlRelation(sql) } } as CommandType;
}
