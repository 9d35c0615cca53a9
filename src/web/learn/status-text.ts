import { grouped } from "../../io/counted.ts";
import type { RunState } from "./run-state.ts";
import { bestRow, overfits } from "./run-state.ts";
import type { RunStatus } from "./learn-session.ts";

/** Where a run stands, in a sentence or two. */
export function statusText(run: RunState | undefined, status: RunStatus): string {
  if (run === undefined) return "Nothing is learned yet: press play.";
  if (status === "failed")
    return "The run could not go on. Choose other ratings, or press play to try again.";
  const says = stageText(run);
  if (status === "paused") return `Paused. ${says}`;
  if (status === "stopped") return `You stopped it. ${says}`;
  return says;
}

function stageText(run: RunState): string {
  const { result, refit, stop, rows, reading, isPicking } = run;
  if (result !== undefined) return endText(run);
  if (isPicking) return "The numbers are learned. Now it finds what to pick with them.";
  if (refit !== undefined) {
    return `Once more, now with the held-out ratings too: epoch ${refit.epoch} of ${refit.epochs}.`;
  }
  if (stop !== undefined) return stopText(run);
  const last = rows.at(-1);
  if (last !== undefined) return epochText(last);
  return reading > 0 ? `Reading the ratings: ${grouped(reading)} so far.` : "Reading the ratings.";
}

/** That it stopped by itself; short, so that what is below need not move. */
export function stopText(run: Pick<RunState, "rows" | "stop">): string {
  const { rows, stop } = run;
  if (stop === undefined) return "";
  const last = rows.at(-1)!.epoch;
  if (overfits(run)) {
    return `Stopped after epoch ${last}: since epoch ${stop.bestEpoch} it has only learned its ratings by heart.`;
  }
  if (stop.reason === "all epochs done")
    return `Stopped after epoch ${last}, the last it may take.`;
  return `Stopped after epoch ${last}: diminishing returns.`;
}

/** Why it stopped, and how long it took. */
export function whyText(run: Pick<RunState, "rows" | "stop" | "result">): string {
  const seconds = run.result?.seconds ?? 0;
  return `${reasonText(run)} Learning took ${seconds.toFixed(seconds < 1 ? 2 : 1)} seconds.`;
}

function reasonText(run: Pick<RunState, "rows" | "stop">): string {
  if (overfits(run)) {
    return "It became worse on the ratings it has not seen, and still better on those it has.";
  }
  return run.stop?.reason === "all epochs done"
    ? "It stopped there because its steps had become too small to matter."
    : "It stopped because three epochs in a row gained less than a thousandth of a star.";
}

function epochText({ epoch, trainError, heldOutError }: RunState["rows"][number]): string {
  const unseen = Number.isNaN(heldOutError) ? "" : `, by ${stars(heldOutError)} on those held out`;
  const begin = epoch === 0 ? "Epoch 0, random numbers" : `Epoch ${epoch}`;
  return `${begin}: off by ${stars(trainError)} on the ratings it learns from${unseen}.`;
}

function endText(run: RunState): string {
  const row = bestRow(run);
  const error = row === undefined ? NaN : row.heldOutError;
  const unseen = Number.isNaN(error) ? "" : ` Off by ${stars(error)} on ratings it had not seen.`;
  return `${stopText(run)}${unseen}`;
}

function stars(error: number): string {
  return `${error.toFixed(2)} ★`;
}

/** What is said aloud: the turns of the story, not each epoch. */
export function spokenText(run: RunState | undefined, status: RunStatus): string {
  if (run === undefined || status === "failed") return "";
  const { result, stop, rows } = run;
  if (status === "playing" && result === undefined && stop === undefined) {
    return rows.length > 0 ? "Learning." : "";
  }
  if (result === undefined && status === "playing") return stopText(run);
  return statusText(run, status);
}
