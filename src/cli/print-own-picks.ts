import type { Model, Pick, PicksOptions, Taste } from "../index.ts";
import { sumText } from "./explanation-text.ts";
import type { ListedFilm } from "./film-list.ts";
import { avoidWhyLines, orderText, pickWhyLines, printFilms, titleColumns } from "./film-list.ts";
import type { JsonObject } from "./json-shapes.ts";
import { matchJson, pickJson, recognisedJson, sumJson } from "./json-shapes.ts";
import { matchLines } from "./match-lines.ts";
import { shortText } from "./nothing-left.ts";
import { listCsv } from "./picks-csv.ts";
import type { Format } from "./picks-flags.ts";
import type { Recognised } from "./person.ts";
import { adviceLines, recognisedText } from "./recognised-text.ts";
import type { Source } from "./source.ts";
import type { Screen } from "./terminal/screen.ts";

/** What is printed for one person. */
export interface OwnPicks {
  readonly taste: Taste;
  readonly model: Model;
  /** Which films of a file were found; absent for someone who was asked. */
  readonly recognised?: Recognised | undefined;
  readonly source: Source;
  readonly options: PicksOptions;
  readonly format: Format;
  /** How many films to avoid. */
  readonly avoid: number;
  /** Whether to tell where the stars come from. */
  readonly isExplained: boolean;
}

/** Prints three films for tonight, and those to skip. */
export function printOwnPicks(screen: Screen, own: OwnPicks): void {
  const { taste, model, options, format, avoid, source, recognised } = own;
  const best = taste.picks(options);
  const exclude = [...(options.exclude ?? []), ...best.map(({ movieId }) => movieId)];
  const worst = avoid === 0 ? [] : taste.avoid({ ...options, count: avoid, exclude });
  const isShort = best.length < (options.count ?? 0);
  if (format === "json") {
    const toJson = own.isExplained ? explainedJson(own) : pickJson;
    screen.printJson({
      picks: best.map(toJson),
      avoid: worst.map(toJson),
      ...(isShort ? { left: taste.left(options) } : {}),
      ...(recognised === undefined ? {} : { recognised: recognisedJson(recognised) }),
      ...source.origin,
    });
    return;
  }
  if (format === "csv") {
    screen.printRaw(listCsv(best, model.catalogue));
    if (isShort) screen.notice(shortText(taste.left(options), false));
    return;
  }
  if (recognised !== undefined) printRecognised(screen, recognised, source);
  const width = titleColumns(screen, [...best, ...worst]);
  printList(screen, "Tonight", best, width, (film) => [
    ...pickWhyLines(taste, film, screen),
    ...(own.isExplained ? partsText(screen, own, film) : []),
  ]);
  if (best.length === 0) screen.print("");
  if (isShort) screen.printText(shortText(taste.left(options), false));
  else printQuietly(screen, orderText(best, options));
  printList(screen, "Skip", worst, width, (film) => [
    ...avoidWhyLines(taste, film, screen),
    ...(own.isExplained ? partsText(screen, own, film) : []),
  ]);
  if (avoid > 0 && worst.length === 0 && !isShort) printQuietly(screen, "No film is left to skip.");
}

function printRecognised(screen: Screen, recognised: Recognised, source: Source): void {
  screen.printText(`${recognisedText(recognised)}.`);
  const [advice, ...commands] = adviceLines(recognised, source);
  if (advice === undefined) return;
  screen.printText(advice);
  screen.print(...commands);
}

function printList(
  screen: Screen,
  heading: string,
  films: readonly Pick[],
  width: number,
  why: (film: Pick) => readonly string[],
): void {
  if (films.length === 0) return;
  screen.print("", screen.styles.strong(heading));
  const listed = films.map((film): ListedFilm => ({ film, why: why(film) }));
  printFilms(screen, listed, width);
}

function printQuietly(screen: Screen, text: string): void {
  if (text !== "") screen.printText(text, "", screen.styles.quiet);
}

/** The sum that the stars are, and what of taste each hidden feature adds. */
function partsText(screen: Screen, { model, taste }: OwnPicks, { movieId }: Pick): string[] {
  const match = model.match(taste, movieId);
  return [
    ...sumText(screen, taste.explain(movieId)),
    ...matchLines(model, match, screen.columns - 5),
  ];
}

/** With the parts of the sum that the stars are, and those of taste. */
function explainedJson({ model, taste }: OwnPicks): (pick: Pick) => JsonObject {
  return (pick) => ({
    ...pickJson(pick),
    ...sumJson(taste.explain(pick.movieId)),
    match: matchJson(model.match(taste, pick.movieId)),
  });
}
