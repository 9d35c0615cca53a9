import type { Explanation, HiddenFeature, Model, Pick, Placed } from "../../index.ts";
import { strictnessWords } from "../explanation-text.ts";
import { featureLines, labelText } from "../feature-lines.ts";
import type { ListedFilm } from "../film-list.ts";
import { avoidWhyLines, pickWhyLines, printFilms, titleColumns } from "../film-list.ts";
import { shortText } from "../nothing-left.ts";
import { histogramLines } from "../histogram.ts";
import { dataTitle } from "../open-data.ts";
import { adjustedText, recognisedText } from "../recognised-text.ts";
import { bar, progressBar } from "../terminal/bars.ts";
import { cutFilm } from "../terminal/film-text.ts";
import { counted, duration, signed } from "../terminal/numbers.ts";
import type { Screen } from "../terminal/screen.ts";
import { tableLines } from "../terminal/table.ts";
import { cutText, plainText, wrapWords } from "../terminal/text-width.ts";
import { THIRTY_RATINGS } from "./demo-person.ts";
import type { FeatureMatch } from "./feature-match.ts";
import type { Outcome, Ready, ToLearn } from "./run-story.ts";

const MATCHES_SHOWN = 4;
const FEATURES_SHOWN = 4;

/** The data, and the thirty ratings. */
export function printBeginning(screen: Screen, beginning: ToLearn, factors: number): void {
  const { description, person } = beginning;
  const { name, users, movies, unratedMovies, ratings, scale, histogram } = description;
  const title = dataTitle(name);
  const rated = counted(movies - unratedMovies, "film");
  const from = ` from ${scale.min} to ${scale.max}`;
  printTitled(screen, title, `${ratedText({ users, rated, ratings })}${from}.`);
  screen.print(...histogramLines(screen, histogram), "");
  const told = [
    `Thirty ratings of your own added (${THIRTY_RATINGS}): ${recognisedText(person.recognised)}`,
    ...adjustedText(person.recognised, scale),
    "",
  ];
  screen.printText(told.join(". ").trimEnd());
  const features = counted(factors, "hidden feature");
  screen.print("");
  screen.printText(`Learning ${features}, starting from random numbers`, "", screen.styles.strong);
}

/** The model that is there, and the thirty ratings. */
export function printReady(screen: Screen, { model, person, inShort }: Ready): void {
  const { data, users, movies, ratings } = model.provenance;
  screen.printText(
    `MovieLens 100K cannot be had here (${inShort}), so nothing is learned now: this is the model ` +
      "that comes with matinee.",
  );
  screen.print("");
  printTitled(screen, data, `${ratedText({ users, rated: counted(movies, "film"), ratings })}.`);
  screen.printText(
    `Thirty ratings of your own (${THIRTY_RATINGS}): ${recognisedText(person.recognised)}.`,
  );
}

function ratedText(count: {
  readonly users: number;
  readonly rated: string;
  readonly ratings: number;
}): string {
  const people = counted(count.users, "person", "people");
  return `: ${people} rated ${count.rated}, ${counted(count.ratings, "rating")}`;
}

/** A title in bold and what is told of it. */
function printTitled(screen: Screen, title: string, text: string): void {
  const [first = "", ...rest] = wrapWords(title + text, screen.columns);
  screen.print(screen.styles.strong(title) + first.slice(title.length), ...rest);
}

/** How the learning went. */
export function printLearning(screen: Screen, { model, learning }: Outcome): void {
  if (learning === undefined) return;
  const { progress, seconds } = learning;
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
  const shown = features.slice(0, FEATURES_SHOWN);
  screen.print("", ...featureLines(screen, model, shown, features.length));
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
