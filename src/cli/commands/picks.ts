import type { Command } from "commander";
import type { Pick } from "../../index.ts";
import { PICKS_DEFAULTS, together } from "../../index.ts";
import { resolvePicksOptions } from "../../core/taste/picks-options.ts";
import type { AskingFlags } from "../asking/ask-person.ts";
import { askPerson, refuseSaving } from "../asking/ask-person.ts";
import type { ListedFilm } from "../film-list.ts";
import {
  NOTHING_LEFT,
  orderText,
  peopleLines,
  printFilms,
  titleColumns,
  whyLines,
} from "../film-list.ts";
import { personJson, pickJson, predictionJson, recognisedJson } from "../json-shapes.ts";
import { numberOf, withGlobalOptions, withSourceOptions } from "../options.ts";
import type { Person } from "../person.ts";
import { readPeople, recognise } from "../person.ts";
import { recognisedText, tellAdjusted } from "../recognised-text.ts";
import type { Run } from "../run.ts";
import { runWith } from "../run.ts";
import type { Source, Tastes } from "../source.ts";
import { openSource } from "../source.ts";
import { listed } from "../terminal/film-text.ts";
import type { CliIo } from "../terminal/screen.ts";
import { plainText } from "../terminal/text-width.ts";
import { checkedUsage } from "../usage-error.ts";

const NOTHING_LEFT_FOR_ALL = "Together you have rated every film here.";
const GROUP_ORDER =
  "Sorted by stars, certainty and the least pleased: films that few have rated stand lower.";

interface PicksFlags extends AskingFlags {
  readonly count: number;
}

/** Adds `matinee picks [RATINGS...]`. */
export function addPicks(program: Command, io: CliIo): void {
  const command = program
    .command("picks")
    .summary("three films worth your evening, and the ones to skip")
    .description(
      "Picks films from your own ratings: Letterboxd's ratings.csv. Several files are a movie " +
        "night: films that all of you will like. Without a file you are asked about films.",
    )
    .argument("[ratings...]", "Letterboxd's ratings.csv, one a person")
    .option("--save <file>", "where your answers go when you are asked; a file there is replaced")
    .option("-n, --count <n>", "how many films", numberOf("count"), PICKS_DEFAULTS.count);
  withGlobalOptions(withSourceOptions(command, { retrain: true }))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee picks\n  $ matinee picks ratings.csv\n" +
        "  $ matinee picks anna.csv ben.csv --count 5 --data ml-latest-small",
    )
    .action((paths: string[], flags: PicksFlags) =>
      runWith(io, flags, (run) => picks(run, paths, flags)),
    );
}

async function picks(run: Run, paths: readonly string[], flags: PicksFlags): Promise<void> {
  const { count } = flags;
  checkedUsage(() => resolvePicksOptions("Cannot pick", { count }));
  if (paths.length === 0) {
    const { person, tastes, source, keep } = await askPerson(run, flags);
    printOwn(run, person, tastes, source, count);
    return await keep();
  }
  refuseSaving(flags);
  const files = await readPeople(run, paths);
  const source = await openSource(run, flags);
  const people = files.map((file) => recognise(file, source.catalogue, source.scale, source));
  const tastes = await source.tastes(people);
  tellAdjusted(run, people, source);
  if (people.length === 1) printOwn(run, people[0]!, tastes, source, count);
  else printShared(run, people, tastes, source, count);
}

function printOwn(
  { screen }: Run,
  { recognised }: Person,
  { tastes }: Tastes,
  { origin, title, largerAdvice }: Source,
  count: number,
): void {
  const taste = tastes[0]!;
  const best = taste.picks({ count });
  const worst = taste.avoid({ count, exclude: best.map(({ movieId }) => movieId) });
  if (screen.json) {
    screen.printJson({
      picks: best.map(pickJson),
      avoid: worst.map(pickJson),
      recognised: recognisedJson(recognised),
      ...origin,
    });
    return;
  }
  const { styles } = screen;
  const width = titleColumns(screen, [...best, ...worst]);
  const list = (heading: string, films: readonly Pick[], sign: 1 | -1): void => {
    if (films.length === 0) return;
    screen.print("", styles.strong(heading));
    const why = (film: Pick): ListedFilm => ({ film, why: whyLines(taste, film, screen) });
    printFilms(screen, films.map(why), width);
    const order = orderText(films, sign);
    if (order !== "") screen.printText(order, "", styles.quiet);
  };
  screen.printText(`${recognisedText(recognised)}.`);
  if (recognised.count * 3 < recognised.total * 2 && largerAdvice !== undefined) {
    const tooSmall = `${plainText(title)} is too old or too small for much of it`;
    screen.printText(`${tooSmall}: ${largerAdvice}.`);
  }
  if (best.length === 0) screen.print("", NOTHING_LEFT);
  list("Tonight", best, 1);
  list("Skip", worst, -1);
}

function printShared(
  { screen }: Run,
  people: readonly Person[],
  { model, tastes }: Tastes,
  { origin }: Source,
  count: number,
): void {
  const best = together(model, tastes, { count });
  const names = people.map(({ name }) => name);
  if (screen.json) {
    screen.printJson({
      picks: best.map((pick) => ({
        ...predictionJson(pick),
        score: pick.score,
        people: pick.people.map(({ stars, low, high }, k) => ({
          name: names[k],
          stars,
          low,
          high,
        })),
      })),
      people: people.map(personJson),
      ...origin,
    });
    return;
  }
  for (const { name, recognised } of people) {
    screen.printText(`${plainText(name)}: ${recognisedText(recognised)}.`);
  }
  screen.print("");
  if (best.length === 0) {
    screen.print(NOTHING_LEFT_FOR_ALL);
    return;
  }
  const { quiet, strong } = screen.styles;
  screen.printText(`Tonight, for ${listed(names.map(plainText))}`, "", strong);
  const films = best.map((film) => ({ film, why: peopleLines(film, names, screen) }));
  printFilms(screen, films, titleColumns(screen, best));
  const order = orderText(best, 1);
  // What pleases the least pleased counts too, so that even the means need not fall.
  if (order !== "") screen.printText(GROUP_ORDER, "", quiet);
}
