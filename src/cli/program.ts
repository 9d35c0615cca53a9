import { Command } from "commander";
import { addData } from "./commands/data.ts";
import { addDemo } from "./commands/demo.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addFeatures } from "./commands/features.ts";
import { addImport } from "./commands/import.ts";
import { addKeys } from "./commands/keys.ts";
import { addPicks } from "./commands/picks.ts";
import { addPredict } from "./commands/predict.ts";
import { addServe } from "./commands/serve.ts";
import { addSimilar } from "./commands/similar.ts";
import { addSite } from "./commands/site.ts";
import { addStore } from "./commands/store.ts";
import { addSynth } from "./commands/synth.ts";
import { addTrain } from "./commands/train.ts";
import { columnsOf } from "./terminal/columns.ts";
import type { CliIo } from "./terminal/screen.ts";

const MOST_HELP_COLUMNS = 90;

/** All commands. What goes wrong in reading the command line is thrown as a `CommanderError`. */
export function makeProgram(io: CliIo, version: string): Command {
  const columns = (): number => Math.min(MOST_HELP_COLUMNS, columnsOf(io.stdout));
  const program = new Command("matinee")
    .description(
      "Learns hidden features from movie ratings alone, and turns your own ratings into three " +
        "films worth your evening, and the ones to skip.",
    )
    .version(version, "-V, --version", "the version")
    .helpOption("-h, --help", "this text; also after a command")
    .helpCommand("help [command]", "the options of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: () => undefined, // runCli prints errors, in one form
      getOutHelpWidth: columns,
      getErrHelpWidth: columns,
    })
    .addHelpText("after", "\nExample:\n  $ matinee demo");
  const commands = [
    ...[addDemo, addPicks, addPredict, addImport, addSimilar, addFeatures],
    ...[addServe, addKeys, addStore, addSite, addTrain, addEvaluate, addData, addSynth],
  ];
  for (const add of commands) {
    add(program, io);
  }
  return program;
}
