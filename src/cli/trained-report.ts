import { byteCount } from "../io/node-byte-count.ts";
import type { Model, StopReason } from "../index.ts";
import { dataTitle } from "./open-data.ts";
import type { Run } from "./run.ts";
import { counted, duration } from "./terminal/numbers.ts";
import { tableLines } from "./terminal/table.ts";
import { plainText } from "./terminal/text-width.ts";

/** What there is to tell of a training besides its model. */
export interface Trained {
  /** As typed. */
  readonly file: string;
  readonly bytes: number;
  readonly seconds: number;
  /** Films with a rating. */
  readonly movies: number;
  /** Ratings that were replaced. */
  readonly superseded: number;
  readonly stopReason?: StopReason;
}

/** Tells what was learned and where it is. */
export function reportTrained(run: Run, model: Model, trained: Trained): void {
  const { screen } = run;
  const { file, bytes, seconds, movies, superseded, stopReason } = trained;
  if (!screen.json) {
    screen.print(...learnedLines(run, model, trained));
    return;
  }
  screen.printJson({
    ...{ file, bytes },
    ...{ ...model.provenance, movies },
    superseded,
    ...(stopReason === undefined ? {} : { stopReason }),
    seconds,
  });
}

function learnedLines(
  { screen }: Run,
  { provenance, head, picksHead, halfWidth80 }: Model,
  { file, bytes, seconds, movies, stopReason }: Trained,
): string[] {
  const { data, users, ratings, epochs, heldOutError } = provenance;
  const from = `${counted(ratings, "rating")} by ${counted(users, "person", "people")} of ${counted(movies, "film")}`;
  const passes =
    head.posterior !== undefined
      ? [["sweeps", `${epochs}, noise ${Math.sqrt(head.posterior.noise).toFixed(3)} stars`]]
      : stopReason !== undefined
        ? [["epochs", `${epochs}, stopped: ${stopReason}`]]
        : [["sweeps", String(epochs)]];
  const heads = `${head.factors || "none"} for stars, ${picksHead.views.map(({ factors }) => factors).join(" + ")} for picks`;
  const rows = [
    ["data", plainText(dataTitle(data))],
    ["", from],
    ["learned", `hidden features in ${duration(seconds)}: ${heads}`],
    ...passes,
  ];
  if (heldOutError !== null) {
    rows.push(["off by", `${heldOutError.toFixed(3)} stars (RMSE on ratings held out)`]);
  }
  if (!Number.isNaN(halfWidth80)) {
    rows.push(["", `8 of 10 ratings within ${halfWidth80.toFixed(2)} stars`]);
  }
  rows.push(["file", `${plainText(file)} (${byteCount(bytes)})`]);
  const most = screen.isTerminal ? screen.columns - 9 : Infinity;
  return tableLines([{}, { most }], rows, "");
}
