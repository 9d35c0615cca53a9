import type { Command } from "commander";
import { checkWritable } from "../io/node-writable-file.ts";
import { parseSparkAddress } from "../spark/address.ts";
import { checkToken } from "../spark/connect/secrets.ts";
import type { SparkOptions } from "../spark/options.ts";
import type { TrainedOnSpark } from "../spark/train-on-spark.ts";
import { ClusterProgress } from "./cluster-progress.ts";
import { checkOutput, reserveModelPlace } from "./keep-model.ts";
import type { Run } from "./run.ts";
import { pathFrom } from "./run.ts";
import type { SparkFlags } from "./spark-flags.ts";
import { sparkOptionsOf } from "./spark-flags.ts";
import { counted, grouped } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";
import { reportTrained } from "./trained-report.ts";
import { UsageError } from "./usage-error.ts";

/** What is needed of the command line. */
export interface ClusterFlags extends SparkFlags {
  readonly on: string;
  readonly output: string;
}

/** The environment variable that Spark's own clients take a token from. */
const TOKEN = "SPARK_CONNECT_AUTHENTICATE_TOKEN";
/** After Ctrl-C the cluster is told to stop, and goodbye; for each of these it has three seconds. */
const GRACE_MS = 7000;

/** `matinee train --on sc://…`. */
export async function trainOnCluster(
  run: Run,
  flags: ClusterFlags,
  command: Command,
): Promise<void> {
  const { io, screen } = run;
  const options = sparkOptionsOf(flags, command);
  const token = io.env[TOKEN] || undefined; // set to nothing is not set
  const address = checkedAddress(flags.on, token);
  checkOutput(flags.output);
  const output = pathFrom(io, flags.output);
  await checkWritable(output); // before the work, not after it
  const place = await reserveModelPlace(run, output, 0); // how large it gets is known in the end
  try {
    io.ownProcess?.takeTime(GRACE_MS);
    const { trainOnSpark } = await import("../spark/train-on-spark.ts"); // gRPC takes long to load
    const progress = new ClusterProgress(address);
    screen.progress.show(() => progress.text()); // a server that is not there is waited for
    const trained = await trainOnSpark(flags.on, options, {
      ...{ signal: io.signal, token },
      onProgress: (report) => {
        progress.hear(report);
        screen.progress.show(() => progress.text());
      },
    });
    screen.progress.clear();
    const bytes = trained.model.toBytes();
    await place.write(bytes);
    tellNotices(run, options, trained);
    reportTrained(run, trained.model, {
      ...{ file: flags.output, bytes: bytes.length, seconds: progress.seconds() },
      ...{ movies: trained.model.catalogue.size, superseded: trained.superseded },
      ...(options.films === undefined ? {} : { untitled: trained.untitled }),
      ...(options.peopleTo === undefined ? {} : { peopleTo: options.peopleTo }),
    });
  } finally {
    await place.release();
  }
}

/**
 * @returns the address without anything secret.
 * @throws {UsageError} for an address or token that is none; it repeats nothing secret either.
 */
function checkedAddress(address: string, token: string | undefined): string {
  try {
    checkToken(token);
    return parseSparkAddress(address).toString();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

/** What was left out, and what has no name. */
function tellNotices(
  { screen }: Run,
  { columns, ratings }: SparkOptions,
  { model, superseded, untitled }: TrainedOnSpark,
): void {
  const hasTimes = (columns?.length ?? 0) > 3;
  if (superseded > 0) {
    const from = typeof ratings === "string" ? ratings : ratings.join(", ");
    screen.notice(
      `${counted(superseded, "repeated rating")} left out of ${plainText(from)}: ` +
        `of one person and film ${hasTimes ? "the latest counts" : "the mean counts"}`,
    );
  }
  if (untitled > 0) {
    const all = counted(model.catalogue.size, "film");
    screen.notice(
      untitled === 1
        ? `1 of ${all} has no title in --films; its id stands for it`
        : `${grouped(untitled)} of ${all} have no title in --films; their ids stand for them`,
    );
  }
}
