// @ts-check
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const BUF = "@bufbuild/buf@1.75.0";
const PLUGIN = "@bufbuild/protoc-gen-es@2.13.0";
/** Whatever this does not lead to is left out, and so are the types below, with the fields that hold them. */
const ROOT_TYPE = "spark.connect.SparkConnectService";
const LEFT_OUT = [
  // the catalogue, pipelines, streams, and code of ours that would run on the cluster: nothing that we ask for
  ...["Catalog", "PipelineCommand", "PipelineCommandResult", "PipelineEventResult"],
  ...["PipelineQueryFunctionExecutionSignal", "WriteStreamOperationStart"],
  ...["WriteStreamOperationStartResult", "StreamingQueryCommand", "StreamingQueryCommandResult"],
  ...["StreamingQueryManagerCommand", "StreamingQueryManagerCommandResult"],
  ...["StreamingQueryListenerBusCommand", "StreamingQueryListenerEventsResult"],
  ...["CommonInlineUserDefinedFunction", "CommonInlineUserDefinedTableFunction"],
  ...["CommonInlineUserDefinedDataSource", "TypedAggregateExpression", "MapPartitions"],
  ...["GroupMap", "CoGroupMap", "ApplyInPandasWithState", "WithWatermark"],
  // commands
  ...["MergeIntoTableCommand", "MergeAction", "ExecuteExternalCommand", "WriteOperationV2"],
  ...["GetResourcesCommand", "GetResourcesCommandResult", "CreateResourceProfileCommand"],
  ...["CreateResourceProfileCommandResult"],
  // relations that we say in SQL, or never
  ...["SetOperation", "Sample", "Offset", "Repartition", "WithColumnsRenamed", "ShowString"],
  ...["Drop", "Tail", "WithColumns", "Hint", "Unpivot", "ToSchema", "RepartitionByExpression"],
  ...["CollectMetrics", "Parse", "HtmlString", "CachedLocalRelation", "AsOfJoin", "Transpose"],
  ...["UnresolvedTableValuedFunction", "LateralJoin", "ChunkedCachedLocalRelation"],
  ...["NAFill", "NADrop", "NAReplace", "StatSummary", "StatCrosstab", "StatDescribe", "StatCov"],
  ...["StatCorr", "StatApproxQuantile", "StatFreqItems", "StatSampleBy"],
  // expressions
  ...["Expression.UnresolvedRegex", "Expression.LambdaFunction", "Expression.Window"],
  ...["Expression.UpdateFields", "Expression.UnresolvedNamedLambdaVariable"],
  ...["SubqueryExpression", "Expression.DirectShufflePartitionID"],
].map((name) => `spark.connect.${name}`);

/**
 * TypeScript made of proto files. The comments in these are not taken along.
 *
 * @param {ReadonlyMap<string, Uint8Array>} protos - by path.
 * @param {string} folder - empty, to work in.
 * @returns {Map<string, string>} by name of file
 */
export function generated(protos, folder) {
  for (const [name, content] of protos) {
    const file = path.join(folder, "protos", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeFileSync(path.join(folder, "buf.gen.yaml"), JSON.stringify(template()));
  buf(folder, ["build", "protos", "--exclude-source-info", "-o", "image.binpb"]);
  buf(folder, ["generate"]);
  const out = path.join(folder, "out/spark/connect");
  const names = readdirSync(out).sort();
  return new Map(names.map((name) => [name, readFileSync(path.join(out, name), "utf8")]));
}

/** What `buf.gen.yaml` says; JSON is YAML too. */
function template() {
  return {
    version: "v2",
    inputs: [{ binary_image: "image.binpb", types: [ROOT_TYPE], exclude_types: LEFT_OUT }],
    plugins: [{ local: "protoc-gen-es", out: "out", opt: ["target=ts", "import_extension=ts"] }],
  };
}

/** @param {string} folder @param {readonly string[]} args */
function buf(folder, args) {
  const packages = [`--package=${BUF}`, `--package=${PLUGIN}`];
  const { error, status, stderr } = spawnSync(
    "npm",
    ["exec", "--yes", ...packages, "--", "buf", ...args],
    { cwd: folder, encoding: "utf8", stdio: ["ignore", "inherit", "pipe"] },
  );
  if (status === 0) return;
  const said = error?.message ?? stderr.trim();
  throw new Error(`Cannot generate code from Spark's proto files: buf ${args[0]} failed: ${said}`);
}
