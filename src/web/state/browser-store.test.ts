import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BrowserStore } from "./browser-store.ts";
import type { BrowserStoreParts } from "./browser-store.ts";
import { DATABASE_NAME, openOwnDatabase, UPGRADES } from "./own-database.ts";
import type { OwnStore } from "./own-state.ts";
import { personOf } from "./own-state.ts";
import { StorageFault } from "./storage-fault.ts";

const FARGO = { movieId: 608, title: "Fargo", year: 1996 };
const BRAZIL = { movieId: 1199, title: "Brazil", year: 1985 };
const STORED = { kind: "stored", broken: 0 };

const stores: BrowserStore[] = [];

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  vi.unstubAllGlobals();
});

/** A tab: a store of its own on the same database and channel. */
async function tab(parts: Partial<BrowserStoreParts> = {}): Promise<BrowserStore> {
  const store = new BrowserStore({ askToPersist: () => undefined, ...parts });
  stores.push(store);
  await store.opened;
  return store;
}

function rate(store: OwnStore, film: typeof FARGO, rating: number | undefined): void {
  store.change({ what: `rating ${film.title}`, films: [{ ...film, rating }] });
}

function rated(store: OwnStore): readonly unknown[] {
  return personOf(store.state()).ratings.map(({ movieId, rating }) => [movieId, rating]);
}

/** Waits until something holds, for as long as a test may take. */
async function until(expectation: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(expectation, { timeout: 2000, interval: 5 });
}

/** The database as IndexedDB itself tells of it. */
async function rawRecords(change?: (films: IDBObjectStore) => void): Promise<unknown[]> {
  const database = await answer(indexedDB.open(DATABASE_NAME));
  const transaction = database.transaction("films", "readwrite");
  const films = transaction.objectStore("films");
  change?.(films);
  const records = await answer(films.getAll());
  database.close();
  return records;
}

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error!));
  });
}

describe("storing", () => {
  test("what was rated is there again, in the order of rating", async () => {
    const first = await tab();
    expect(first.state().storage).toEqual(STORED);
    rate(first, FARGO, 5);
    rate(first, BRAZIL, 4);
    rate(first, FARGO, 3);
    const told = { title: "Lost", year: undefined, imdbId: undefined, tmdbId: undefined };
    first.change({ what: "importing", left: [{ list: "seen", told }] });
    await until(async () => expect(await rawRecords()).toHaveLength(2));
    const again = await tab();
    expect(rated(again)).toEqual([
      [1199, 4],
      [608, 3],
    ]);
    expect(again.state().left).toHaveLength(1);
    expect(again.state().undoable).toBeUndefined();
  });

  test("what is rated while the database opens is kept, and wins over what was there", async () => {
    const before = await tab();
    rate(before, FARGO, 1);
    rate(before, BRAZIL, 2);
    await until(async () => expect(await rawRecords()).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 5)); // later by any clock
    const store = new BrowserStore({ askToPersist: () => undefined });
    stores.push(store);
    rate(store, FARGO, 5);
    expect(store.state().storage.kind).toBe("opening");
    await store.opened;
    expect(rated(store)).toEqual([
      [1199, 2],
      [608, 5],
    ]);
    await until(async () =>
      expect(await rawRecords()).toMatchObject([{ rating: 5 }, { rating: 2 }]),
    );
  });

  test("an undone step is undone in storage too", async () => {
    const store = await tab();
    rate(store, FARGO, 5);
    store.undo();
    rate(store, BRAZIL, 4);
    await until(async () => expect(await rawRecords()).toMatchObject([{ movieId: 1199 }]));
  });

  test("the browser is asked to keep it at the first rating, once", async () => {
    const askToPersist = vi.fn<() => void>();
    const store = await tab({ askToPersist });
    store.change({ what: "a wish", films: [{ ...FARGO, isWished: true }] });
    expect(askToPersist).not.toHaveBeenCalled();
    rate(store, FARGO, 4);
    rate(store, BRAZIL, 4);
    expect(askToPersist).toHaveBeenCalledTimes(1);
  });

  test("records that make no sense are left out and counted, and stay where they are", async () => {
    const first = await tab();
    rate(first, FARGO, 5);
    await until(async () => expect(await rawRecords()).toHaveLength(1));
    await rawRecords((films) => {
      films.put({ ...BRAZIL, rating: "many" }, 1199);
      films.put("nonsense", "x");
      films.put(FARGO, new Date(0));
    });
    const again = await tab();
    expect(rated(again)).toEqual([[608, 5]]);
    expect(again.state().storage).toEqual({ kind: "stored", broken: 3 });
    expect(await rawRecords()).toHaveLength(4);
  });

  test("clearing deletes everything, broken records too, and cannot be undone", async () => {
    const store = await tab();
    rate(store, FARGO, 5);
    await rawRecords((films) => films.put("nonsense", "x"));
    await store.clear();
    expect(await rawRecords()).toEqual([]);
    store.undo();
    expect(store.state()).toMatchObject({ films: new Map(), storage: STORED });
  });
});

describe("two tabs", () => {
  test("do not lose ratings of each other, and see them at once", async () => {
    const [a, b] = [await tab(), await tab()];
    rate(a, FARGO, 5);
    rate(b, BRAZIL, 4);
    for (const store of [a, b]) {
      await until(() =>
        expect(new Map(rated(store) as [])).toEqual(
          new Map([
            [608, 5],
            [1199, 4],
          ]),
        ),
      );
    }
    expect(rated(await tab())).toHaveLength(2);
  });

  test("of one film the last write wins, in both", async () => {
    const [a, b] = [await tab(), await tab()];
    rate(a, FARGO, 1);
    rate(b, FARGO, 2);
    rate(a, FARGO, 3);
    rate(b, FARGO, 4);
    await until(async () => expect(await rawRecords()).toMatchObject([{ rating: 4 }]));
    for (const store of [a, b]) await until(() => expect(rated(store)).toEqual([[608, 4]]));
  });

  test("undo takes back one's own step only", async () => {
    const [a, b] = [await tab(), await tab()];
    a.change({
      what: "importing",
      films: [
        { ...FARGO, rating: 5 },
        { ...BRAZIL, rating: 5 },
      ],
    });
    await until(() => expect(rated(b)).toHaveLength(2));
    rate(b, FARGO, 1);
    await until(() => expect(rated(a)).toContainEqual([608, 1]));
    a.undo();
    expect(rated(a)).toEqual([[608, 1]]);
    await until(() => expect(rated(b)).toEqual([[608, 1]]));
  });

  test("what one deletes goes in the other, with its steps", async () => {
    const [a, b] = [await tab(), await tab()];
    rate(b, FARGO, 5);
    await until(() => expect(rated(a)).toHaveLength(1));
    await a.clear();
    await until(() => expect(b.state()).toMatchObject({ films: new Map(), undoable: undefined }));
  });

  test("without a channel what the other did is read when someone comes back", async () => {
    const openChannel = (): undefined => undefined;
    const [a, b] = [await tab({ openChannel }), await tab({ openChannel })];
    rate(a, FARGO, 5);
    rate(a, BRAZIL, 5);
    rate(a, BRAZIL, undefined);
    await until(async () => expect(await rawRecords()).toHaveLength(1));
    expect(rated(b)).toEqual([]);
    b.comeBack(false);
    await until(() => expect(rated(b)).toEqual([[608, 5]]));
    rate(a, FARGO, undefined);
    await until(async () => expect(await rawRecords()).toEqual([]));
    b.comeBack(false);
    await until(() => expect(rated(b)).toEqual([]));
  });

  test("many changes at once are read as a whole", async () => {
    const [a, b] = [await tab(), await tab()];
    const films = Array.from({ length: 600 }, (_, movieId) => ({ ...FARGO, movieId, rating: 3 }));
    a.change({ what: "importing", films });
    await until(() => expect(rated(b)).toHaveLength(600));
  });

  test("news of another version that make no sense are ignored", async () => {
    const store = await tab();
    const channel = new BroadcastChannel("matinee own films");
    for (const news of [
      null,
      "x",
      { kind: "new" },
      { kind: "changed", places: [{ table: "x" }] },
    ]) {
      channel.postMessage(news);
    }
    channel.close();
    const other = await tab();
    rate(other, FARGO, 5);
    await until(() => expect(rated(store)).toHaveLength(1));
    expect(store.state().storage).toEqual(STORED);
  });
});

describe("storage that fails", () => {
  test("forbidden: says so and works in memory", async () => {
    vi.stubGlobal("indexedDB", {
      open: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
    const store = await tab();
    rate(store, FARGO, 5);
    expect(rated(store)).toEqual([[608, 5]]);
    const storage = {
      kind: "memory",
      why: expect.stringContaining("does not let"),
      canRetry: true,
    };
    expect(store.state().storage).toMatchObject(storage);
    store.undo();
    expect(rated(store)).toEqual([]);
  });

  test("absent: the same", async () => {
    vi.stubGlobal("indexedDB", undefined);
    const store = await tab();
    expect(store.state().storage).toMatchObject({ kind: "memory", canRetry: true });
  });

  test("allowed later: a retry stores what was rated meanwhile", async () => {
    const factory = indexedDB;
    vi.stubGlobal("indexedDB", undefined);
    const store = await tab();
    rate(store, FARGO, 5);
    vi.stubGlobal("indexedDB", factory);
    store.retry();
    await until(() => expect(store.state().storage).toEqual(STORED));
    expect(await rawRecords()).toMatchObject([{ movieId: 608, rating: 5 }]);
  });

  test("full: says so, keeps working, and stores all of it when there is room", async () => {
    let isFull = false;
    const openDatabase: BrowserStoreParts["openDatabase"] = async (events) => {
      const database = await openOwnDatabase(events);
      const write = database.write.bind(database);
      database.write = (edits) =>
        isFull ? Promise.reject(new StorageFault("full")) : write(edits);
      return database;
    };
    const store = await tab({ openDatabase });
    rate(store, FARGO, 5);
    isFull = true;
    rate(store, BRAZIL, 4);
    const storage = { kind: "memory", why: expect.stringContaining("no room"), canRetry: true };
    await until(() => expect(store.state().storage).toMatchObject(storage));
    rate(store, { ...FARGO, movieId: 1 }, 3);
    expect(rated(store)).toHaveLength(3);
    expect(await rawRecords()).toHaveLength(1);
    isFull = false;
    store.comeBack(false);
    await until(() => expect(store.state().storage).toEqual(STORED));
    expect(await rawRecords()).toHaveLength(3);
  });

  test("an older tab in the way: says so, waits, and stores when it has gone", async () => {
    const older = await answer(indexedDB.open(DATABASE_NAME, 1));
    const openDatabase: BrowserStoreParts["openDatabase"] = (events) =>
      openOwnDatabase(events, [() => undefined, ...UPGRADES]);
    const store = await tab({ openDatabase });
    const storage = { kind: "memory", why: expect.stringContaining("older version") };
    expect(store.state().storage).toMatchObject(storage);
    rate(store, FARGO, 5);
    older.close();
    await until(() => expect(store.state().storage).toEqual(STORED));
    expect(await rawRecords()).toHaveLength(1);
  });

  test("a newer version was here: says so and touches nothing", async () => {
    (await answer(indexedDB.open(DATABASE_NAME, UPGRADES.length + 1))).close();
    const store = await tab();
    const storage = { kind: "memory", why: expect.stringContaining("newer"), canRetry: false };
    expect(store.state().storage).toMatchObject(storage);
    await expect(store.clear()).rejects.toThrow(/newer version.*reload/u);
  });

  test("a newer version comes: this tab steps aside and says so", async () => {
    const store = await tab();
    rate(store, FARGO, 5);
    await until(async () => expect(await rawRecords()).toHaveLength(1));
    (await answer(indexedDB.open(DATABASE_NAME, UPGRADES.length + 1))).close();
    const storage = { kind: "memory", why: expect.stringContaining("newer"), canRetry: false };
    expect(store.state().storage).toMatchObject(storage);
    expect(rated(store)).toHaveLength(1);
  });

  test("deleted meanwhile: says so, and keeps all of it again when asked", async () => {
    const store = await tab();
    rate(store, FARGO, 5);
    await until(async () => expect(await rawRecords()).toHaveLength(1));
    await answer(indexedDB.deleteDatabase(DATABASE_NAME));
    const storage = { kind: "memory", why: expect.stringContaining("deleted"), canRetry: true };
    expect(store.state().storage).toMatchObject(storage);
    store.comeBack(false); // not unasked: someone may have wanted it gone
    rate(store, BRAZIL, 4);
    expect(store.state().storage).toMatchObject(storage);
    store.retry();
    await until(() => expect(store.state().storage).toEqual(STORED));
    expect(await rawRecords()).toHaveLength(2);
  });

  test("no answer: goes on in memory after a while, and stores if it comes at last", async () => {
    let answerAtLast: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      answerAtLast = resolve;
    });
    const openDatabase: BrowserStoreParts["openDatabase"] = async (events) => {
      await late;
      return openOwnDatabase(events);
    };
    const store = await tab({ openDatabase, openingMs: 20 });
    const storage = { kind: "memory", why: expect.stringContaining("does not answer") };
    expect(store.state().storage).toMatchObject(storage);
    rate(store, FARGO, 5);
    answerAtLast();
    await until(() => expect(store.state().storage).toEqual(STORED));
    expect(await rawRecords()).toHaveLength(1);
  });

  test("deleting everything before storage answers is told, and done when it does", async () => {
    const before = await tab();
    rate(before, FARGO, 5);
    await until(async () => expect(await rawRecords()).toHaveLength(1));
    const factory = indexedDB;
    vi.stubGlobal("indexedDB", undefined);
    const store = await tab();
    await expect(store.clear()).rejects.toThrow(StorageFault);
    vi.stubGlobal("indexedDB", factory);
    store.retry();
    await until(() => expect(store.state().storage).toEqual(STORED));
    expect(rated(store)).toEqual([]);
    expect(await rawRecords()).toEqual([]);
    await until(() => expect(rated(before)).toEqual([]));
  });
});
