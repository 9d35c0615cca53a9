import type { AlsReport, EpochReport, Model, SweepReport, TrainContext } from "../index.ts";
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
  readonly #clock = new SweepClock();
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
    const left = this.#clock.secondsLeft(report);
    this.#screen.progress.show(() => sweepText(report, left));
  };

  /** For `TrainContext.onPicksSweep`. */
  readonly onPicksSweep = (report: AlsReport): void => {
    this.#screen.progress.show(() => picksText(report));
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
  finish({ provenance }: Model): void {
    const { epochs, heldOutError, ratings } = provenance;
    const off = heldOutError === null ? "" : `, off by ${heldOutError.toFixed(2)} stars`;
    this.#screen.progress.finish(
      `Learned from ${counted(ratings, "rating")} in ${duration(this.seconds())}: ` +
        `${counted(epochs, provenance.method === "gradient-descent" ? "epoch" : "sweep")}${off}`,
    );
  }

  #secondsLeft({ epoch, epochs }: EpochReport): number {
    const elapsed = (performance.now() - this.#phaseStarted) / 1000;
    return (elapsed / epoch) * (epochs - epoch);
  }
}

/** Draws one of several runs, under its name, as it goes on. */
export function namedProgress(
  { progress }: Screen,
  name: string,
): Pick<TrainContext, "onEpoch" | "onSweep" | "onPicksSweep"> {
  const clock = new SweepClock();
  return {
    onEpoch: (report) => progress.show(() => `${name}  ${progressText(report, 0)}`),
    onSweep: (report) => {
      const left = clock.secondsLeft(report);
      progress.show(() => `${name}  ${sweepText(report, left)}`);
    },
    onPicksSweep: (report) => progress.show(() => `${name}  ${picksText(report)}`),
  };
}

/** `epoch 12/30  ━━━━────  training 0.712  held out 0.905  at most 2 s left`. */
function progressText(report: EpochReport, secondsLeft: number): string {
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

/** `picks, sweep  8/12  ━━━━────`. */
function picksText({ sweep, sweeps }: AlsReport): string {
  const at = String(sweep).padStart(String(sweeps).length);
  return `picks, sweep ${at}/${sweeps}  ${progressBar(sweep / sweeps, BAR_COLUMNS)}`;
}

/** How long sampling will still take, from what it took since it began or went on. */
class SweepClock {
  #first: { readonly sweep: number; readonly at: number } | undefined;

  /** NaN until enough has been seen of it. */
  secondsLeft({ sweep, sweeps }: SweepReport): number {
    const now = performance.now();
    this.#first ??= { sweep, at: now };
    const seconds = (now - this.#first.at) / 1000;
    if (seconds < 1) return NaN; // threads are starting
    return (seconds / (sweep - this.#first.sweep)) * (sweeps - sweep);
  }
}

/** `sweep  80/450  ━━━━────  noise 0.776  held out 0.885  5 s left`. */
function sweepText(
  { sweep, sweeps, noise, heldOutError }: SweepReport,
  secondsLeft: number,
): string {
  const parts = [
    `sweep ${String(sweep).padStart(String(sweeps).length)}/${sweeps}`,
    progressBar(sweep / sweeps, BAR_COLUMNS),
    ...(Number.isNaN(noise) ? [] : [`noise ${noise.toFixed(3)}`]),
    ...(Number.isNaN(heldOutError) ? [] : [`held out ${heldOutError.toFixed(3)}`]),
    ...(secondsLeft >= 1 ? [`${duration(secondsLeft)} left`] : []),
  ];
  return parts.join("  ");
}
