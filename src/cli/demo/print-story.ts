import type { Explanation, HiddenFeature, Model, Pick, Placed } from "../../index.ts";
import { strictnessWords } from "../explanation-text.ts";
import type { ListedFilm } from "../film-list.ts";
import { avoidWhyLines, pickWhyLines, printFilms, titleColumns } from "../film-list.ts";
import { shortText } from "../nothing-left.ts";
import { histogramLines } from "../histogram.ts";
import { dataTitle } from "../open-data.ts";
import { adjustedText, recognisedText } from "../recognised-text.ts";
import { bar, progressBar } from "../terminal/bars.ts";
import { cutFilm } from "../terminal/film-text.ts";
import { counted, duration, grouped, percent, signed } from "../terminal/numbers.ts";
import type { Screen } from "../terminal/screen.ts";
import { tableLines } from "../terminal/table.ts";
import { cutText, plainText, textWidth, wrapWords } from "../terminal/text-width.ts";
import { THIRTY_RATINGS } from "./demo-person.ts";
import type { FeatureMatch } from "./feature-match.ts";
import type { Beginning, Outcome } from "./run-story.ts";

const MATCHES_SHOWN = 4;
const FEATURES_SHOWN = 4;

/** The data, and the thirty ratings. */
export function printBeginning(screen: Screen, beginning: Beginning, factors: number): void {
  const { description, person, madeUpBecause, madeUpInShort = "" } = beginning;
  const { name, users, movies, unratedMovies, ratings, scale, histogram } = description;
  if (madeUpBecause !== undefined) {
    screen.printText(
      `MovieLens 100K cannot be had here (${madeUpInShort}): made-up ratings instead.`,
    );
    screen.print("");
  }
  const title = dataTitle(name);
  const rated = counted(movies - unratedMovies, "film");
  const [first = "", ...rest] = wrapWords(
    `${title}: ${counted(users, "person", "people")} rated ${rated}, ` +
      `${counted(ratings, "rating")} from ${scale.min} to ${scale.max}.`,
    screen.columns,
  );
  screen.print(
    screen.styles.strong(title) + first.slice(title.length),
    ...rest,
    ...histogramLines(screen, histogram),
    "",
  );
  screen.printText(
    madeUpBecause === undefined
      ? [
          `Thirty ratings of your own added (${THIRTY_RATINGS}): ` +
            recognisedText(person.recognised),
          ...adjustedText(person.recognised, scale),
          "",
        ]
          .join(". ")
          .trimEnd()
      : "You are one of them, taken out of the data, and bring thirty of your ratings.",
  );
  const features = counted(factors, "hidden feature");
  screen.print("");
  screen.printText(`Learning ${features}, starting from random numbers`, "", screen.styles.strong);
}

/** How the learning went. */
export function printLearning(screen: Screen, { model, progress, seconds }: Outcome): void {
  const { epochs, heldOutError } = model.provenance;
  const [first] = progress.history;
  const last = progress.history.at(-1)!;
  const bars = screen.isNarrow ? "" : `${progressBar(last.epoch / last.epochs, 20)}  `;
  const took = screen.isNarrow ? "" : `  (${duration(seconds)})`;
  if (heldOutError === null || first === undefined) {
    const training = `training ${last.trainError.toFixed(3)}`;
    screen.print(`epoch ${last.epoch}  ${bars}${training}${took}`);
    return;
  }
  const { halfWidth80 } = model; // not-a-number where too few ratings were held out
  const within = Number.isNaN(halfWidth80)
    ? ""
    : `; 8 of 10 were within ${halfWidth80.toFixed(1)} stars`;
  screen.print(
    `epoch ${last.epoch}  ${bars}training ${last.trainError.toFixed(3)}  ` +
      `held out ${last.heldOutError.toFixed(3)}${took}`,
  );
  screen.printText(
    `Stopped: ${progress.stopReason}. On ratings it had not seen it was off by ` +
      `${first.heldOutError.toFixed(2)} stars after one epoch and by ${heldOutError.toFixed(2)} ` +
      `after ${epochs}${within}.` +
      (model.provenance.options["refit"] === true ? " Then once more, with all ratings." : ""),
  );
}

/** Tonight, Skip, Why, and the features. */
export function printOutcome(screen: Screen, outcome: Outcome): void {
  const { picks, avoid, taste, explanation, matches, model, features } = outcome;
  const width = titleColumns(screen, [...picks, ...avoid]);
  const list = (heading: string, films: readonly Pick[], why: typeof pickWhyLines): void => {
    if (films.length === 0) return;
    screen.print("", screen.styles.strong(heading));
    const lined = (film: Pick): ListedFilm => ({ film, why: why(taste, film, screen) });
    printFilms(screen, films.map(lined), width);
  };
  if (picks.length === 0) screen.print("", shortText(taste.left(), false));
  list("Tonight", picks, pickWhyLines);
  list("Skip", avoid, avoidWhyLines);
  if (explanation !== undefined) {
    screen.print("", ...sumLines(screen, model, explanation, matches));
  }
  screen.print("", ...featureLines(screen, model, features));
}

/** What to do next. */
export function printEnding(screen: Screen): void {
  screen.print("");
  screen.printText("Now yours: npx matinee picks your-letterboxd-ratings.csv");
}

function sumLines(
  screen: Screen,
  model: Model,
  explanation: Explanation,
  matches: readonly FeatureMatch[],
): string[] {
  const { mean, film, strictness, taste } = explanation;
  const shown = matches.slice(0, MATCHES_SHOWN);
  const rest = matches.slice(MATCHES_SHOWN).reduce((sum, { adds }) => sum + adds, 0);
  const most = Math.max(...shown.map(({ adds }) => Math.abs(adds)));
  const rows = shown.map(({ number, feature, film: place, you, adds }) => [
    String(number),
    featureName(model, feature, matches),
    signed(place),
    signed(you),
    signed(adds),
    bar(Math.abs(adds) / most, 8),
  ]);
  if (matches.length > shown.length) {
    rows.push(["", `the other ${matches.length - shown.length} together`, "", "", signed(rest)]);
  }
  const [header = "", ...lines] = matchTable(screen, rows);
  const sum =
    `${mean.toFixed(2)} on average, ${signed(film)} the film itself, ` +
    `${signed(strictness)} ${strictnessWords(strictness)}, ${signed(taste)} your taste`;
  return [
    screen.styles.strong(`Why ${cutFilm(explanation, screen.columns - 4)}`),
    ...wrapWords(sum, screen.columns - 2).map((line) => `  ${line}`),
    screen.styles.quiet(header),
    ...lines,
  ];
}

/** The rows of {@link sumLines}; where it is narrow, only what each match adds. */
function matchTable(screen: Screen, rows: readonly (readonly string[])[]): string[] {
  const right = { align: "right" } as const;
  const adds = { header: "adds", ...right };
  if (screen.isNarrow) {
    const narrow = rows.map(([number = "", name = "", , , added = ""]) => [number, name, added]);
    return tableLines([right, { header: "by feature", most: screen.columns - 13 }, adds], narrow);
  }
  return tableLines(
    [
      right,
      { header: "feature by feature: film × you = adds", most: screen.columns - 40 },
      { header: "film", ...right },
      { header: "you", ...right },
      adds,
      {},
    ],
    rows,
  );
}

function featureLines(screen: Screen, model: Model, features: readonly HiddenFeature[]): string[] {
  const { strong, quiet } = screen.styles;
  const shown = features.slice(0, FEATURES_SHOWN);
  const share = shown.reduce((sum, feature) => sum + feature.share, 0);
  const ends = (films: readonly Placed[]): string =>
    films.map(({ movieIndex }) => plainText(model.catalogue.at(movieIndex).title)).join(", ");
  const found = `What it found: ${shown.length} of ${grouped(features.length)} hidden features`;
  const told = `, ${percent(share)} of what taste tells apart`;
  const fits = textWidth(found + told) <= screen.columns;
  return [
    ...(fits ? [strong(found) + told] : wrapWords(found + told, screen.columns).map(strong)),
    ...shown.flatMap((feature, k) => [
      `  ${k + 1}  ${labelText(feature)}${quiet(`, ${percent(feature.share)}`)}`,
      quiet(`     − ${cutText(ends(feature.low), screen.columns - 7)}`),
      quiet(`     + ${cutText(ends(feature.high), screen.columns - 7)}`),
    ]),
  ];
}

/** `leans Sci-Fi, r .55`; by the films at its ends where another one leans there more, or none. */
function featureName(
  model: Model,
  feature: HiddenFeature,
  matches: readonly FeatureMatch[],
): string {
  const { label, low, high } = feature;
  const rivals = matches.filter((match) => match.feature.label?.name === label?.name);
  const strongest = Math.max(...rivals.map((match) => match.feature.label?.correlation ?? 0));
  if (label !== undefined && label.correlation === strongest) return labelText(feature);
  const title = (films: readonly Placed[]): string =>
    films[0] === undefined ? "" : plainText(model.catalogue.at(films[0].movieIndex).title);
  return `${cutText(title(low), 17)} ↔ ${cutText(title(high), 18)}`;
}

function labelText({ label }: HiddenFeature): string {
  if (label === undefined) return "leans nowhere clearly";
  return `leans ${label.name}, r ${label.correlation.toFixed(2).replace(/^0/u, "")}`;
}
