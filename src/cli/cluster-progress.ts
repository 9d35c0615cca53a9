import type { ServerProgress } from "../spark/connect/session.ts";
import { duration, grouped } from "./terminal/numbers.ts";

/** How far a cluster is, for one line of a terminal. */
export class ClusterProgress {
  readonly #address: string;
  readonly #started = performance.now();
  #report: ServerProgress | undefined;
  #stepStarted = this.#started;

  /** @param address - of the server, without anything secret. */
  constructor(address: string) {
    this.#address = address;
  }

  /** Takes over what the server says. */
  hear(report: ServerProgress): void {
    if (report.step !== this.#report?.step) this.#stepStarted = performance.now();
    this.#report = report;
  }

  /** Since the start. */
  seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /**
   * `fit hidden features, 3 min 05 s  stage 14: 40 of 52 tasks`. No bar: stages are only known once they are begun, so that it
   * would go back again and again.
   */
  text(): string {
    if (this.#report === undefined) return `connecting to ${this.#address}`;
    const { step, stages, tasksDone, tasks } = this.#report;
    const seconds = (performance.now() - this.#stepStarted) / 1000;
    const since = seconds < 1 ? step : `${step}, ${duration(seconds)}`;
    if (tasks === 0) return `${since}  waiting for the cluster`;
    return `${since}  stage ${stages}: ${grouped(tasksDone)} of ${grouped(tasks)} tasks`;
  }
}
