import type { Command } from "commander";
import type { AskingFlags } from "../asking/ask-person.ts";
import { askPerson, readyToAsk, refuseSaving } from "../asking/ask-person.ts";
import { allPicksRequest, withAllOptions } from "../all-picks-flags.ts";
import type { AllPicksFlags } from "../all-picks-flags.ts";
import { picksForAll } from "../all-picks.ts";
import { foundIn, readFilmFlags } from "../film-flags.ts";
import { withGlobalOptions, withSourceOptions } from "../options.ts";
import { readPeople, recognise } from "../person.ts";
import type { PicksFlags } from "../picks-flags.ts";
import { formatOf, picksOptionsOf, refuseInVain, withPicksOptions } from "../picks-flags.ts";
import { printOwnPicks } from "../print-own-picks.ts";
import { printSharedPicks } from "../print-shared-picks.ts";
import type { ReadingFlags } from "../reading-flags.ts";
import { withReadingOptions } from "../reading-flags.ts";
import { tellAdjusted } from "../recognised-text.ts";
import type { Run } from "../run.ts";
import { hearSignal, runWith } from "../run.ts";
import { openSource } from "../source.ts";
import type { CliIo } from "../terminal/screen.ts";

/** Adds `matinee picks [RATINGS...]`. */
export function addPicks(program: Command, io: CliIo): void {
  const command = program
    .command("picks")
    .summary("three films worth your evening, and the ones to skip")
    .description(
      "Picks films from your own ratings: an export of Letterboxd, IMDb, Trakt or MovieLens, or a " +
        "table. Several files are a movie night: films that all of you will like. Without a file you " +
        "are asked about films. With --all, films for every person of --data.",
    )
    .argument("[ratings...]", "exports, a ZIP or a file of it, one a person")
    .option("--save <file>", "where your answers go when you are asked: a new file");
  withReadingOptions(withAllOptions(withPicksOptions(command)));
  const sources = { retrain: true, isDrawn: true, modelForData: "all" } as const;
  withGlobalOptions(withSourceOptions(command, sources))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee picks\n  $ matinee picks ratings.csv\n" +
        "  $ matinee picks letterboxd.zip --among letterboxd.zip --years 1970- --why\n" +
        "  $ matinee picks anna.csv ben.csv --count 5 --model large.safetensors\n" +
        "  $ matinee picks ratings.csv --count 20 --format csv > list.csv\n" +
        "  $ matinee picks --all --data ml-1m --model ml-1m.safetensors -o picks.csv",
    )
    .action((paths: string[], flags: Flags) => {
      const request = allPicksRequest(command, paths, flags);
      if (request !== undefined) {
        return runWith(io, flags, (run) => picksForAll(run, flags, request));
      }
      const format = formatOf(flags);
      refuseInVain(flags, paths.length, command.getOptionValueSource("seed") === "cli");
      return runWith(io, { ...flags, json: format === "json" }, (run) => picks(run, paths, flags));
    });
}

type Flags = PicksFlags & AskingFlags & ReadingFlags & AllPicksFlags;

async function picks(run: Run, paths: readonly string[], flags: Flags): Promise<void> {
  const asked = picksOptionsOf(flags);
  const films = await readFilmFlags(run, flags);
  const shown = {
    format: formatOf(flags),
    isExplained: flags.why === true,
    avoid: flags.avoid ?? flags.count,
  };
  if (paths.length === 0) {
    const input = await readyToAsk(run, flags);
    const source = await openSource(run, flags);
    const { options, marks } = foundIn(run, source, asked, films);
    const model = await source.model();
    const asking = { input, source, model, marks };
    const { person, tastes, keep } = await askPerson(run, flags, asking);
    const of = { model: tastes.model, taste: tastes.tastes[0]! };
    printOwnPicks(run.screen, { ...shown, ...person, ...of, options, source });
    await keep();
    return;
  }
  refuseSaving(flags);
  const files = await readPeople(run, paths, flags);
  const source = await openSource(run, flags);
  const { options, marks } = foundIn(run, source, asked, films);
  const people = files.map((file) => recognise(file, source.catalogue, source.scale, source));
  const { model, tastes } = await source.tastes(people, marks);
  await hearSignal(run, "Cannot pick");
  tellAdjusted(run, people, source);
  // A film that may be one of theirs is no film for tonight, whichever it is.
  const exclude = [...(options.exclude ?? []), ...people.flatMap(({ doubtful = [] }) => doubtful)];
  const all = { ...shown, model, source, options: { ...options, exclude } };
  if (people.length > 1) printSharedPicks(run.screen, { ...all, people, tastes });
  else printOwnPicks(run.screen, { ...all, taste: tastes[0]!, ...people[0]! });
}
