// @ts-check
// docs/accuracy.md from measured cells.
import {
  GIBBS_DEFAULTS,
  GRADIENT_DESCENT_DEFAULTS,
  WEIGHTED_ALS_DEFAULTS,
  meanAndSd,
} from "../../dist/index.js";
import { DATA, FOLDS, PEOPLE, STARS_METHODS, cellId, protocolsOf } from "./cells.mjs";
import { embeddedSection } from "./embedded-section.mjs";
import { listsSection } from "./lists-section.mjs";
import { TITLES, percent, stars, table } from "./markdown.mjs";

/** @typedef {{ rmse: number, mae: number, coverage80: number, seconds: number, epochs: number, baselines: { filmMean: { rmse: number }, biasOnly: { rmse: number } } }} SplitFigures */
/** @typedef {{ given: number, rmse: number, coverage80: number, width80: number, baselines: { filmMean: { rmse: number }, biasOnly: { rmse: number, coverage80: number, width80: number } } }} GivenFigures */
/** @typedef {{ machine: { cpu: string, cores: number, node: string, commit: string }, peakMb: number, splits: any[] } & Record<string, any>} Measured */
/** @typedef {Readonly<Record<string, Measured>>} Results */

/** @param {Results} results */
export function page(results) {
  return `${[
    "# Accuracy",
    "Written by `npm run accuracy`; every figure on this page is measured by it, and none is quoted " +
      "elsewhere that is not. What the figures mean, exactly: [metrics.md](metrics.md). Errors are in " +
      "stars; random protocols are five draws, seeds 1 to 5, ± the SD of the draws. Tuning saw inner " +
      "splits alone; the test parts are looked at with the defaults. Any row alone: " +
      "`matinee evaluate --data ml-100k --protocol u1 --method bayesian`.",
    "## Ratings hidden",
    ...DATA.map((data) => hiddenSection(results, data)),
    "Published for comparison, of other programs: on `u1` myFM .889 from ratings and dates, .8808 with " +
      "dates and attributes of films and people, LIBMF .9214. On other random splits, which differ by about " +
      ".005: Surprise's SVD .934 and SVD++ .919, fastai's lesson .904–.907 (80/20), MyMediaLite's biased MF " +
      ".908. Of MovieLens 1M, 90/10: .8140 with dates.",
    "## People whom training has not seen",
    "250 people with 60 ratings or more, drawn five times, are taken out of training; each brings some " +
      "ratings and is solved against the model. An interval should hold 80 %; of two that do, the narrower " +
      "says more. Bias only: strictness and the films' standing alone; its interval is the narrowest of one " +
      "width that holds 80 % of the very ratings held out, which no method could know.",
    ...DATA.map((data) => peopleSection(results, data)),
    "## Lists",
    listsSection(results),
    "## The model that comes with the package",
    embeddedSection(results),
    "## What weight decay does to gradient descent",
    weightDecaySection(results),
    "## How it was measured",
    provenance(results),
  ].join("\n\n")}\n`;
}

/** @param {Results} results @param {(typeof DATA)[number]} data */
function hiddenSection(results, data) {
  const protocols = protocolsOf(data).filter((name) => !PEOPLE.includes(name));
  const rows = STARS_METHODS.flatMap((method) => {
    const own = protocols.flatMap((protocol) => {
      const cell = results[cellId(data, protocol, method)];
      return cell === undefined ? [] : [hiddenRow(`\`${protocol}\``, method, [cell])];
    });
    const folds = FOLDS.flatMap((fold) => results[cellId(data, fold, method)] ?? []);
    if (folds.length === FOLDS.length) own.splice(5, 0, hiddenRow("`u1-u5`", method, folds));
    return own;
  });
  return table(
    `### ${TITLES[data]}`,
    "| method | protocol | RMSE | MAE | 80 % interval holds | film mean | bias only | s a split | peak MB |",
    rows,
  );
}

/** @param {string} protocol @param {string} method @param {Measured[]} cells */
function hiddenRow(protocol, method, cells) {
  /** @type {SplitFigures[]} */
  const splits = cells.flatMap((cell) => cell.splits);
  const of = (/** @type {(split: SplitFigures) => number} */ get) => meanAndSd(splits.map(get));
  const rmse = of((split) => split.rmse);
  return [
    method,
    protocol,
    `**${stars(rmse.mean)}**${splits.length > 1 ? ` ± ${stars(rmse.sd)}` : ""}`,
    stars(of((split) => split.mae).mean),
    percent(of((split) => split.coverage80).mean),
    stars(of((split) => split.baselines.filmMean.rmse).mean),
    stars(of((split) => split.baselines.biasOnly.rmse).mean),
    of((split) => split.seconds).mean.toFixed(1),
    String(Math.max(...cells.map(({ peakMb }) => peakMb))),
  ];
}

/** @param {Results} results @param {(typeof DATA)[number]} data */
function peopleSection(results, data) {
  const rows = PEOPLE.flatMap((protocol) =>
    STARS_METHODS.flatMap((method) => {
      const cell = results[cellId(data, protocol, method)];
      if (cell === undefined) return [];
      /** @type {GivenFigures[][]} */
      const draws = cell.splits.map((split) => split.curve ?? [split]);
      return (draws[0] ?? []).map((_, k) =>
        peopleRow(
          protocol,
          method,
          draws.flatMap((draw) => draw[k] ?? []),
        ),
      );
    }),
  );
  return table(
    `### ${TITLES[data]}`,
    "| protocol | method | given | RMSE | 80 % interval holds | its width | bias only | its width | film mean |",
    rows,
  );
}

/** @param {string} protocol @param {string} method @param {GivenFigures[]} draws */
function peopleRow(protocol, method, draws) {
  const of = (/** @type {(draw: GivenFigures) => number} */ get) => meanAndSd(draws.map(get));
  const rmse = of((draw) => draw.rmse);
  return [
    `\`${protocol}\``,
    method,
    String(draws[0]?.given),
    `**${stars(rmse.mean)}** ± ${stars(rmse.sd)}`,
    percent(of((draw) => draw.coverage80).mean),
    of((draw) => draw.width80).mean.toFixed(2),
    stars(of((draw) => draw.baselines.biasOnly.rmse).mean),
    of((draw) => draw.baselines.biasOnly.width80).mean.toFixed(2),
    stars(of((draw) => draw.baselines.filmMean.rmse).mean),
  ];
}

/** @param {Results} results */
function weightDecaySection(results) {
  const cell = results["ml-100k weight-decay"];
  if (cell === undefined) return "Not measured yet.";
  const { withDecay, stopped, toTheEnd, curve, curveWithout } = cell;
  const { regularization, epochs } = GRADIENT_DESCENT_DEFAULTS;
  const means = (/** @type {string} */ name, /** @type {any} */ figures) => [
    name,
    stars(figures.rmse),
    stars(figures.trainRmse),
    figures.epochs.toFixed(0),
  ];
  const shown = [1, 2, 3, 5, 8, 12, 16, 20, 25, 30];
  const lines = shown.map((epoch) => [
    String(epoch),
    ...[curve, curveWithout].flatMap((reports) => {
      const { trainError, heldOutError } = reports[epoch - 1];
      return [stars(trainError), stars(heldOutError)];
    }),
  ]);
  return [
    table(
      "Five draws of 80/20 of MovieLens 100K, mean RMSE on the test part and on the training part:",
      "| | test | training | epochs |",
      [
        means(`weight decay ${regularization} (default)`, withDecay),
        means("none, stopped where a held-out slice is lowest", stopped),
        means(`none, all ${epochs} epochs`, toTheEnd),
      ],
    ),
    table(
      "Epoch by epoch on all of it, a twentieth held out: without weight decay the training error falls on " +
        "while the held-out error rises again. (Training errors are met on the way, before each step.)",
      "| epoch | training | held out | training, no decay | held out, no decay |",
      lines,
    ),
  ].join("\n\n");
}

/** @param {Results} results */
function provenance(results) {
  const cells = Object.values(results);
  const commits = [...new Set(cells.map(({ machine }) => machine.commit))].join(", ");
  const { cpu, cores, node } = cells[0]?.machine ?? { cpu: "?", cores: 0, node: "?" };
  const settings = (/** @type {object} */ defaults) =>
    Object.entries(defaults)
      .map(([key, value]) => `${key} ${[value].flat().join("+")}`)
      .join(", ");
  return (
    `On ${cpu}, ${cores} cores, Node ${node}, commits ${commits}, each row in a process of its own. Seconds are ` +
    "of one split, learning and baselines included; peak memory is the process's, the data set included. " +
    `bayesian: ${settings(GIBBS_DEFAULTS)}. gradient-descent: ${settings(GRADIENT_DESCENT_DEFAULTS)}. ` +
    `weighted-als, and picks by any method: ${settings(WEIGHTED_ALS_DEFAULTS)}. The figures of ` +
    "gradient descent are the same bits on every machine, those of sampling up to the last bit of " +
    "Math.log and Math.exp; neither depends on the number of threads."
  );
}
