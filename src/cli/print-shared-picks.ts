import type { Model, PicksOptions, SharedPick, Taste } from "../index.ts";
import { leftForAll, together } from "../index.ts";
import {
  drawnText,
  peopleLines,
  pickWhyLines,
  printFilms,
  shortName,
  titleColumns,
} from "./film-list.ts";
import type { JsonObject } from "./json-shapes.ts";
import { personJson, predictionJson, sumJson } from "./json-shapes.ts";
import { shortText } from "./nothing-left.ts";
import type { Person } from "./person.ts";
import { listCsv } from "./picks-csv.ts";
import type { Format } from "./picks-flags.ts";
import { recognisedText } from "./recognised-text.ts";
import type { Source } from "./source.ts";
import { listed } from "./terminal/film-text.ts";
import type { Screen } from "./terminal/screen.ts";
import { plainText } from "./terminal/text-width.ts";

/** What is printed for a group. */
export interface SharedPicks {
  readonly people: readonly Person[];
  /** In the order of the people. */
  readonly tastes: readonly Taste[];
  readonly model: Model;
  readonly source: Source;
  readonly options: PicksOptions;
  readonly format: Format;
  /** Whether to tell each one's reasons. */
  readonly isExplained: boolean;
}

const GROUP_ORDER =
  "The first pleases all of you most; each further one favours those who got less so far.";

/** Prints a movie night: films that all of them will like. */
export function printSharedPicks(screen: Screen, shared: SharedPicks): void {
  const { people, tastes, model, options, format, source } = shared;
  const best = together(model, tastes, options);
  const names = people.map(({ name }) => name);
  const isShort = best.length < (options.count ?? 0);
  if (format === "json") {
    screen.printJson({
      picks: best.map((pick) => sharedJson(pick, shared, names)),
      people: people.map(personJson),
      ...(isShort ? { left: leftForAll(model, tastes, options) } : {}),
      ...source.origin,
    });
    return;
  }
  if (format === "csv") {
    screen.printRaw(listCsv(best, model.catalogue));
    if (isShort) screen.notice(shortText(leftForAll(model, tastes, options), true));
    return;
  }
  for (const { name, recognised } of people) {
    screen.printText(`${plainText(name)}: ${recognisedText(recognised)}.`);
  }
  screen.print("");
  if (best.length > 0) {
    const { quiet, strong } = screen.styles;
    screen.printText(`Tonight, for ${listed(names.map(plainText))}`, "", strong);
    const films = best.map((film) => ({ film, why: whyOf(screen, shared, film, names) }));
    printFilms(screen, films, titleColumns(screen, best));
    const order = drawnText(options) || (best.length > 1 ? GROUP_ORDER : "");
    if (order !== "") screen.printText(order, "", quiet);
  }
  if (isShort) screen.printText(shortText(leftForAll(model, tastes, options), true));
}

function whyOf(
  screen: Screen,
  { tastes, isExplained }: SharedPicks,
  film: SharedPick,
  names: readonly string[],
): string[] {
  const own = peopleLines(film, names, screen);
  if (!isExplained) return own;
  const reasons = tastes.flatMap((taste, k) => {
    const [pick] = taste.picks({ count: 1, among: [film.movieId] });
    return pick === undefined ? [] : pickWhyLines(taste, pick, screen, `${shortName(names[k]!)}: `);
  });
  return [...own, ...reasons];
}

function sharedJson(
  pick: SharedPick,
  { tastes, isExplained }: SharedPicks,
  names: readonly string[],
): JsonObject {
  return {
    ...predictionJson(pick),
    score: pick.score,
    people: pick.people.map(({ movieId, stars, low, high }, k) => ({
      ...{ name: names[k], stars, low, high },
      ...(isExplained ? sumJson(tastes[k]!.explain(movieId)) : {}),
    })),
  };
}
