import type { Edit } from "./edit.ts";
import { placeText } from "./edit.ts";
import type { DatabaseEvents, OwnDatabase } from "./own-database.ts";
import { openOwnDatabase } from "./own-database.ts";
import { OwnLedger } from "./own-ledger.ts";
import type { Change, OwnState, OwnStore } from "./own-state.ts";
import { StorageFault, storageFault } from "./storage-fault.ts";
import type { TabChannel, TabNews } from "./tab-channel.ts";
import { openTabChannel } from "./tab-channel.ts";
import { Unstored } from "./unstored.ts";

/** Opening takes 10 to 50 ms; what takes this long may never come. */
const OPENING_MS = 3000;

/** Of more places than this everything is read: one question instead of many. */
const MOST_PLACES = 500;

/** What a store stands on, for tests to replace. */
export interface BrowserStoreParts {
  readonly openDatabase?: (events: DatabaseEvents) => Promise<OwnDatabase>;
  readonly openChannel?: (hear: (news: TabNews) => void) => TabChannel | undefined;
  /** Asks the browser not to delete what is stored when room is short. */
  readonly askToPersist: () => void;
  readonly openingMs?: number;
}

/**
 * The person's films in IndexedDB. State in memory changes at once and is written behind, a transaction a
 * change, in order; what cannot be written stays in memory, is told, and is written when it can be.
 * Other tabs are told where something changed and read it there, so of one film the last write wins.
 */
export class BrowserStore implements OwnStore {
  readonly #ledger = new OwnLedger({ kind: "opening" });
  readonly #unstored = new Unstored();
  readonly #channel: TabChannel | undefined;
  readonly #parts: BrowserStoreParts;
  #database: OwnDatabase | undefined;
  #fault: StorageFault | undefined;
  #isOpening = false;
  #isToBeCleared = false;
  #hasAskedToPersist = false;
  #broken = 0;
  /** When storage has been read, or will not be for now. */
  readonly opened: Promise<void>;

  constructor(parts: BrowserStoreParts) {
    this.#parts = parts;
    const openChannel = parts.openChannel ?? openTabChannel;
    this.#channel = openChannel((news) => void this.#hear(news));
    this.opened = this.#open();
  }

  state(): OwnState {
    return this.#ledger.state();
  }

  subscribe(listener: () => void): () => void {
    return this.#ledger.subscribe(listener);
  }

  change(change: Change): void {
    this.#store(this.#ledger.change(change));
    if (this.#hasAskedToPersist || !change.films?.some(({ rating }) => rating !== undefined))
      return;
    this.#hasAskedToPersist = true;
    this.#parts.askToPersist();
  }

  undo(): void {
    this.#store(this.#ledger.undo());
  }

  removeGuest(key: string): void {
    this.#store(this.#ledger.removeGuest(key));
  }

  retry(): void {
    if (this.#database === undefined) void this.#open();
    else void this.#flush();
  }

  /** Someone is back at the page: what was missed meanwhile is read, what failed is tried again. */
  comeBack(hasMissedNews: boolean): void {
    if (this.#fault?.words.retry === "unasked") this.retry();
    if (this.#channel === undefined || hasMissedNews)
      void this.#reading((database) => this.#readAll(database));
  }

  async clear(): Promise<void> {
    this.#ledger.clear();
    this.#unstored.clear();
    this.#isToBeCleared = true;
    if (this.#database !== undefined) await this.#clearStored(this.#database);
    else if (this.#fault?.kind !== "deleted") throw this.#fault ?? new StorageFault("slow");
  }

  /** Lets go of the other tabs; for tests. */
  close(): void {
    this.#channel?.close();
  }

  #open(): Promise<void> {
    if (this.#isOpening) return Promise.resolve();
    this.#isOpening = true;
    return new Promise((settled) => {
      const fail = (fault: StorageFault): void => {
        this.#fail(fault);
        settled();
      };
      const openingMs = this.#parts.openingMs ?? OPENING_MS;
      const patience = setTimeout(() => fail(new StorageFault("slow")), openingMs);
      const open = this.#parts.openDatabase ?? openOwnDatabase;
      open({
        onBlocked: () => fail(new StorageFault("older tab")),
        onLost: (fault) => this.#lose(fault),
      })
        .then((database) => this.#takeUp(database))
        .catch((error: unknown) => fail(storageFault(error)))
        .finally(() => {
          clearTimeout(patience);
          this.#isOpening = false;
          settled();
        });
    });
  }

  async #takeUp(database: OwnDatabase): Promise<void> {
    if (this.#isToBeCleared) await this.#clearStored(database);
    await this.#readAll(database);
    this.#database = database;
    await this.#flush();
  }

  #lose(fault: StorageFault): void {
    this.#database = undefined;
    if (fault.kind === "deleted") this.#unstored.add(this.#ledger.places());
    this.#fail(fault);
  }

  #fail(fault: StorageFault): void {
    this.#fault = fault;
    const { what, why, remedy, retry } = fault.words;
    this.#ledger.become({ kind: "memory", what, why, remedy, canRetry: retry !== "never" });
  }

  #store(edits: readonly Edit[]): void {
    this.#unstored.add(edits);
    void this.#flush();
  }

  /** Writes what is only in memory: what this change did and whatever failed before. */
  async #flush(): Promise<void> {
    const database = this.#database;
    if (database === undefined) return;
    const { places, end } = this.#unstored.take();
    try {
      if (places.length > 0) await database.write(places.map((place) => this.#ledger.at(place)));
      end(true);
      if (places.length > 0) this.#channel?.tell({ kind: "changed", places });
    } catch (error) {
      end(false);
      if (database === this.#database) this.#fail(storageFault(error));
    }
    if (database === this.#database && this.#unstored.isEmpty) this.#succeed();
  }

  #succeed(): void {
    this.#fault = undefined;
    const { storage } = this.state();
    if (storage.kind === "stored" && storage.broken === this.#broken) return;
    this.#ledger.become({ kind: "stored", broken: this.#broken });
  }

  async #clearStored(database: OwnDatabase): Promise<void> {
    await database.clear();
    this.#isToBeCleared = false;
    this.#broken = 0;
    this.#channel?.tell({ kind: "cleared" });
    if (this.#database !== undefined) this.#succeed();
  }

  async #hear(news: TabNews): Promise<void> {
    if (news.kind === "cleared") this.#ledger.forgetSteps();
    await this.#reading(async (database) => {
      const isMuch = news.kind === "cleared" || news.places.length > MOST_PLACES;
      if (isMuch) await this.#readAll(database);
      else this.#adopt(await database.readAt(news.places));
    });
  }

  async #readAll(database: OwnDatabase): Promise<void> {
    const { edits, broken } = await database.readAll();
    this.#broken = broken;
    const there = new Set(edits.map(placeText));
    const gone = this.#ledger.places().filter((place) => !there.has(placeText(place)));
    this.#adopt([...edits, ...gone.map((place) => ({ ...place, row: undefined }))]);
  }

  /** What has been changed here and is not stored yet is newer than what was read. */
  #adopt(edits: readonly Edit[]): void {
    this.#ledger.adopt(edits.filter((edit) => !this.#unstored.has(edit)));
  }

  async #reading(read: (database: OwnDatabase) => Promise<void>): Promise<void> {
    const database = this.#database;
    if (database === undefined) return;
    try {
      await read(database);
    } catch (error) {
      if (database === this.#database) this.#fail(storageFault(error));
    }
  }
}
