import type { EpochReport, Model, SweepReport } from "../index.ts";
import { progressBar } from "./terminal/bars.ts";
import { counted, duration } from "./terminal/numbers.ts";
import type { Screen } from "./terminal/screen.ts";

const BAR_COLUMNS = 20;

/** Draws training as it goes on, and remembers it. */
export class TrainingProgress {
  /** Of the phase that finds when to stop. */
  readonly history: EpochReport[] = [];
  readonly #screen: Screen;
  readonly #started = performance.now();
  #phaseStarted = performance.now();
  #phase: EpochReport["phase"] = "search";

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** For `TrainContext.onEpoch`. */
  readonly onEpoch = (report: EpochReport): void => {
    if (report.phase !== this.#phase) {
      this.#phase = report.phase;
      this.#phaseStarted = performance.now();
    }
    if (report.phase === "search") this.history.push(report);
    this.#screen.progress.show(() => progressText(report, this.#secondsLeft(report)));
  };

  /** For `TrainContext.onSweep`. */
  readonly onSweep = (report: SweepReport): void => {
    this.#screen.progress.show(() => sweepText(report, this.seconds()));
  };

  /** Seconds since the start. */
  seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Why the first phase ended, in the library's words. */
  get stopReason(): "no longer improving" | "all epochs done" {
    const last = this.history.at(-1);
    return last !== undefined && last.epoch < last.epochs
      ? "no longer improving"
      : "all epochs done";
  }

  /** Ends the live line with one that says what was learned. */
  finish({ provenance, head }: Model): void {
    const { epochs, heldOutError, ratings } = provenance;
    const off = heldOutError === null ? "" : `, off by ${heldOutError.toFixed(2)} stars`;
    this.#screen.progress.finish(
      `Learned from ${counted(ratings, "rating")} in ${duration(this.seconds())}: ` +
        `${counted(epochs, head.posterior === undefined ? "epoch" : "sweep")}${off}`,
    );
  }

  #secondsLeft({ epoch, epochs }: EpochReport): number {
    const elapsed = (performance.now() - this.#phaseStarted) / 1000;
    return (elapsed / epoch) * (epochs - epoch);
  }
}

/** `epoch 12/30  ━━━━────  training 0.712  held out 0.905  at most 2 s left`. */
export function progressText(report: EpochReport, secondsLeft: number): string {
  const { epoch, epochs, phase, trainError, heldOutError } = report;
  const parts = [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    progressBar(epoch / epochs, BAR_COLUMNS),
    ...(phase === "refit" ? ["once more with all"] : []),
    `training ${trainError.toFixed(3)}`,
    ...(Number.isNaN(heldOutError) ? [] : [`held out ${heldOutError.toFixed(3)}`]),
    ...(secondsLeft >= 1 ? [`${duration(secondsLeft)} left`] : []),
  ];
  return parts.join("  ");
}

/** `sweep  80/450  ━━━━────  noise 0.776  held out 0.885  5 s left`. */
export function sweepText(
  { sweep, sweeps, noise, heldOutError }: SweepReport,
  elapsed: number,
): string {
  const secondsLeft = (elapsed / sweep) * (sweeps - sweep);
  const parts = [
    `sweep ${String(sweep).padStart(String(sweeps).length)}/${sweeps}`,
    progressBar(sweep / sweeps, BAR_COLUMNS),
    `noise ${noise.toFixed(3)}`,
    ...(Number.isNaN(heldOutError) ? [] : [`held out ${heldOutError.toFixed(3)}`]),
    ...(secondsLeft >= 1 ? [`${duration(secondsLeft)} left`] : []),
  ];
  return parts.join("  ");
}
