import type { SplitResult } from "../index.ts";
import { meanAndSd } from "../index.ts";
import type { Comparison } from "./compare-methods.ts";
import type { JsonObject } from "./json-shapes.ts";
import { dataTitle } from "./open-data.ts";
import { duration, grouped, signed } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import type { Column } from "./terminal/table.ts";
import { tableLines } from "./terminal/table.ts";
import { plainText, wrapWords } from "./terminal/text-width.ts";

/** What one split says. */
export interface MeasuredSplit extends SplitResult {
  /** `u1`, or the seed of a random draw. */
  readonly name: string;
  readonly seconds: number;
}

/** What all splits of a protocol say. */
export interface Evaluation {
  readonly protocol: string;
  readonly method: string;
  /** Name of the data set. */
  readonly data: string;
  /** At least one. */
  readonly splits: readonly MeasuredSplit[];
  readonly against?: Comparison;
}

type Measure = (split: MeasuredSplit) => number;

const MEASURES: readonly { header: string; of: Measure; digits: number }[] = [
  { header: "RMSE", of: (split) => split.rmse, digits: 4 },
  { header: "MAE", of: (split) => split.mae, digits: 4 },
  { header: "bias only", of: (split) => split.baselines.biasOnly.rmse, digits: 4 },
  { header: "film mean", of: (split) => split.baselines.filmMean.rmse, digits: 4 },
  { header: "in 80 %", of: (split) => 100 * split.coverage80, digits: 1 },
  { header: "epochs", of: (split) => split.epochs, digits: 0 },
  { header: "seconds", of: (split) => split.seconds, digits: 1 },
];

/** The table, and what its columns mean. */
export function evaluationLines(screen: Screen, evaluation: Evaluation): string[] {
  const { protocol, data, splits } = evaluation;
  const test = splits.reduce((sum, { testRatings }) => sum + testRatings, 0) / splits.length;
  const title = plainText(dataTitle(data));
  const rows = splits.map((split) => [
    split.name,
    ...MEASURES.map(({ of, digits }) => shownNumber(of(split), digits)),
  ]);
  if (splits.length > 1) rows.push([], meanRow(splits), sdRow(splits));
  const columns: Column[] = [
    { header: "" },
    ...MEASURES.map(({ header }): Column => ({ header, align: "right" })),
  ];
  const { mean } = meanAndSd(splits.map(({ rmse }) => rmse));
  const seconds = splits.reduce((sum, split) => sum + split.seconds, 0);
  return [
    screen.styles.strong(`${protocol} on ${title}`),
    `${grouped(Math.round(test))} ratings hidden each time; ${duration(seconds)} in all`,
    ...unseenLines(splits),
    "",
    ...tableLines(columns, rows),
    "",
    ...againstLines(screen, evaluation),
    ...wrapWords(
      `RMSE: predictions are off by ${mean.toFixed(2)} stars, large misses counting more; MAE: off ` +
        "on average. Bias only, film mean: RMSE of rules that know no taste. In 80 %: share of the " +
        "hidden ratings inside their interval, which should be 80.",
      screen.columns,
    ),
  ];
}

/** Only by time are most of the hidden ratings by people whom training has not seen. */
function unseenLines(splits: readonly MeasuredSplit[]): string[] {
  const mean = (of: Measure): number => Math.round(meanAndSd(splits.map(of)).mean);
  const users = mean((split) => split.unseenUserRatings);
  const movies = mean((split) => split.unseenMovieRatings);
  if (users === 0 && movies === 0) return [];
  return [
    `without a training rating: the people of ${grouped(users)}, the films of ${grouped(movies)}`,
  ];
}

function againstLines({ columns }: Screen, { method, against }: Evaluation): string[] {
  if (against === undefined) return [];
  const { difference, low95, high95, rmse } = against;
  const text =
    `Against ${against.method} (RMSE ${rmse.toFixed(4)}): ${method} differs by ` +
    `${signed(difference, 4)}, below 0 being better; 95 % interval ${signed(low95, 4)} to ` +
    `${signed(high95, 4)}, users drawn anew.`;
  return [...wrapWords(text, columns), ""];
}

/** What `--json` prints: keys that do not apply are absent. */
export function evaluationJson({ splits, against, ...about }: Evaluation): JsonObject {
  const average = (of: Measure): number => meanAndSd(splits.map(of)).mean;
  const seconds = splits.reduce((sum, split) => sum + split.seconds, 0);
  const { sd } = meanAndSd(splits.map(({ rmse }) => rmse));
  return {
    ...about,
    rmse: average((split) => split.rmse),
    ...(splits.length > 1 ? { rmseSd: sd } : {}),
    mae: average((split) => split.mae),
    coverage80: average((split) => split.coverage80),
    seconds,
    baselines: {
      filmMean: {
        rmse: average((split) => split.baselines.filmMean.rmse),
        mae: average((split) => split.baselines.filmMean.mae),
      },
      biasOnly: {
        rmse: average((split) => split.baselines.biasOnly.rmse),
        mae: average((split) => split.baselines.biasOnly.mae),
      },
    },
    ...(against === undefined ? {} : { against }),
    splits: splits.map(measured),
  };
}

/** Without what the method does not measure. */
function measured(split: MeasuredSplit): JsonObject {
  const { trainRmse, predicted: _, ...figures } = split;
  return { ...figures, ...(Number.isNaN(trainRmse) ? {} : { trainRmse }) };
}

function meanRow(splits: readonly MeasuredSplit[]): string[] {
  const means = MEASURES.map(({ of, digits }) =>
    shownNumber(meanAndSd(splits.map(of)).mean, digits),
  );
  return ["mean", ...means];
}

function sdRow(splits: readonly MeasuredSplit[]): string[] {
  const spreads = MEASURES.map(({ of, digits }) =>
    shownNumber(meanAndSd(splits.map(of)).sd, digits),
  );
  return ["± SD", ...spreads.slice(0, 5)];
}

function shownNumber(value: number, digits: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(digits);
}
