import type { Store } from "../../store/store.ts";
import type { Log } from "../service.ts";
import { TrainChild } from "./train-child.ts";
import type { TrainJob, TrainNews } from "./train-messages.ts";
import type { TrainingChange } from "./training-record.ts";
import { TrainingRecord } from "./training-record.ts";

/** What a run needs of the server that it is part of. */
export interface RunContext {
  readonly store: Pick<Store, "training" | "updateTraining" | "deleteModel">;
  readonly log: Log;
  readonly now: () => number;
  /** What its process runs. */
  readonly module: URL;
  readonly heartbeatMs: number;
  readonly betweenTriesMs?: number | undefined;
  /** Where it was asked for that the model made is served. */
  readonly promotion: Promotion | undefined;
}

/** Two steps, since what is promoted is served by other servers too: a training that failed after all must not be. */
export interface Promotion {
  /** Reads the model, so that what is wrong with it is known before. */
  readonly prepare: (version: string) => Promise<void>;
  /** Fulfilled when this server serves it. */
  readonly promote: (version: string) => Promise<void>;
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
  readonly #beats: NodeJS.Timeout;
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
    this.#beats = setInterval(() => this.#record.note({}), context.heartbeatMs).unref();
    this.ended = this.#follow();
  }

  /** Whether it can be stopped still. */
  get canStop(): boolean {
    return !this.#isStored && this.#failure === undefined && !this.#isLost;
  }

  /** Fulfilled when the store knows that somebody is at it, or cannot be told. */
  async beat(): Promise<void> {
    if (this.#record.silentMs() >= this.#context.heartbeatMs) this.#record.note({});
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
    try {
      if (!(await this.#record.insist({}))) this.#lose();
    } catch {
      // The process will find that the store cannot be reached, and say so.
    }
    if (this.#stop !== undefined || this.#isLost) return;
    this.#mayHaveStored = true;
    this.#child.letStore();
  }

  #lose(): void {
    this.#isLost = true;
    void this.#child.stop();
  }

  async #follow(): Promise<void> {
    const reason = await this.#child.ended;
    await this.#record.settled();
    const outcome = this.#outcome(reason);
    try {
      this.#tell(await this.#end(outcome));
    } catch (error) {
      this.#unrecorded = error;
      this.#tell({ ...outcome, state: "failed", error: told(error) });
    } finally {
      clearInterval(this.#beats);
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
    if (isDone) {
      const change = { ...outcome, error: await this.#prepare() };
      if (await this.#isRecorded(change)) return await this.#promoted(change);
    }
    // A model of which nobody would know where it comes from is not kept.
    if (this.#mayHaveStored) await this.#context.store.deleteModel(this.#version);
    if (this.#isLost || isDone) return { ...outcome, state: "interrupted" };
    await this.#record.insist(outcome, this.#stop === undefined ? undefined : 1);
    return outcome;
  }

  /** The store hears of it until then: somebody is at it. */
  async #isRecorded(change: TrainingChange): Promise<boolean> {
    const isTaken = await this.#record.insist(change);
    clearInterval(this.#beats);
    if (isTaken) return true;
    // What was taken in an outage, and could not be answered, is refused the second time.
    const { state, model } = (await this.#context.store.training(this.id, 0)) ?? {};
    return state === "done" && model === this.#version;
  }

  /** @returns what is wrong with the model. */
  async #prepare(): Promise<string | null> {
    return await reasonOf(async () => this.#context.promotion?.prepare(this.#version));
  }

  async #promoted(change: TrainingChange): Promise<TrainingChange> {
    const { promotion } = this.#context;
    if (promotion === undefined || change.error !== null) return change;
    return { ...change, error: await reasonOf(async () => promotion.promote(this.#version)) };
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

async function reasonOf(step: () => Promise<void>): Promise<string | null> {
  try {
    await step();
    return null;
  } catch (error) {
    return `The model is stored, but could not be served: ${told(error)}`;
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
