import { setTimeout as wait } from "node:timers/promises";
import { StoreError } from "../../core/errors.ts";
import type { Store, StoredTraining } from "../../store/store.ts";
import type { Log } from "../service.ts";

/** What becomes known of a training. */
export type TrainingChange = Partial<Omit<StoredTraining, "id" | "order" | "heardAt">>;

/** What a record needs. */
export interface RecordContext {
  readonly store: Pick<Store, "updateTraining">;
  readonly log: Log;
  readonly now: () => number;
  /** Between tries to write what must not be forgotten, while the store cannot be reached. Default 1000. */
  readonly betweenTriesMs?: number | undefined;
}

/** To write what must not be forgotten. */
const TRIES = 30;
const BETWEEN_TRIES_MS = 1000;

/** What the store says of a training that runs here. */
export class TrainingRecord {
  readonly #id: string;
  readonly #context: RecordContext;
  /** Called where the store says that the training does not run any more. */
  readonly #onEnded: () => void;
  #pending: TrainingChange | undefined;
  #writer: Promise<void> = Promise.resolve();
  #isWriting = false;
  #isReachable = true;
  #heardAt: number;

  constructor(id: string, context: RecordContext, onEnded: () => void) {
    this.#id = id;
    this.#context = context;
    this.#onEnded = onEnded;
    this.#heardAt = context.now();
  }

  /** How long the store has not heard of the training. */
  silentMs(): number {
    return this.#context.now() - this.#heardAt;
  }

  /** Writes down what is new, and that somebody is at it. What comes while that takes is gathered. */
  note(change: TrainingChange): void {
    this.#pending = { ...this.#pending, ...change };
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.#writer = this.#write();
  }

  /** Fulfilled when all that was noted is written, or cannot be. */
  async settled(): Promise<void> {
    await this.#writer;
  }

  /**
   * Writes until the store takes it.
   *
   * @returns false where the training does not run any more.
   * @throws {StoreError} if it cannot be reached for long.
   */
  async insist(change: TrainingChange, tries: number = TRIES): Promise<boolean> {
    for (let left = tries - 1; ; left--) {
      try {
        return await this.#update(change);
      } catch (error) {
        if (!(error instanceof StoreError) || left <= 0) throw error;
        await wait(this.#context.betweenTriesMs ?? BETWEEN_TRIES_MS);
      }
    }
  }

  async #write(): Promise<void> {
    while (this.#pending !== undefined) {
      const change = this.#pending;
      this.#pending = undefined;
      try {
        if (!(await this.#update(change))) this.#onEnded();
        this.#isReachable = true;
      } catch (error) {
        this.#putBack(change);
        this.#missed(error);
        break;
      }
    }
    this.#isWriting = false;
  }

  /** For the next time; what has come since is newer. */
  #putBack(change: TrainingChange): void {
    this.#pending = { ...change, ...this.#pending };
  }

  async #update(change: TrainingChange): Promise<boolean> {
    const heardAt = this.#context.now();
    const isRunning = await this.#context.store.updateTraining(this.#id, { ...change, heardAt });
    this.#heardAt = heardAt;
    return isRunning;
  }

  /** An outage is one line of the log, however often it is met. */
  #missed(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.#isReachable) {
      this.#context.log({ level: "warn", event: "training-not-noted", training: this.#id, reason });
    }
    this.#isReachable = false;
  }
}
