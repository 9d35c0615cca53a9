import type { Command } from "commander";
import { checkWritable } from "../io/node-writable-file.ts";
import type { ServerProgress } from "../spark/connect/session.ts";
import { reserveModelPlace } from "./keep-model.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import type { SparkFlags } from "./spark-flags.ts";
import { sparkOptionsOf } from "./spark-flags.ts";
import { progressBar } from "./terminal/bars.ts";
import { counted } from "./terminal/numbers.ts";
import { reportTrained } from "./trained-report.ts";

/** What is needed of the command line. */
export interface ClusterFlags extends SparkFlags {
  readonly on: string;
  readonly output: string;
}

/** The environment variable that Spark's own clients take a token from. */
const TOKEN = "SPARK_CONNECT_AUTHENTICATE_TOKEN";
const BAR_COLUMNS = 20;

/** `matinee train --on sc://…`. */
export async function trainOnCluster(
  run: Run,
  flags: ClusterFlags,
  command: Command,
): Promise<void> {
  const { io, screen } = run;
  const options = sparkOptionsOf(flags, command);
  const output = pathFrom(io, flags.output);
  await checkWritable(output); // before the work, not after it
  const { trainOnSpark } = await import("../spark/train-on-spark.ts"); // gRPC takes long to load
  const started = performance.now();
  const { model, superseded, untitled } = await trainOnSpark(flags.on, options, {
    signal: io.signal,
    token: io.env[TOKEN],
    onProgress: (report) => screen.progress.show(() => clusterText(report)),
  });
  const seconds = (performance.now() - started) / 1000;
  screen.progress.clear();
  const bytes = model.toBytes();
  const place = await reserveModelPlace(run, output, bytes.length);
  try {
    await place.write(bytes);
  } finally {
    await place.release();
  }
  const movies = model.catalogue.size;
  if (untitled > 0) {
    screen.notice(
      `${counted(untitled, "film")} of ${movies} ${untitled === 1 ? "is" : "are"} not in --films and shown by id`,
    );
  }
  reportTrained(run, model, {
    ...{ file: flags.output, bytes: bytes.length, seconds },
    ...{ movies, superseded },
  });
}

/** `fitting hidden features  ━━━━────  stage 14, 40 of 52 tasks`. */
function clusterText({ step, stages, tasksDone, tasks, running }: ServerProgress): string {
  if (tasks === 0) return `${step}  waiting for the cluster`;
  return [
    step,
    progressBar(tasksDone / tasks, BAR_COLUMNS),
    `stage ${stages}, ${tasksDone} of ${counted(tasks, "task")}, ${running} running`,
  ].join("  ");
}
