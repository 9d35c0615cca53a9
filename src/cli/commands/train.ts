import { resolve } from "node:path";
import type { Command } from "commander";
import { checkWritable } from "../../io/node-writable-file.ts";
import type { Model, TrainOptions } from "../../index.ts";
import { modelBytes, train as learnModel } from "../../index.ts";
import { learningOf, modelSizeOf } from "../../methods.ts";
import { reserveModelPlace } from "../keep-model.ts";
import type { LearningFlags } from "../learning-options.ts";
import { learningOptionsOf, refuseForModels, withLearningOptions } from "../learning-options.ts";
import { withDataOption, withGlobalOptions } from "../options.ts";
import type { Run } from "../run.ts";
import { runWith, pathFrom } from "../run.ts";
import type { CliIo } from "../terminal/screen.ts";
import type { TrainSource } from "../train-source.ts";
import { refuseSparkFlags, withSparkOptions } from "../spark-flags.ts";
import type { SparkFlags } from "../spark-flags.ts";
import { trainOnCluster } from "../train-on-cluster.ts";
import { openTrainSource } from "../train-source.ts";
import { reportTrained } from "../trained-report.ts";
import { UsageError } from "../usage-error.ts";
import { TrainingProgress } from "../training-progress.ts";

interface TrainFlags extends LearningFlags, SparkFlags {
  readonly data: string;
  readonly output: string;
}

/** Adds `matinee train -o FILE`. */
export function addTrain(program: Command, io: CliIo): void {
  const command = program
    .command("train")
    .summary("learn from ratings and keep the model in a file")
    .description("Learns hidden features from ratings and writes the model to a file.")
    .requiredOption("-o, --output <file>", "where the model goes; a file there is replaced");
  withGlobalOptions(withSparkOptions(withLearningOptions(withDataOption(command))))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee train --data ml-1m -o ml-1m.safetensors" +
        "\n  $ matinee train --data ml-25m -o ml-25m.safetensors --checkpoint kept" +
        "\n  $ matinee train --on sc://cluster:15002 --ratings shop.ratings -o shop.st",
    )
    .action((flags: TrainFlags) =>
      runWith(io, flags, (run) =>
        flags.on === undefined
          ? train(run, flags, localOptionsOf(flags, command))
          : trainOnCluster(run, { ...flags, on: flags.on }, command),
      ),
    );
}

function localOptionsOf(flags: TrainFlags, command: Command): TrainOptions {
  refuseSparkFlags(command);
  return learningOptionsOf(flags, command);
}

async function train(run: Run, flags: TrainFlags, options: TrainOptions): Promise<void> {
  const { io } = run;
  if (flags.output.trim() === "") {
    throw new UsageError("Cannot write the model: --output must name a file, got nothing");
  }
  refuseForModels(flags, options);
  const output = pathFrom(io, flags.output);
  if (
    flags.checkpoint !== undefined &&
    resolve(io.cwd, flags.checkpoint) === resolve(io.cwd, output)
  ) {
    throw new UsageError(
      "Cannot read the command line: --checkpoint and --output must be two files; the first is removed at the end",
    );
  }
  await checkWritable(output); // before the work, not after it
  const source = await openTrainSource(run, flags, options);
  try {
    await trainFrom(run, source, flags, output, options);
  } finally {
    source.close();
  }
}

async function trainFrom(
  run: Run,
  source: TrainSource,
  flags: TrainFlags,
  output: string,
  options: TrainOptions,
): Promise<void> {
  const { screen, io } = run;
  const place = await reserveModelPlace(run, output, sizeOf(source, options));
  const progress = new TrainingProgress(screen);
  try {
    const learned = await source.run(async (context) => {
      const model = await learnModel(source.data, options, {
        ...context,
        signal: io.signal,
        onEpoch: progress.onEpoch,
        onSweep: progress.onSweep,
        onPicksSweep: progress.onPicksSweep,
      });
      const seconds = progress.seconds();
      const bytes = model.toBytes();
      await place.write(bytes);
      return { model, seconds, bytes: bytes.length };
    });
    report(run, flags, source, progress, learned);
  } finally {
    await place.release();
  }
}

function sizeOf({ data }: TrainSource, options: TrainOptions): number {
  const users = "ratings" in data ? data.ratings.users : data.users;
  return modelBytes(data.catalogue, users, modelSizeOf(learningOf("Cannot train", options)));
}

function report(
  run: Run,
  flags: TrainFlags,
  { movies, superseded }: TrainSource,
  progress: TrainingProgress,
  { model, seconds, bytes }: { model: Model; seconds: number; bytes: number },
): void {
  const isDescent = model.provenance.method === "gradient-descent";
  reportTrained(run, model, {
    ...{ movies, superseded, seconds, bytes, file: flags.output },
    ...(isDescent ? { stopReason: progress.stopReason } : {}),
  });
}
