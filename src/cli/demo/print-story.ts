import type { Explanation, Match, Model, Pick } from "../../index.ts";
import { strictnessWords } from "../explanation-text.ts";
import { alsoText, featureLines, foundLines } from "../feature-lines.ts";
import type { ListedFilm } from "../film-list.ts";
import { avoidWhyLines, pickWhyLines, printFilms, titleColumns } from "../film-list.ts";
import { shortText } from "../nothing-left.ts";
import { histogramLines } from "../histogram.ts";
import { matchLines } from "../match-lines.ts";
import { dataTitle } from "../open-data.ts";
import { adjustedText, recognisedText } from "../recognised-text.ts";
import { progressBar } from "../terminal/bars.ts";
import { cutFilm } from "../terminal/film-text.ts";
import { counted, duration, signed } from "../terminal/numbers.ts";
import type { Screen } from "../terminal/screen.ts";
import { wrapWords } from "../terminal/text-width.ts";
import { THIRTY_RATINGS } from "./demo-person.ts";
import type { Outcome, Ready, ToLearn } from "./run-story.ts";

const FEATURES_SHOWN = 3;

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
  const { picks, avoid, taste, explanation, match, model, features } = outcome;
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
  if (explanation !== undefined && match !== undefined) {
    screen.print("", ...sumLines(screen, model, explanation, match));
  }
  const named = features.filter(({ name }) => name !== undefined);
  const shown = (named.length > 0 ? named : features).slice(0, FEATURES_SHOWN);
  screen.print("", ...foundLines(screen, features), ...featureLines(screen, model, shown));
  const also = alsoText(named.slice(FEATURES_SHOWN));
  if (also === "") return;
  screen.print("");
  screen.printText(also);
}

/** What to do next. */
export function printEnding(screen: Screen): void {
  screen.print("");
  screen.printText("Now yours: npx matinee picks your-letterboxd-ratings.csv");
}

function sumLines(screen: Screen, model: Model, explanation: Explanation, match: Match): string[] {
  const { mean, film, strictness, taste } = explanation;
  const sum =
    `${mean.toFixed(2)} on average, ${signed(film)} the film itself, ` +
    `${signed(strictness)} ${strictnessWords(strictness)}, ${signed(taste)} your taste`;
  return [
    screen.styles.strong(`Why ${cutFilm(explanation, screen.columns - 4)}`),
    ...wrapWords(sum, screen.columns - 2).map((line) => `  ${line}`),
    ...matchLines(model, match, screen.columns - 2).map((line) => `  ${line}`),
  ];
}
