import { throwIfAborted } from "../core/errors.ts";
import type { StopSignal } from "../core/errors.ts";
import { Model } from "../core/model/model.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import type { SparseRows } from "../core/ratings/sparse-rows.ts";
import type { PeopleLists } from "../core/taste/lists-of-people.ts";
import type { PicksSettings } from "../core/taste/picks-options.ts";
import type { ListsOrder, News } from "./messages.ts";
import { shared } from "./shared-memory.ts";
import { startThreads } from "./start-threads.ts";
import type { Thread, Threads } from "./threads.ts";
import { asError } from "./told-error.ts";

/** Lists of people from `first` on. */
export interface ListsBlock {
  readonly first: number;
  readonly lists: PeopleLists;
}

/** What lists are made of. */
export interface ListsWork {
  readonly model: Model;
  /** By rows of the model's catalogue, on its scale. */
  readonly ratings: SparseRows;
  readonly settings: PicksSettings;
  readonly threads: Threads;
  readonly signal?: StopSignal | undefined;
}

/** People whose lists are made at once, and so how much a thread does between two messages. */
export const BLOCK_PEOPLE = 64;

/** So many blocks are on their way for each thread: one that it works at, and one that it finds then. */
const AHEAD = 2;

/**
 * As `listsOfPeople` for everyone, in blocks of {@link BLOCK_PEOPLE} in the order of the people, made in
 * threads. Lists do not depend on how many there are; the threads are ended when this ends, however it
 * does. So many blocks as are on their way are in memory, whatever the number of people.
 *
 * @throws {AbortedError} after the block at hand.
 *
 * Cost: that of the lists, parted; the films' half of the model once more for each thread.
 */
export async function* listsInThreads(work: ListsWork): AsyncGenerator<ListsBlock, void> {
  const people = work.ratings.rowStart.length - 1;
  const blocks = Math.ceil(people / BLOCK_PEOPLE);
  const crew = new ListsCrew(work.threads, Math.min(work.threads.count, Math.max(1, blocks)));
  try {
    crew.tell(startOf(work));
    let asked = 0;
    for (let block = 0; block < blocks; block++) {
      for (; asked < Math.min(blocks, block + AHEAD * crew.size); asked++) {
        const first = asked * BLOCK_PEOPLE;
        crew.ask(first, Math.min(people, first + BLOCK_PEOPLE));
      }
      throwIfAborted("Cannot pick for all", work.signal);
      const first = block * BLOCK_PEOPLE;
      yield { first, lists: await crew.lists(first) };
    }
  } finally {
    crew.dismiss();
  }
}

/** What each thread makes lists of, in memory that they share. */
function startOf({ model, ratings, settings }: ListsWork): ListsOrder {
  return {
    kind: "lists start",
    model: shared(Uint8Array, withoutUsers(model).toBytes()),
    ratings: {
      rowStart: shared(Uint32Array, ratings.rowStart),
      colIndex: shared(Uint32Array, ratings.colIndex),
      value: shared(Float32Array, ratings.value),
    },
    settings,
  };
}

/** Threads that all have the model; each is asked in turn. */
class ListsCrew {
  readonly #threads: readonly Thread[];
  readonly #made = new Map<number, PeopleLists>();
  #next = 0;
  #onNews: () => void = () => undefined;
  #failure: Error | undefined;

  /** @throws what starting a thread throws; none is left then. */
  constructor(threads: Threads, size: number) {
    this.#threads = startThreads(threads, size, () => ({
      onMessage: (news) => this.#hear(news as News),
      onFailure: (error) => this.#fail(error),
    }));
  }

  get size(): number {
    return this.#threads.length;
  }

  tell(start: ListsOrder): void {
    for (const thread of this.#threads) thread.post(start);
  }

  ask(first: number, end: number): void {
    const order: ListsOrder = { kind: "lists of", first, end };
    this.#threads[this.#next++ % this.#threads.length]!.post(order);
  }

  /** Waits for the block that was asked for from `first` on. */
  async lists(first: number): Promise<PeopleLists> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const lists = this.#made.get(first);
      if (lists !== undefined) {
        this.#made.delete(first);
        return lists;
      }
      await new Promise<void>((resolve) => (this.#onNews = resolve));
    }
  }

  dismiss(): void {
    for (const thread of this.#threads) thread.stop();
  }

  #hear(news: News): void {
    if (news.kind === "failed") this.#fail(asError(news));
    if (news.kind !== "lists") return;
    this.#made.set(news.first, news.lists);
    this.#onNews();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#onNews();
  }
}

/** The films' half: what lists are made of. */
function withoutUsers(model: Model): Model {
  const { catalogue, scale, picksHead, movieCounts, halfWidth80, provenance } = model;
  const nobody = { userBias: new Float32Array(0), userFactors: new Float32Array(0) };
  return new Model({
    ...{ catalogue, scale, picksHead, movieCounts, halfWidth80, provenance },
    head: { ...model.head, ...nobody },
    users: new IdMap(),
  });
}
