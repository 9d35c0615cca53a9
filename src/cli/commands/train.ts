import { resolve } from "node:path";
import type { Command } from "commander";
import { byteCount } from "../../io/node-byte-count.ts";
import { checkWritable } from "../../io/node-writable-file.ts";
import type { Model, TrainOptions } from "../../index.ts";
import { modelBytes, train as learnModel } from "../../index.ts";
import { learningOf, modelSizeOf } from "../../methods.ts";
import { reserveModelPlace } from "../keep-model.ts";
import { dataTitle } from "../open-data.ts";
import type { LearningFlags } from "../learning-options.ts";
import { learningOptionsOf, refuseForModels, withLearningOptions } from "../learning-options.ts";
import { withDataOption, withGlobalOptions } from "../options.ts";
import type { Run } from "../run.ts";
import { runWith, pathFrom } from "../run.ts";
import { counted, duration } from "../terminal/numbers.ts";
import type { CliIo } from "../terminal/screen.ts";
import { tableLines } from "../terminal/table.ts";
import { plainText } from "../terminal/text-width.ts";
import type { TrainSource } from "../train-source.ts";
import { openTrainSource } from "../train-source.ts";
import { UsageError } from "../usage-error.ts";
import { TrainingProgress } from "../training-progress.ts";

interface TrainFlags extends LearningFlags {
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
  withGlobalOptions(withLearningOptions(withDataOption(command)))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee train --data ml-1m -o ml-1m.safetensors" +
        "\n  $ matinee train --data ml-25m -o ml-25m.safetensors --checkpoint kept",
    )
    .action((flags: TrainFlags) =>
      runWith(io, flags, (run) => train(run, flags, learningOptionsOf(flags, command))),
    );
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
  const { screen } = run;
  if (!screen.json) {
    const file = `${plainText(flags.output)} (${byteCount(bytes)})`;
    screen.print(...learnedLines(run, model, movies, progress, seconds, file));
    return;
  }
  screen.printJson({
    file: flags.output,
    bytes,
    ...{ ...model.provenance, movies },
    superseded,
    ...(model.provenance.method === "gradient-descent" ? { stopReason: progress.stopReason } : {}),
    seconds,
  });
}

function learnedLines(
  { screen }: Run,
  { provenance, head, picksHead, halfWidth80 }: Model,
  movies: number,
  progress: TrainingProgress,
  seconds: number,
  file: string,
): string[] {
  const { data, users, ratings, epochs, heldOutError } = provenance;
  const from = `${counted(ratings, "rating")} by ${counted(users, "person", "people")} of ${counted(movies, "film")}`;
  const passes =
    head.posterior !== undefined
      ? [["sweeps", `${epochs}, noise ${Math.sqrt(head.posterior.noise).toFixed(3)} stars`]]
      : provenance.method === "gradient-descent"
        ? [["epochs", `${epochs}, stopped: ${progress.stopReason}`]]
        : [["sweeps", String(epochs)]];
  const heads = `${head.factors || "none"} for stars, ${picksHead.views.map(({ factors }) => factors).join(" + ")} for picks`;
  const rows = [
    ["data", plainText(dataTitle(data))],
    ["", from],
    ["learned", `hidden features in ${duration(seconds)}: ${heads}`],
    ...passes,
  ];
  if (heldOutError !== null) {
    rows.push(["off by", `${heldOutError.toFixed(3)} stars (RMSE on ratings held out)`]);
  }
  if (!Number.isNaN(halfWidth80)) {
    rows.push(["", `8 of 10 ratings within ${halfWidth80.toFixed(2)} stars`]);
  }
  rows.push(["file", file]);
  const most = screen.isTerminal ? screen.columns - 9 : Infinity;
  return tableLines([{}, { most }], rows, "");
}
