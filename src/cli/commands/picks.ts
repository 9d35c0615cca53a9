import type { Command } from "commander";
import type { Id, Marks, PicksOptions } from "../../index.ts";
import type { AskingFlags } from "../asking/ask-person.ts";
import { askPerson, readyToAsk, refuseSaving } from "../asking/ask-person.ts";
import type { NamedList } from "../films-named.ts";
import { findNamed, readNamed } from "../films-named.ts";
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
import type { Source } from "../source.ts";
import { openSource } from "../source.ts";
import type { CliIo } from "../terminal/screen.ts";
import { knownGenres } from "../../core/taste/candidates.ts";
import { checkedUsage } from "../usage-error.ts";

/** Adds `matinee picks [RATINGS...]`. */
export function addPicks(program: Command, io: CliIo): void {
  const command = program
    .command("picks")
    .summary("three films worth your evening, and the ones to skip")
    .description(
      "Picks films from your own ratings: an export of Letterboxd, IMDb, Trakt or MovieLens, or a " +
        "table. Several files are a movie night: films that all of you will like. Without a file you " +
        "are asked about films.",
    )
    .argument("[ratings...]", "exports, a ZIP or a file of it, one a person")
    .option("--save <file>", "where your answers go when you are asked: a new file");
  withReadingOptions(withPicksOptions(command));
  withGlobalOptions(withSourceOptions(command, { retrain: true, isDrawn: true }))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee picks\n  $ matinee picks ratings.csv\n" +
        "  $ matinee picks letterboxd.zip --among letterboxd.zip --years 1970- --why\n" +
        "  $ matinee picks anna.csv ben.csv --count 5 --model large.safetensors\n" +
        "  $ matinee picks ratings.csv --count 20 --format csv > list.csv",
    )
    .action((paths: string[], flags: Flags) => {
      const format = formatOf(flags);
      refuseInVain(flags, paths.length, command.getOptionValueSource("seed") === "cli");
      return runWith(io, { ...flags, json: format === "json" }, (run) => picks(run, paths, flags));
    });
}

type Flags = PicksFlags & AskingFlags & ReadingFlags;

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

/** What the command line names films for; read before anything is learned. */
type FilmFlags = Readonly<
  Record<
    "among" | "exclude" | "seen" | "notForMe",
    Awaited<ReturnType<typeof readNamed>> | undefined
  >
>;

async function readFilmFlags(run: Run, flags: Flags): Promise<FilmFlags> {
  const read = (
    names: readonly string[] | undefined,
    list: NamedList = "seen",
  ): Promise<FilmFlags["among"]> =>
    names === undefined ? Promise.resolve(undefined) : readNamed(run, names, list, flags);
  return {
    among: await read(flags.among, "wished for"),
    exclude: await read(flags.exclude),
    seen: await read(flags.seen),
    notForMe: await read(flags.notForMe),
  };
}

/**
 * The films named, as the catalogue knows them.
 *
 * @throws {UsageError} for a film or genre that is not there: before anything is learned.
 */
function foundIn(
  run: Run,
  { catalogue, title }: Source,
  asked: PicksOptions,
  films: FilmFlags,
): { readonly options: PicksOptions; readonly marks: Required<Marks> } {
  checkedUsage(() => {
    knownGenres(catalogue, "genres", asked.genres ?? []);
    knownGenres(catalogue, "withoutGenres", asked.withoutGenres ?? []);
  });
  const find = (named: FilmFlags["among"]): Id[] =>
    named === undefined ? [] : findNamed(run, named, catalogue, title);
  return {
    options: {
      ...asked,
      exclude: find(films.exclude),
      among: films.among === undefined ? undefined : find(films.among),
    },
    marks: { seen: find(films.seen), notForMe: find(films.notForMe) },
  };
}
