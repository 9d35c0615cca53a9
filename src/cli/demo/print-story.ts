import type { Explanation, HiddenFeature, Model, Pick, Placed } from "../../index.ts";
import { strictnessWords } from "../explanation-text.ts";
import { printFilms, titleColumns, whyText } from "../film-list.ts";
import { histogramLines } from "../histogram.ts";
import { dataTitle } from "../open-data.ts";
import { adjustedText, recognisedText } from "../recognised-text.ts";
import { bar, progressBar } from "../terminal/bars.ts";
import { filmText } from "../terminal/film-text.ts";
import { counted, duration, grouped, percent, signed } from "../terminal/numbers.ts";
import type { Screen } from "../terminal/screen.ts";
import { tableLines } from "../terminal/table.ts";
import { cutText, plainText } from "../terminal/text-width.ts";
import { THIRTY_RATINGS } from "./demo-person.ts";
import type { FeatureMatch } from "./feature-match.ts";
import type { Beginning, Outcome } from "./run-story.ts";

const MATCHES_SHOWN = 4;
const FEATURES_SHOWN = 4;

/** The data, and the thirty ratings. */
export function printBeginning(screen: Screen, beginning: Beginning, factors: number): void {
  const { description, person, madeUpBecause } = beginning;
  const { name, users, movies, ratings, scale, histogram } = description;
  if (madeUpBecause !== undefined) {
    screen.printText("MovieLens 100K cannot be had here: a story with made-up ratings instead.");
    screen.print("");
  }
  screen.print(
    `${screen.styles.strong(dataTitle(name))}: ${counted(users, "person", "people")} rated ` +
      `${counted(movies, "film")}, ${counted(ratings, "rating")} from ${scale.min} to ${scale.max}.`,
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
  screen.print("", screen.styles.strong(`Learning ${features}, starting from random numbers`));
}

/** How the learning went. */
export function printLearning(screen: Screen, { model, progress, seconds }: Outcome): void {
  const { epochs, heldOutError } = model.provenance;
  const [first] = progress.history;
  const last = progress.history.at(-1)!;
  const bars = progressBar(last.epoch / last.epochs, 20);
  if (heldOutError === null || first === undefined) {
    const training = `training ${last.trainError.toFixed(3)}`;
    screen.print(`epoch ${last.epoch}  ${bars}  ${training}  (${duration(seconds)})`);
    return;
  }
  screen.print(
    `epoch ${last.epoch}  ${bars}  training ${last.trainError.toFixed(3)}  ` +
      `held out ${last.heldOutError.toFixed(3)}  (${duration(seconds)})`,
  );
  screen.printText(
    `Stopped: ${progress.stopReason}. On ratings it had not seen it was off by ` +
      `${first.heldOutError.toFixed(2)} stars after one epoch and by ${heldOutError.toFixed(2)} ` +
      `after ${epochs}; 8 of 10 were within ${model.halfWidth80.toFixed(1)} stars. ` +
      (model.provenance.options["refit"] === true ? "Then once more, with all ratings." : ""),
  );
}

/** Tonight, Skip, Why, and the features. */
export function printOutcome(screen: Screen, outcome: Outcome): void {
  const { picks, avoid, taste, explanation, matches, model, features } = outcome;
  const width = titleColumns(screen, [...picks, ...avoid]);
  const list = (heading: string, films: readonly Pick[]): void => {
    screen.print("", screen.styles.strong(heading));
    const why = (film: Pick): string => whyText(taste, film, screen.columns);
    printFilms(
      screen,
      films.map((film) => ({ film, why: why(film) })),
      width,
    );
  };
  list("Tonight", picks);
  list("Skip", avoid);
  screen.print("", ...whyLines(screen, model, explanation, matches));
  screen.print("", ...featureLines(screen, model, features));
}

/** What to do next. */
export function printEnding(screen: Screen): void {
  screen.print("");
  screen.printText("Now yours: npx matinee picks your-letterboxd-ratings.csv");
}

function whyLines(
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
  const right = { align: "right" } as const;
  const [header = "", ...lines] = tableLines(
    [
      right,
      { header: "feature by feature: film × you = adds", most: screen.columns - 40 },
      { header: "film", ...right },
      { header: "you", ...right },
      { header: "adds", ...right },
      {},
    ],
    rows,
  );
  return [
    screen.styles.strong(`Why ${filmText(explanation)}`),
    `  ${mean.toFixed(2)} on average, ${signed(film)} the film itself, ` +
      `${signed(strictness)} ${strictnessWords(strictness)}, ${signed(taste)} your taste`,
    screen.styles.quiet(header),
    ...lines,
  ];
}

function featureLines(screen: Screen, model: Model, features: readonly HiddenFeature[]): string[] {
  const { strong, quiet } = screen.styles;
  const shown = features.slice(0, FEATURES_SHOWN);
  const share = shown.reduce((sum, feature) => sum + feature.share, 0);
  const ends = (films: readonly Placed[]): string =>
    films.map(({ movieIndex }) => plainText(model.catalogue.at(movieIndex).title)).join(", ");
  return [
    strong(`What it found: ${shown.length} of ${grouped(features.length)} hidden features`) +
      `, ${percent(share)} of what taste tells apart`,
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
