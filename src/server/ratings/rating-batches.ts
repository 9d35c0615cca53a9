import type { RatingWrite, Store } from "../../store/store.ts";

/** Rows of one transaction: enough that its end costs little, few enough that other writes do not wait. */
export const BATCH_ROWS = 1000;

/** Stores ratings in batches as they come. */
export class RatingBatches {
  readonly #store: Pick<Store, "putRatings">;
  readonly #onRefused: (line: number) => void;
  #batch: RatingWrite[] = [];
  #lines: number[] = [];
  /** Ratings that are on disk. */
  stored = 0;

  /** @param onRefused - called with the line of each rating of a person who has as much as one may have. */
  constructor(store: Pick<Store, "putRatings">, onRefused: (line: number) => void) {
    this.#store = store;
    this.#onRefused = onRefused;
  }

  /** Resolves at once unless a batch is full. */
  async add(write: RatingWrite, line: number): Promise<void> {
    this.#batch.push(write);
    this.#lines.push(line);
    if (this.#batch.length >= BATCH_ROWS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#batch.length === 0) return;
    const refused = await this.#store.putRatings(this.#batch);
    this.stored += this.#batch.length - refused.length;
    for (const k of refused) this.#onRefused(this.#lines[k]!);
    this.#batch = [];
    this.#lines = [];
  }
}
