import { randomUUID } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { type Command, CommandSchema } from "../proto/spark/connect/commands_pb.ts";
import {
  type Expression_Literal,
  Expression_LiteralSchema,
} from "../proto/spark/connect/expressions_pb.ts";
import { MlOperator_OperatorType } from "../proto/spark/connect/ml_common_pb.ts";
import type { Relation } from "../proto/spark/connect/relations_pb.ts";
import type { Estimator, EstimatorParam, FittedModel } from "./session.ts";

/** Asks the server to fit an estimator to a dataset. */
export function fitCommand(estimator: Estimator, dataset: Relation): Command["commandType"] {
  const params = Object.entries(estimator.params).map(([name, param]) => [name, literal(param)]);
  const simpleName = estimator.name.slice(estimator.name.lastIndexOf(".") + 1);
  const fit = {
    estimator: {
      name: estimator.name,
      uid: `${simpleName}_${randomUUID().replaceAll("-", "").slice(0, 12)}`,
      type: MlOperator_OperatorType.ESTIMATOR,
    },
    params: { params: Object.fromEntries(params) as Record<string, Expression_Literal> },
    dataset,
  };
  return mlCommand({ command: { case: "fit", value: fit } });
}

/** Asks the server to let go of a model. */
export function forgetCommand(model: FittedModel): Command["commandType"] {
  return mlCommand({ command: { case: "delete", value: { objRefs: [{ id: model.id }] } } });
}

function mlCommand(value: object): Command["commandType"] {
  return create(CommandSchema, { commandType: { case: "mlCommand", value } }).commandType;
}

function literal(param: EstimatorParam): Expression_Literal {
  return create(Expression_LiteralSchema, { literalType: literalType(param) });
}

function literalType(param: EstimatorParam): Expression_Literal["literalType"] {
  if ("int" in param) return { case: "integer", value: param.int };
  if ("long" in param) return { case: "long", value: BigInt(param.long) };
  if ("float" in param) return { case: "float", value: param.float };
  if ("double" in param) return { case: "double", value: param.double };
  if ("string" in param) return { case: "string", value: param.string };
  return { case: "boolean", value: param.boolean };
}
