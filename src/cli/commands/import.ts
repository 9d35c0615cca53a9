import type { Command } from "commander";
import { correctionsFile } from "../corrections-file.ts";
import { decideFilms } from "../asking/decide-films.ts";
import { importFilms } from "../../io/import-films.ts";
import { importJson, printImport } from "../import-report.ts";
import type { FilmsFlags, GlobalFlags } from "../options.ts";
import { withFilmsOptions, withGlobalOptions } from "../options.ts";
import { readTold } from "../person.ts";
import type { ReadingFlags } from "../reading-flags.ts";
import { withReadingOptions } from "../reading-flags.ts";
import type { Run } from "../run.ts";
import { hearSignal, runWith } from "../run.ts";
import { openFilms } from "../source.ts";
import type { CliIo } from "../terminal/screen.ts";

type Flags = GlobalFlags & FilmsFlags & ReadingFlags;

/** Adds `matinee import FILE`. */
export function addImport(program: Command, io: CliIo): void {
  const command = program
    .command("import")
    .summary("what of your own file is recognised, what is not, and why")
    .description(
      "Reads an export of Letterboxd, IMDb, Trakt or MovieLens, or a table, and tells which films it " +
        "recognised, which could be several, and which are not known. Nothing is learned or sent.",
    )
    .argument("<file>", "the export: a ZIP, or any file of it");
  withGlobalOptions(withReadingOptions(withFilmsOptions(command)))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee import letterboxd.zip\n" +
        "  $ matinee import ratings.csv --corrections mine.csv\n" +
        "  $ matinee import table.csv --columns title=Film,year=Year,rating=Mine",
    )
    .action((path: string, flags: Flags) => runWith(io, flags, (run) => readOwn(run, path, flags)));
}

async function readOwn(run: Run, path: string, flags: Flags): Promise<void> {
  const told = await readTold(run, path, flags);
  const corrections = await correctionsFile(run, flags.corrections);
  const source = await openFilms(run, flags);
  const { catalogue } = source;
  let films = importFilms(told, catalogue, corrections?.decide());
  if (corrections !== undefined) {
    await decideFilms(run, films, catalogue, corrections);
    films = importFilms(told, catalogue, corrections.decide());
    await corrections.keep(films, catalogue);
  }
  await hearSignal(run, "Cannot read the export");
  if (run.screen.json) run.screen.printJson(importJson(films, source));
  else printImport(run.screen, films, source, corrections !== undefined);
}
