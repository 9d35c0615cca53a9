import type { ListsResult, PeopleResult } from "../index.ts";
import { meanAndSd } from "../index.ts";
import type { JsonObject } from "./json-shapes.ts";
import { listsLines } from "./lists-report.ts";
import { listsJson } from "./mean-lists.ts";
import type { MeasuredPeople } from "./measure-people.ts";
import { dataTitle } from "./open-data.ts";
import { duration, grouped } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";
import type { Column } from "./terminal/table.ts";
import { tableLines } from "./terminal/table.ts";
import { plainText, wrapWords } from "./terminal/text-width.ts";

/** What all draws of a protocol of people left out say. */
export interface PeopleEvaluation {
  readonly protocol: string;
  readonly method: string;
  /** Name of the data set. */
  readonly data: string;
  /** At least one. */
  readonly draws: readonly MeasuredPeople[];
}

type Measure = (result: PeopleResult) => number;

const MEASURES: readonly { header: string; of: Measure; digits: number }[] = [
  { header: "RMSE", of: ({ rmse }) => rmse, digits: 4 },
  { header: "MAE", of: ({ mae }) => mae, digits: 4 },
  { header: "bias only", of: ({ baselines }) => baselines.biasOnly.rmse, digits: 4 },
  { header: "film mean", of: ({ baselines }) => baselines.filmMean.rmse, digits: 4 },
  { header: "in 80 %", of: ({ coverage80 }) => 100 * coverage80, digits: 1 },
  { header: "width", of: ({ width80 }) => width80, digits: 2 },
];

/** Ratings given, at which a curve tells its one coverage. */
const COVERAGE_AT = 30;

/** The table, and what its columns mean: a row a draw, or of a curve a row a number of ratings given. */
export function peopleLines(screen: Screen, evaluation: PeopleEvaluation): string[] {
  const { protocol, data, draws } = evaluation;
  const results = draws.map((draw) => draw.results[0]!);
  const mean = (of: Measure): string => grouped(Math.round(meanAndSd(results.map(of)).mean));
  const seconds = draws.reduce((sum, draw) => sum + draw.seconds, 0);
  const curve = isCurve(evaluation);
  const lists = listsOf(draws);
  const columns: Column[] = [
    { header: curve ? "given" : "", align: curve ? "right" : "left" },
    ...MEASURES.map(({ header }): Column => ({ header, align: "right" })),
  ];
  return [
    screen.styles.strong(`${protocol} on ${plainText(dataTitle(data))}`),
    ...wrapWords(
      `${mean(({ people }) => people)} people left out each time, ` +
        `${mean(({ heldOutRatings }) => heldOutRatings)} ratings of theirs hidden ` +
        `(${mean(({ unseenFilmRatings }) => unseenFilmRatings)} of films that nobody else rated); ` +
        `${draws.length} draws, ${duration(seconds)} in all`,
      screen.columns,
    ),
    "",
    ...tableLines(columns, curve ? curveRows(draws) : drawRows(draws)),
    "",
    ...wrapWords(
      `${curve ? "Given: ratings that each brought; rows are means of the draws. " : ""}RMSE, MAE: ` +
        "how many stars predictions are off. Bias only, film mean: RMSE of rules that know no taste. " +
        "In 80 %: share of the hidden ratings inside their interval, which should be 80; width: its " +
        "mean width in stars.",
      screen.columns,
    ),
    ...(lists.length === 0 ? [] : ["", ...listsLines(screen, lists)]),
  ];
}

/** What `--json` prints: keys that do not apply are absent. */
export function peopleJson(evaluation: PeopleEvaluation): JsonObject {
  const { draws, ...about } = evaluation;
  const seconds = draws.reduce((sum, draw) => sum + draw.seconds, 0);
  const splits = draws.map(drawJson);
  if (!isCurve(evaluation)) {
    const { given: _, ...measured } = meansOf(draws, 0);
    const rmseSd = meanAndSd(draws.map(({ results }) => results[0]!.rmse)).sd;
    return { ...about, ...withLists(measured, listsOf(draws)), rmseSd, seconds, splits };
  }
  const means = draws[0]!.results.map((_, k) => meansOf(draws, k));
  const curve = means.map(({ given, rmse, coverage80, width80, baselines }) => {
    const { filmMean, biasOnly } = baselines;
    return { given, rmse, coverage80, width80, filmMean: filmMean.rmse, biasOnly: biasOnly.rmse };
  });
  const coverage80 = means.find(({ given }) => given === COVERAGE_AT)?.coverage80;
  return { ...about, curve, ...(coverage80 === undefined ? {} : { coverage80 }), seconds, splits };
}

function isCurve({ draws }: PeopleEvaluation): boolean {
  return draws[0]!.results.length > 1;
}

type Means = Pick<PeopleResult, "given" | "rmse" | "mae" | "coverage80" | "width80" | "baselines">;

/** Means over the draws, of the k-th number of ratings given. */
function meansOf(draws: readonly MeasuredPeople[], k: number): Means {
  const results = draws.map((draw) => draw.results[k]!);
  const mean = (of: Measure): number => meanAndSd(results.map(of)).mean;
  return {
    given: results[0]!.given,
    rmse: mean(({ rmse }) => rmse),
    mae: mean(({ mae }) => mae),
    coverage80: mean(({ coverage80 }) => coverage80),
    width80: mean(({ width80 }) => width80),
    baselines: {
      filmMean: {
        rmse: mean(({ baselines }) => baselines.filmMean.rmse),
        mae: mean(({ baselines }) => baselines.filmMean.mae),
      },
      biasOnly: {
        rmse: mean(({ baselines }) => baselines.biasOnly.rmse),
        mae: mean(({ baselines }) => baselines.biasOnly.mae),
        coverage80: mean(({ baselines }) => baselines.biasOnly.coverage80),
        width80: mean(({ baselines }) => baselines.biasOnly.width80),
      },
    },
  };
}

/** Figures of lists beside those of stars; where one rule has both, they stand together. */
function withLists(
  { baselines, ...measured }: Pick<PeopleResult, "baselines">,
  lists: readonly ListsResult[],
): JsonObject {
  if (lists.length === 0) return { ...measured, baselines };
  const json = listsJson(lists);
  const { filmMean, biasOnly } = baselines;
  const merged = { filmMean: { ...filmMean, ...json.baselines["filmMean"] }, biasOnly };
  return { ...measured, ...json.figures, baselines: { ...json.baselines, ...merged } };
}

function listsOf(draws: readonly MeasuredPeople[]): ListsResult[] {
  return draws.flatMap(({ lists }) => lists ?? []);
}

function drawJson(draw: MeasuredPeople): JsonObject {
  const { name, seconds, results } = draw;
  const shown = results.map(({ predicted: _p, actual: _a, person: _u, ...figures }) => figures);
  const { people, heldOutRatings, unseenFilmRatings } = results[0]!;
  if (shown.length === 1) return { name, ...withLists(shown[0]!, listsOf([draw])), seconds };
  const curve = shown.map(({ given, rmse, mae, coverage80, width80, baselines }) => {
    return { given, rmse, mae, coverage80, width80, baselines };
  });
  return { name, people, heldOutRatings, unseenFilmRatings, curve, seconds };
}

function drawRows(draws: readonly MeasuredPeople[]): string[][] {
  const results = draws.map((draw) => draw.results[0]!);
  const row = (name: string, figure: (of: Measure) => number): string[] => [
    name,
    ...MEASURES.map(({ of, digits }) => shownNumber(figure(of), digits)),
  ];
  return [
    ...draws.map(({ name }, k) => row(name, (of) => of(results[k]!))),
    [],
    row("mean", (of) => meanAndSd(results.map(of)).mean),
    row("± SD", (of) => meanAndSd(results.map(of)).sd),
  ];
}

function curveRows(draws: readonly MeasuredPeople[]): string[][] {
  return draws[0]!.results.map(({ given }, k) => [
    String(given),
    ...MEASURES.map(({ of, digits }) =>
      shownNumber(meanAndSd(draws.map(({ results }) => of(results[k]!))).mean, digits),
    ),
  ]);
}

function shownNumber(value: number, digits: number): string {
  return Number.isNaN(value) ? "" : value.toFixed(digits);
}
