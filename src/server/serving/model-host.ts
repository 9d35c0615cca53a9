import { StoreError } from "../../core/errors.ts";
import { Model } from "../../core/model/model.ts";
import type { Store } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Log, ModelHost, ServedModel } from "../service.ts";
import { giveWay } from "./give-way.ts";
import { warmUp } from "./model-host-warm-up.ts";
import { makeServedModel } from "./served-model.ts";

/** What a host serves, and from where. */
export interface ModelHostOptions {
  readonly store: Pick<Store, "serving" | "modelBytes">;
  /** Served until another one is promoted. */
  readonly base: { readonly version: string; readonly model: Model };
  readonly log: Log;
  /** How often it looks which model is to be served. Default 1000. */
  readonly pollMs?: number | undefined;
}

const POLL_MS = 1000;

/** A model that was made ready and not promoted is forgotten after so long. */
const PREPARED_FOR_MS = 30_000;

/** A model that could not be read is not read again before. */
const BROKEN_FOR_MS = 60_000;

/**
 * Serves what the store says is to be served, or, where that one cannot be read, the one before it, or `base`.
 * Where the store cannot be reached yet, nothing is served until it can.
 */
export async function openModelHost(options: ModelHostOptions): Promise<ModelHost> {
  const { host, looked } = startModelHost(options);
  await looked;
  return host;
}

/** As {@link openModelHost}, at once; `looked` is fulfilled when it serves something, or the store could not be asked. */
export function startModelHost(options: ModelHostOptions): {
  readonly host: ModelHost;
  readonly looked: Promise<void>;
} {
  const host = new StoreModelHost(options);
  return { host, looked: host.open() };
}

class StoreModelHost implements ModelHost {
  readonly base: ServedModel;
  readonly #store: ModelHostOptions["store"];
  readonly #log: Log;
  readonly #pollMs: number;
  #current: ServedModel | undefined;
  /** Version → when it was found broken. */
  readonly #broken = new Map<string, number>();
  /** Made ready for a promotion. */
  #prepared: { readonly served: ServedModel; readonly until: number } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isReachable = true;
  #isClosed = false;
  /** Ends when everything asked for until now has been looked up. */
  #last: Promise<void> = Promise.resolve();
  /** Asked for and not begun: who asks meanwhile shares it. */
  #next: Promise<void> | undefined;

  constructor({ store, base, log, pollMs = POLL_MS }: ModelHostOptions) {
    this.base = makeServedModel(base.version, base.model);
    this.#store = store;
    this.#log = log;
    this.#pollMs = pollMs;
  }

  async open(): Promise<void> {
    await this.#poll();
  }

  get isLoaded(): boolean {
    return this.#current !== undefined;
  }

  get current(): ServedModel {
    if (this.#current !== undefined) return this.#current;
    if (this.#isClosed)
      throw new ProblemError("stopping", { detail: "The server is about to end." });
    throw new ProblemError("store-unavailable", {
      detail: "No model is loaded yet, or the store cannot tell which one it is; try again soon.",
      retryAfter: 1,
    });
  }

  async prepare(version: string): Promise<boolean> {
    const isServed = this.#current !== this.base && this.#current?.version === version;
    if (isServed || this.#preparedOne(version) !== undefined) return true;
    const served = await this.#read(version);
    if (served === undefined) return false;
    this.#prepared = { served, until: Date.now() + PREPARED_FOR_MS };
    return true;
  }

  /** @throws {StoreError} where the store cannot be asked. */
  async refresh(): Promise<void> {
    this.#next ??= this.#lookAfter(this.#last);
    this.#last = this.#next.catch(() => undefined);
    await this.#next;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #poll(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.#missed(error);
    }
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#poll(), this.#pollMs).unref();
  }

  /** An outage is one line of the log, however often it is met. */
  #missed(error: unknown): void {
    if (this.#isReachable)
      this.#log({ level: "warn", event: "model-poll-failed", reason: told(error) });
    this.#isReachable = false;
  }

  async #lookAfter(before: Promise<void>): Promise<void> {
    await before;
    this.#next = undefined;
    await this.#look();
  }

  async #look(): Promise<void> {
    if (this.#isClosed) return;
    if (this.#prepared !== undefined && Date.now() > this.#prepared.until) {
      this.#prepared = undefined;
    }
    const { version, previous } = await this.#store.serving();
    this.#isReachable = true;
    // Whatever is served already is better than the one before it.
    const wanted = this.isLoaded ? [version] : [version, previous ?? null, null];
    for (const candidate of wanted) {
      if (this.#current?.version === (candidate ?? this.base.version)) return;
      const served = await this.#load(candidate);
      if (served === undefined) continue;
      this.#current = served;
      this.#log({ level: "info", event: "model-served", model: served.version });
      return;
    }
  }

  /** @returns undefined for one that cannot be read. */
  async #load(version: string | null): Promise<ServedModel | undefined> {
    if (version === null) {
      await warmUp(this.base);
      return this.base;
    }
    const prepared = this.#preparedOne(version);
    this.#prepared = undefined;
    if (prepared !== undefined) return prepared;
    if (Date.now() - (this.#broken.get(version) ?? -Infinity) < BROKEN_FOR_MS) return undefined;
    try {
      const served = await this.#read(version);
      if (served === undefined) throw new Error("it is not in the store");
      return served;
    } catch (error) {
      if (error instanceof StoreError && error.fault !== "damaged") throw error;
      this.#broken.set(version, Date.now());
      this.#log({ level: "error", event: "model-unreadable", model: version, reason: told(error) });
      return undefined;
    }
  }

  #preparedOne(version: string): ServedModel | undefined {
    const { served } = this.#prepared ?? {};
    return served?.version === version ? served : undefined;
  }

  /** @returns undefined where the store has none of this version. */
  async #read(version: string): Promise<ServedModel | undefined> {
    const bytes = await this.#store.modelBytes(version);
    if (bytes === undefined) return undefined;
    await giveWay(); // reading took a moment, and so will what follows
    const served = makeServedModel(version, Model.fromBytes(bytes));
    await giveWay();
    await warmUp(served);
    this.#broken.delete(version);
    return served;
  }
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
