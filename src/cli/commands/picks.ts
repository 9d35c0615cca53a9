import type { Command } from "commander";
import { PICKS_DEFAULTS, together } from "../../index.ts";
import { resolvePicksOptions } from "../../core/taste/taste.ts";
import type { ListedFilm } from "../film-list.ts";
import { peopleText, printFilms, titleColumns, whyText } from "../film-list.ts";
import { personJson, pickJson, predictionJson, recognisedJson } from "../json-shapes.ts";
import type { SourceFlags } from "../options.ts";
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

interface PicksFlags extends SourceFlags {
  readonly count: number;
}

/** Adds `matinee picks RATINGS...`. */
export function addPicks(program: Command, io: CliIo): void {
  const command = program
    .command("picks")
    .summary("three films worth your evening, and the ones to skip")
    .description(
      "Picks films from your own ratings: Letterboxd's ratings.csv. Several files are a movie " +
        "night: films that all of you will like.",
    )
    .argument("<ratings...>", "Letterboxd's ratings.csv, one a person")
    .option("-n, --count <n>", "how many films", numberOf("count"), PICKS_DEFAULTS.count);
  withGlobalOptions(withSourceOptions(command, { retrain: true }))
    .addHelpText(
      "after",
      "\nExamples:\n  $ matinee picks ratings.csv\n" +
        "  $ matinee picks anna.csv ben.csv --count 5 --data ml-latest-small",
    )
    .action((paths: string[], flags: PicksFlags) =>
      runWith(io, flags, (run) => picks(run, paths, flags)),
    );
}

async function picks(run: Run, paths: readonly string[], flags: PicksFlags): Promise<void> {
  const { count } = flags;
  checkedUsage(() => resolvePicksOptions("Cannot pick", { count }));
  const files = await readPeople(run, paths);
  const source = await openSource(run, flags);
  const people = files.map((file) => recognise(file, source.catalogue, source.scale, source.title));
  const tastes = await source.tastes(people);
  tellAdjusted(run, people, source);
  if (people.length === 1) printOwn(run, people[0]!, tastes, source, count);
  else printShared(run, people, tastes, source, count);
}

function printOwn(
  { screen }: Run,
  { recognised }: Person,
  { tastes }: Tastes,
  { origin, title }: Source,
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
  const { styles, columns } = screen;
  const width = titleColumns(screen, [...best, ...worst]);
  const listedFilm = (film: (typeof best)[number]): ListedFilm => ({
    film,
    why: whyText(taste, film, columns),
  });
  screen.printText(`${recognisedText(recognised)}.`);
  if (recognised.count * 3 < recognised.total * 2 && "data" in origin) {
    screen.printText(
      `${title} is too old or too small for much of it: try --data ml-latest-small.`,
    );
  }
  screen.print("", styles.strong("Tonight"));
  printFilms(screen, best.map(listedFilm), width);
  screen.print("", styles.strong("Skip"));
  printFilms(screen, worst.map(listedFilm), width);
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
  screen.print("", screen.styles.strong(`Tonight, for ${listed(names.map(plainText))}`));
  const films = best.map((film) => ({ film, why: peopleText(film, names) }));
  printFilms(screen, films, titleColumns(screen, best));
}
