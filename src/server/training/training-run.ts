import type { Store } from "../../store/store.ts";
import type { Log } from "../service.ts";
import { TrainChild } from "./train-child.ts";
import type { TrainJob, TrainNews } from "./train-messages.ts";
import type { TrainingChange } from "./training-record.ts";
import { TrainingRecord } from "./training-record.ts";

/** What a run needs of the server that it is part of. */
export interface RunContext {
  readonly store: Pick<Store, "updateTraining" | "deleteModel">;
  readonly log: Log;
  readonly now: () => number;
  /** What its process runs. */
  readonly module: URL;
  readonly heartbeatMs: number;
  /** Has the model served that was made, where that was asked for. */
  readonly promote: ((version: string) => Promise<void>) | undefined;
}

/** Why a training that is well is ended. */
type Stop = "cancelled" | "interrupted";

/** One training: its process, and what the store says of it. */
export class TrainingRun {
  readonly id: string;
  /** Fulfilled when the process is gone and the store says so, or could not be told. */
  readonly ended: Promise<void>;
  readonly #context: RunContext;
  readonly #version: string;
  readonly #record: TrainingRecord;
  readonly #child: TrainChild;
  #stop: Stop | undefined;
  /** Another server has ended it in the store: cancelled, or not heard of for too long. */
  #isLost = false;
  /** It was let store its model. */
  #mayHaveStored = false;
  #isStored = false;
  #failure: string | undefined;
  #unrecorded: unknown;

  constructor(id: string, job: TrainJob, context: RunContext) {
    this.id = id;
    this.#context = context;
    this.#version = job.version;
    this.#record = new TrainingRecord(id, context, () => this.#lose());
    this.#child = new TrainChild(context.module, job, (news) => this.#hear(news));
    this.ended = this.#follow();
  }

  /** Whether it can be stopped still. */
  get canStop(): boolean {
    return !this.#isStored && this.#failure === undefined && !this.#isLost;
  }

  /** Tells the store that somebody is at it. Fulfilled when that is known there, or cannot be. */
  async beat(): Promise<void> {
    this.#record.note({});
    await this.#record.settled();
  }

  /**
   * Ends the process; no model comes of it.
   *
   * @throws {StoreError} if the store cannot be told. The process has ended nevertheless.
   */
  async stop(as: Stop): Promise<void> {
    this.#stop ??= as;
    await this.#child.stop();
    await this.ended;
    if (this.#unrecorded !== undefined) throw this.#unrecorded as Error;
  }

  #hear(news: TrainNews): void {
    switch (news.kind) {
      case "progress":
        this.#record.note({
          ...{ stage: news.stage, progress: news.progress, ratings: news.ratings },
        });
        break;
      case "learned":
        void this.#letStore();
        break;
      case "stored":
        this.#isStored = true;
        this.#tellOffScale(news.offScale);
        break;
      case "failed":
        this.#failure = news.message;
        break;
    }
  }

  /** Asks first whether the training runs still, for all that the store knows. */
  async #letStore(): Promise<void> {
    await this.beat();
    if (this.#stop !== undefined || this.#isLost) return;
    this.#mayHaveStored = true;
    this.#child.letStore();
  }

  #lose(): void {
    this.#isLost = true;
    void this.#child.stop();
  }

  async #follow(): Promise<void> {
    const beats = setInterval(() => this.#record.note({}), this.#context.heartbeatMs).unref();
    const reason = await this.#child.ended;
    clearInterval(beats);
    await this.#record.settled();
    const outcome = this.#outcome(reason);
    try {
      this.#tell(await this.#end(outcome));
    } catch (error) {
      this.#unrecorded = error;
      this.#tell({ ...outcome, state: "failed", error: told(error) });
    }
  }

  #outcome(reason: string | undefined): TrainingChange {
    const ended = { stage: "ended", endedAt: this.#context.now() };
    if (this.#stop !== undefined) return { ...ended, state: this.#stop };
    if (this.#isLost) return { ...ended, state: "interrupted" };
    if (this.#isStored) return { ...ended, state: "done", progress: 1, model: this.#version };
    const why = reason === undefined ? "" : `: ${reason}`;
    const error = `Cannot finish training: the process that was learning ended${why}`;
    return { ...ended, state: "failed", error: this.#failure ?? error };
  }

  /** @returns how it ended after all. */
  async #end(outcome: TrainingChange): Promise<TrainingChange> {
    const isDone = outcome.state === "done";
    if (isDone && (await this.#record.insist({}))) {
      // Served first, so that whoever sees it done finds the model answering.
      const change = { ...outcome, error: await this.#promote() };
      await this.#record.insist(change);
      return change;
    }
    // A model of which nobody would know where it comes from is not kept.
    if (this.#mayHaveStored) await this.#context.store.deleteModel(this.#version);
    if (this.#isLost || isDone) return { ...outcome, state: "interrupted" };
    await this.#record.insist(outcome, this.#stop === undefined ? undefined : 1);
    return outcome;
  }

  /** @returns what went wrong. */
  async #promote(): Promise<string | null> {
    try {
      await this.#context.promote?.(this.#version);
      return null;
    } catch (error) {
      return `The model is stored, but could not be served: ${told(error)}`;
    }
  }

  #tell({ state, error }: TrainingChange): void {
    const reason = error ?? null;
    const level = state === "failed" || reason !== null ? "error" : "info";
    const line = { training: this.id, state: state ?? "failed", reason };
    this.#context.log({ level, event: "training-ended", ...line });
  }

  #tellOffScale(ratings: number): void {
    if (ratings === 0) return;
    this.#context.log({ level: "warn", event: "training-off-scale", training: this.id, ratings });
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
