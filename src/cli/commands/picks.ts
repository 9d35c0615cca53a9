import type { Command } from "commander";
import type { PicksOptions } from "../../index.ts";
import { findNamed, readNamed } from "../films-named.ts";
import { withGlobalOptions, withSourceOptions } from "../options.ts";
import { readPeople, recognise } from "../person.ts";
import type { PicksFlags } from "../picks-flags.ts";
import { formatOf, picksOptionsOf, withPicksOptions } from "../picks-flags.ts";
import { printOwnPicks } from "../print-own-picks.ts";
import { printSharedPicks } from "../print-shared-picks.ts";
import { tellAdjusted } from "../recognised-text.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import { openSource } from "../source.ts";
import type { CliIo } from "../terminal/screen.ts";
import { checkedUsage } from "../usage-error.ts";

/** Adds `matinee picks RATINGS...`. */
export function addPicks(program: Command, io: CliIo): void {
  const command = program
    .command("picks")
    .summary("three films worth your evening, and the ones to skip")
    .description(
      "Picks films from your own ratings: Letterboxd's ratings.csv. Several files are a movie " +
        "night: films that all of you will like.",
    )
    .argument("<ratings...>", "Letterboxd's ratings.csv, one a person");
  withGlobalOptions(withSourceOptions(withPicksOptions(command), { retrain: true }))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee picks ratings.csv\n" +
        "  $ matinee picks ratings.csv --among watchlist.csv --years 1970- --why\n" +
        "  $ matinee picks anna.csv ben.csv --count 5 --data ml-latest-small\n" +
        "  $ matinee picks ratings.csv --count 20 --format csv > list.csv",
    )
    .action((paths: string[], flags: PicksFlags) => {
      const format = formatOf(flags);
      return runWith(io, { ...flags, json: format === "json" }, (run) => picks(run, paths, flags));
    });
}

async function picks(run: Run, paths: readonly string[], flags: PicksFlags): Promise<void> {
  const asked = picksOptionsOf(flags);
  const files = await readPeople(run, paths);
  const [among, exclude, seen, notForMe] = [
    flags.among === undefined ? undefined : await readNamed(run, flags.among),
    await readNamed(run, flags.exclude ?? []),
    await readNamed(run, flags.seen ?? []),
    await readNamed(run, flags.notForMe ?? []),
  ];
  const source = await openSource(run, flags);
  const { catalogue, scale, title } = source;
  const find = (named: Awaited<ReturnType<typeof readNamed>>): ReturnType<typeof findNamed> =>
    findNamed(run, named, catalogue, title);
  const options: PicksOptions = {
    ...asked,
    exclude: find(exclude),
    among: among === undefined ? undefined : find(among),
  };
  const marks = { seen: find(seen), notForMe: find(notForMe) };
  const people = files.map((file) => recognise(file, catalogue, scale, source));
  const { model, tastes } = await source.tastes(people, marks);
  tellAdjusted(run, people, source);
  checkedUsage(() => tastes[0]!.left(options)); // a genre that there is not
  const shown = { model, source, options, format: formatOf(flags), isExplained: flags.why === true };
  if (people.length > 1) {
    printSharedPicks(run.screen, { ...shown, people, tastes });
    return;
  }
  const avoid = flags.avoid ?? flags.count;
  printOwnPicks(run.screen, { ...shown, avoid, taste: tastes[0]!, ...people[0]! });
}
