import { Worker } from "node:worker_threads";
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import type { Model } from "../../core/model/model.ts";
import type { Store } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";
import { IMPORT_THREAD } from "../import-thread-url.ts";
import { giveWay } from "../serving/give-way.ts";
import { BytesUnderWay } from "./bytes-under-way.ts";
import type { ImportNews, ImportOrder, ReadImport, ReadOrder } from "./import-messages.ts";

/** Uploads of all imports together, from their first byte until they are read. */
const MOST_BYTES = 64 * 2 ** 20;

/** The longest that any file known took is 5 s. */
const MOST_MS = 60_000;

/** Of the heap of the thread; beyond, it ends, and the server does not. */
const MOST_HEAP_MB = 768;

/** Films that are handed over at once: some milliseconds. */
const FILMS_AT_ONCE = 2000;

/** Limits that tests set otherwise. */
export interface ImportLimits {
  readonly mostMs?: number;
  readonly mostHeapMb?: number;
}

/** Reads exports in a thread of its own, one after the other; it is kept, and replaced where it breaks. */
export class ImportReader {
  readonly bytes: BytesUnderWay = new BytesUnderWay(MOST_BYTES);
  readonly #limits: Required<ImportLimits>;
  #thread: Thread | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor({ mostMs = MOST_MS, mostHeapMb = MOST_HEAP_MB }: ImportLimits = {}) {
    this.#limits = { mostMs, mostHeapMb };
  }

  /**
   * What an export tells, matched with the model's films.
   *
   * @param order - its bytes are lost: they go to the thread.
   * @throws {ProblemError} `export-unreadable`, also where it takes too much time or memory; `stopping`.
   */
  async read(model: Model, order: Omit<ReadOrder, "kind" | "scale">): Promise<ReadImport> {
    const reading = this.#last.then(async () => this.#readNow(model, order));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  /** Ends the thread, and whatever it reads. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#thread?.end();
  }

  async #readNow(
    { catalogue, scale }: Model,
    order: Omit<ReadOrder, "kind" | "scale">,
  ): Promise<ReadImport> {
    const thread = this.#started();
    await thread.give(catalogue);
    const timer = setTimeout(() => void thread.end(), this.#limits.mostMs);
    try {
      return readOf(await thread.ask({ kind: "read", ...order, scale }));
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error;
      if (this.#isClosed) throw stopping();
      throw isLimit(error) ? tooMuch(error) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  #started(): Thread {
    if (this.#isClosed) throw stopping();
    if (this.#thread?.isEnded !== false) this.#thread = new Thread(this.#limits.mostHeapMb);
    return this.#thread;
  }
}

/** The thread is not there, any longer. */
class ThreadEnded extends Error {
  override readonly name: string = "ThreadEnded";
}

interface Waiting {
  resolve(news: ImportNews): void;
  reject(error: Error): void;
}

/** A thread, which does not hold up the end of the process unless it was asked for something. */
class Thread {
  readonly #worker: Worker;
  #given: Catalogue | undefined;
  #waiting: Waiting | undefined;
  #cause: unknown;
  isEnded = false;

  constructor(mostHeapMb: number) {
    const resourceLimits = { maxOldGenerationSizeMb: mostHeapMb };
    this.#worker = new Worker(IMPORT_THREAD, { execArgv: [], resourceLimits });
    this.#worker.unref();
    this.#worker.on("message", (news: ImportNews) => this.#settled()?.resolve(news));
    this.#worker.on("error", (error) => (this.#cause = error));
    this.#worker.on("exit", () => {
      this.isEnded = true;
      this.#settled()?.reject(new ThreadEnded("it ended", { cause: this.#cause }));
    });
  }

  /** The films that exports are matched with from then on. */
  async give(catalogue: Catalogue): Promise<void> {
    if (this.#given === catalogue) return;
    const { movies } = catalogue;
    for (let at = 0; at === 0 || at < movies.length; at += FILMS_AT_ONCE) {
      const some = movies.slice(at, at + FILMS_AT_ONCE);
      this.#post({ kind: "films", movies: some, isFirst: at === 0 });
      await giveWay();
    }
    this.#given = catalogue;
  }

  async ask(order: ReadOrder): Promise<ImportNews> {
    return new Promise((resolve, reject) => {
      if (this.isEnded) return reject(new ThreadEnded("it has ended", { cause: this.#cause }));
      this.#waiting = { resolve, reject };
      this.#worker.ref();
      const { buffer, byteLength } = order.bytes;
      const isWhole = byteLength === buffer.byteLength && buffer instanceof ArrayBuffer;
      return this.#post(order, isWhole ? [buffer] : []);
    });
  }

  #post(order: ImportOrder, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(order, moved);
  }

  /** Whoever waits for what it was asked for; nobody does afterwards. */
  #settled(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#worker.unref();
    return waiting;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

function readOf(news: ImportNews): ReadImport {
  if (news.kind === "read") return news.read;
  if (news.kind === "unreadable") {
    throw new ProblemError("export-unreadable", { detail: news.message });
  }
  throw Object.assign(new Error("an export could not be read"), news);
}

/** Was it ended for its time or its memory? All else is a fault. */
function isLimit({ cause }: ThreadEnded): boolean {
  return cause === undefined || (cause as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooMuch(cause: unknown): ProblemError {
  const detail =
    "Cannot read the export: that takes more time or memory than it may; send it as it came, or in parts";
  return new ProblemError("export-unreadable", { detail }, { cause });
}

function stopping(): ProblemError {
  return new ProblemError("stopping", { detail: "The server is about to end.", retryAfter: 5 });
}

const READERS = new WeakMap<Store, ImportReader>();

/** The one that all routes on a store share. */
export function importReaderOf(store: Store): ImportReader {
  const known = READERS.get(store);
  if (known !== undefined) return known;
  const reader = new ImportReader();
  READERS.set(store, reader);
  return reader;
}
