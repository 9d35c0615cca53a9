import type { RatingWrite, Store } from "../../store/store.ts";

/** Rows of one transaction: enough that its end costs little, few enough that other writes do not wait. */
export const BATCH_ROWS = 1000;

/** Stores ratings in batches as they come. */
export class RatingBatches {
  readonly #store: Store;
  #batch: RatingWrite[] = [];
  /** Ratings that are on disk. */
  stored = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Resolves at once unless a batch is full. */
  async add(write: RatingWrite): Promise<void> {
    this.#batch.push(write);
    if (this.#batch.length >= BATCH_ROWS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#batch.length === 0) return;
    await this.#store.putRatings(this.#batch);
    this.stored += this.#batch.length;
    this.#batch = [];
  }
}
