import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ApiKey, Store, StoredTraining } from "../../src/store/store.ts";

/** Opens a new, empty store, which is closed when the running test has finished. */
export type OpenNewStore = () => Promise<Store>;

/** What every store promises, whatever it keeps its rows in. */
export function describeStore(name: string, open: OpenNewStore): void {
  describe(`${name} as a store`, () => {
    describePeople(open);
    describeOddIds(open);
    describeWriters(open);
    describeKeys(open);
    describeModels(open);
    describeTrainings(open);
  });
}

function rating(personId: string, movieId: string, stars: number, ratedAt = 1_000) {
  return { personId, movieId, rating: stars, ratedAt };
}

function describePeople(open: OpenNewStore): void {
  test("nothing is stored of who is unknown", async () => {
    const store = await open();
    expect(await store.revisionOf("ann")).toBeUndefined();
    expect(await store.readPerson("ann")).toBeUndefined();
    await store.deleteRating("ann", "1");
    await store.deleteSignal("ann", "1");
    await store.deletePerson("ann");
    expect(await store.counts()).toEqual({ people: 0, ratings: 0, signals: 0 });
  });

  test("a rating that is put comes back, and replaces the one before whenever that was rated", async () => {
    const store = await open();
    await store.putRating(rating("ann", "1", 4.5, 1_700_000_000_123));
    await store.putRating(rating("ann", "1", 0.5, -5));
    const person = await store.readPerson("ann");
    expect(person?.ratings).toEqual([{ movieId: "1", rating: 0.5, ratedAt: -5 }]);
    expect(person?.signals).toEqual([]);
    expect(await store.counts()).toEqual({ people: 1, ratings: 1, signals: 0 });
  });

  test("of a batch's ratings of one movie the latest counts, of the same time the last row", async () => {
    const store = await open();
    await store.putRatings([
      rating("ann", "1", 1, 20),
      rating("ann", "1", 2, 10),
      rating("ann", "2", 3, 10),
      rating("ann", "2", 4, 10),
    ]);
    const person = await store.readPerson("ann");
    expect(person?.ratings.map((r) => r.rating)).toEqual([1, 4]);
  });

  test("an empty batch changes nothing", async () => {
    const store = await open();
    await store.putRatings([]);
    await store.putSignals([]);
    expect(await store.counts()).toEqual({ people: 0, ratings: 0, signals: 0 });
  });

  test("a batch of thousands of rows of hundreds of people is stored whole", async () => {
    const store = await open();
    const writes = Array.from({ length: 2_345 }, (_, k) =>
      rating(`p${k % 700}`, String(k), (k % 10) / 2, k),
    );
    await store.putRatings(writes);
    expect(await store.counts()).toEqual({ people: 700, ratings: 2_345, signals: 0 });
    const person = await store.readPerson("p3");
    const own = writes.filter(({ personId }) => personId === "p3");
    expect(new Map(person?.ratings.map((r) => [r.movieId, r.rating]))).toEqual(
      new Map(own.map((r) => [r.movieId, r.rating])),
    );
  });

  test("signals are stored beside ratings and deleted one by one", async () => {
    const store = await open();
    await store.putRating(rating("ann", "1", 3));
    await store.putSignals([
      { personId: "ann", movieId: "1", signal: "seen", markedAt: 7 },
      { personId: "ann", movieId: "2", signal: "seen", markedAt: 8 },
      { personId: "ann", movieId: "2", signal: "notForMe", markedAt: 9 },
    ]);
    await store.deleteSignal("ann", "1");
    const person = await store.readPerson("ann");
    expect(person?.signals).toEqual([{ movieId: "2", signal: "notForMe", markedAt: 9 }]);
    expect(person?.ratings).toHaveLength(1);
  });

  test("with their last rating or signal a person is gone", async () => {
    const store = await open();
    await store.putRating(rating("ann", "1", 3));
    await store.putSignals([{ personId: "ann", movieId: "1", signal: "seen", markedAt: 7 }]);
    await store.deleteRating("ann", "1");
    expect(await store.revisionOf("ann")).toBeDefined();
    await store.deleteSignal("ann", "1");
    expect(await store.revisionOf("ann")).toBeUndefined();
  });

  test("everything of a person is deleted, and nothing of anyone else", async () => {
    const store = await open();
    await store.putRatings([rating("ann", "1", 3), rating("bob", "1", 4), rating("an", "1", 5)]);
    await store.putSignals([{ personId: "ann", movieId: "2", signal: "seen", markedAt: 7 }]);
    await store.deletePerson("ann");
    expect(await store.readPerson("ann")).toBeUndefined();
    expect(await store.counts()).toEqual({ people: 2, ratings: 2, signals: 0 });
  });

  test("a revision changes with every write and never comes back", async () => {
    const store = await open();
    const seen = new Set<string | undefined>();
    const writes = [
      async () => await store.putRating(rating("ann", "1", 3)),
      async () => await store.putRating(rating("ann", "1", 3)),
      async () => await store.putRatings([rating("ann", "1", 3)]),
      async () =>
        await store.putSignals([{ personId: "ann", movieId: "1", signal: "seen", markedAt: 7 }]),
      async () => await store.deleteRating("ann", "1"),
      async () =>
        await store.deletePerson("ann").then(() => store.putRating(rating("ann", "1", 3))),
    ];
    for (const write of [...writes, ...writes]) {
      await write();
      const revision = await store.revisionOf("ann");
      expect(revision).toBeDefined();
      expect(seen).not.toContain(revision);
      expect((await store.readPerson("ann"))?.revision).toBe(revision);
      seen.add(revision);
    }
  });

  test("what others write leaves a person's revision as it is", async () => {
    const store = await open();
    await store.putRatings([rating("ann", "1", 3), rating("bob", "1", 3)]);
    const revision = await store.revisionOf("ann");
    await store.putRating(rating("bob", "2", 3));
    expect(await store.revisionOf("ann")).toBe(revision);
  });

  test("rating blocks hold every rating once, people as numbers from 0", async () => {
    const store = await open();
    const writes = Array.from({ length: 25_000 }, (_, k) =>
      rating(`p${k % 601}`, `m${k % 997}`, (k % 9) / 2 + 0.5, k),
    );
    await store.putRatings(writes);
    await store.putSignals([
      { personId: "only signals", movieId: "x", signal: "seen", markedAt: 1 },
    ]);
    const movieIds: string[] = [];
    const byPerson = new Map<number, Map<string, number>>();
    for await (const block of store.ratingBlocks()) {
      movieIds.push(...block.movieIds);
      block.person.forEach((person, k) => {
        const own = byPerson.get(person) ?? new Map<string, number>();
        byPerson.set(person, own.set(movieIds[block.movie[k]!]!, block.rating[k]!));
      });
    }
    expect(new Set(movieIds).size).toBe(movieIds.length);
    expect([...byPerson.keys()].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 601 }, (_, k) => k),
    );
    const expected = new Map<string, Map<string, number>>();
    for (const { personId, movieId, rating: stars } of writes) {
      const own = expected.get(personId) ?? new Map<string, number>();
      expected.set(personId, own.set(movieId, stars));
    }
    const asText = (own: Map<string, number>): string => JSON.stringify([...own].toSorted());
    expect([...byPerson.values()].map(asText).toSorted()).toEqual(
      [...expected.values()].map(asText).toSorted(),
    );
  });

  test("an empty store has no rating blocks, and ending them early is fine", async () => {
    const store = await open();
    for await (const _ of store.ratingBlocks()) expect.unreachable();
    await store.putRating(rating("ann", "1", 3));
    for await (const block of store.ratingBlocks()) {
      expect(block.rating).toHaveLength(1);
      break;
    }
    await store.putRating(rating("ann", "2", 3));
    await store.ping();
  });
}

const BY_UTF8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function describeOddIds(open: OpenNewStore): void {
  const odd = [
    ...[
      "",
      " ",
      "a",
      "a ",
      " a",
      "A",
      "'",
      '"',
      "\\",
      "\\0",
      "\0",
      "a\0",
      "a\0b",
      "\u0001",
      "\u0001\u0001",
    ],
    ...[
      "\u0001\u0002",
      "\u0002",
      "é",
      "e\u0301",
      "😀",
      "\uffff",
      "\u{10ffff}",
      "%",
      "_",
      "$1",
      "?",
      ";--",
    ],
    ...[
      "null",
      "undefined",
      "1",
      "01",
      "1.0",
      "1e3",
      "\n",
      "\r\n",
      "\u2028",
      "../x",
      "ß",
      "SS",
      "ı",
      "I",
    ],
    "x".repeat(256),
    "😀".repeat(128),
  ];

  test("ids are told apart exactly, and come in the order of their bytes", async () => {
    const store = await open();
    await store.putRatings(odd.map((id, k) => rating(id, "1", k, k)));
    await store.putRatings(odd.map((id, k) => rating("ann", id, k, k)));
    for (const [k, id] of odd.entries()) {
      expect((await store.readPerson(id))?.ratings).toContainEqual({
        ...{ movieId: "1", rating: k, ratedAt: k },
      });
    }
    const movieIds = (await store.readPerson("ann"))?.ratings.map((r) => r.movieId);
    expect(movieIds).toEqual(odd.toSorted(BY_UTF8));
    await store.deleteRating("ann", "a");
    const left = (await store.readPerson("ann"))?.ratings.map((r) => r.movieId);
    expect(left).toEqual(odd.filter((id) => id !== "a").toSorted(BY_UTF8));
    await store.deletePerson("a\0");
    expect(await store.revisionOf("a")).toBeDefined();
    expect(await store.revisionOf("a\0")).toBeUndefined();
  });

  test("any well-formed text is an id", async () => {
    const store = await open();
    const id = fc.string({ unit: "binary", maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(id, fc.uniqueArray(id, { maxLength: 8 }), async (personId, movieIds) => {
        await store.deletePerson(personId);
        await store.putRatings(movieIds.map((movieId, k) => rating(personId, movieId, k, k)));
        const person = await store.readPerson(personId);
        expect(person?.ratings.map((r) => r.movieId) ?? []).toEqual(movieIds.toSorted(BY_UTF8));
      }),
      { numRuns: 60 },
    );
  });

  test("half of a surrogate pair is refused, as UTF-8 cannot hold it", async () => {
    const store = await open();
    await expect(store.putRating(rating("a\ud800", "1", 3))).rejects.toThrow(TypeError);
    await expect(store.revisionOf("\udc00")).rejects.toThrow("well-formed");
    await store.putRating(rating("ann", "1", 3));
  });
}

function describeWriters(open: OpenNewStore): void {
  test("writers at the same time lose nothing", async () => {
    const store = await open();
    await Promise.all(
      Array.from({ length: 200 }, async (_, k) =>
        k % 10 === 0
          ? await store.putRatings([rating("ann", `b${k}`, 1), rating(`p${k % 7}`, `b${k}`, 1)])
          : await store.putRating(rating("ann", `m${k}`, 1)),
      ),
    );
    expect((await store.readPerson("ann"))?.ratings).toHaveLength(200);
  });

  test("batches about the same people at the same time do not stop each other", async () => {
    const store = await open();
    const people = Array.from({ length: 60 }, (_, k) => `p${k}`);
    await Promise.all(
      Array.from({ length: 12 }, async (_, batch) => {
        const order = batch % 2 === 0 ? people : people.toReversed();
        await store.putRatings(order.map((id) => rating(id, `m${batch % 3}`, batch)));
        await store.putSignals(
          order.map((personId) => ({ personId, movieId: "s", signal: "seen", markedAt: batch })),
        );
      }),
    );
    expect(await store.counts()).toEqual({ people: 60, ratings: 180, signals: 60 });
  });

  test("deleting and rating at the same time leaves all or nothing of a person", async () => {
    const store = await open();
    await Promise.all(
      Array.from({ length: 60 }, async (_, k) => {
        if (k % 3 === 0) await store.deletePerson("ann");
        else if (k % 3 === 1) await store.putRating(rating("ann", "1", 1));
        else await store.deleteRating("ann", "1");
      }),
    );
    const person = await store.readPerson("ann");
    const { people, ratings } = await store.counts();
    expect([people, ratings]).toEqual(person === undefined ? [0, 0] : [1, 1]);
  });

  test("rating blocks are of one moment while others write", async () => {
    const store = await open();
    await store.putRatings(
      Array.from({ length: 60_000 }, (_, k) => rating(`p${k % 300}`, `m${k % 1000}.${k % 7}`, 1)),
    );
    const before = (await store.counts()).ratings;
    let read = 0;
    for await (const block of store.ratingBlocks()) {
      read += block.rating.length;
      await store.putRating(rating("zzz", `late ${read}`, 1));
      await store.deleteRating("p99", "m99.1");
    }
    expect(read).toBe(before);
  });
}

function describeKeys(open: OpenNewStore): void {
  const key = (id: string, createdAt: number): ApiKey => ({
    ...{ id, name: `na\0me of ${id}`, hash: new Uint8Array(32).fill(createdAt) },
    ...{ scopes: ["read", "admin"], rate: 2.5, createdAt, revokedAt: null },
  });

  test("keys come back as they were added, oldest first", async () => {
    const store = await open();
    await store.addKey(key("b", 2));
    await store.addKey(key("a", 1));
    await store.addKey({ ...key("c", 3), scopes: [] });
    expect(await store.keyOf("b")).toEqual(key("b", 2));
    expect(await store.keyOf("B")).toBeUndefined();
    expect(await store.keys()).toEqual([key("a", 1), key("b", 2), { ...key("c", 3), scopes: [] }]);
  });

  test("a revoked key stays listed with when that was first said", async () => {
    const store = await open();
    await store.addKey(key("a", 1));
    expect(await store.revokeKey("a", 50)).toBe(true);
    expect(await store.revokeKey("a", 60)).toBe(true);
    expect(await store.revokeKey("b", 60)).toBe(false);
    expect(await store.keyOf("a")).toEqual({ ...key("a", 1), revokedAt: 50 });
  });

  test("an id is given to one key", async () => {
    const store = await open();
    await store.addKey(key("a", 1));
    await expect(store.addKey(key("a", 2))).rejects.toThrow(/unique/iu);
    expect(await store.keys()).toEqual([key("a", 1)]);
  });
}

function describeModels(open: OpenNewStore): void {
  const add = async (store: Store, version: string, createdAt: number, length = 10) => {
    const bytes = Uint8Array.from({ length }, (_, k) => (k * 31 + createdAt) & 0xff);
    await store.addModel({ version, createdAt, provenance: `{"of":"${version}"}` }, bytes);
    return bytes;
  };

  test("a model of any size comes back byte by byte", async () => {
    const store = await open();
    const sizes = [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2_500_000];
    for (const [k, size] of sizes.entries()) {
      const bytes = await add(store, `v${k}`, k, size);
      const back = await store.modelBytes(`v${k}`);
      expect(Buffer.compare(bytes, back!)).toBe(0);
    }
    expect(await store.modelBytes("v9")).toBeUndefined();
    expect((await store.models()).map(({ version, bytes }) => [version, bytes])).toEqual(
      sizes.map((size, k) => [`v${k}`, size]).toReversed(),
    );
    expect((await store.models())[0]?.provenance).toBe('{"of":"v5"}');
  });

  test("a version is given to one model, and a second one changes nothing", async () => {
    const store = await open();
    const bytes = await add(store, "v1", 1);
    await expect(add(store, "v1", 2, 3_000_000)).rejects.toThrow(/unique/iu);
    expect(await store.modelBytes("v1")).toEqual(bytes);
  });

  test("promoting and rolling back say what is served", async () => {
    const store = await open();
    await add(store, "v1", 1);
    await add(store, "v2", 2);
    expect(await store.serving()).toEqual({ version: null, previous: undefined });
    expect(await store.rollBack()).toBe(false);
    expect(await store.promote("v9")).toBe(false);
    expect(await store.promote("v1")).toBe(true);
    expect(await store.serving()).toEqual({ version: "v1", previous: null });
    expect(await store.promote("v2")).toBe(true);
    expect(await store.promote("v2")).toBe(true);
    expect(await store.serving()).toEqual({ version: "v2", previous: "v1" });
    expect(await store.rollBack()).toBe(true);
    expect(await store.serving()).toEqual({ version: "v1", previous: undefined });
    expect(await store.rollBack()).toBe(false);
  });

  test("a rollback returns to the model that servers start with", async () => {
    const store = await open();
    await add(store, "v1", 1);
    await store.promote("v1");
    expect(await store.rollBack()).toBe(true);
    expect(await store.serving()).toEqual({ version: null, previous: undefined });
  });

  test("a model that is served, or to be returned to, is not deleted", async () => {
    const store = await open();
    for (const [k, version] of ["v1", "v2", "v3"].entries()) await add(store, version, k);
    await store.promote("v1");
    await store.promote("v2");
    expect(await store.deleteModel("v1")).toBe("in use");
    expect(await store.deleteModel("v2")).toBe("in use");
    expect(await store.deleteModel("v3")).toBe("deleted");
    expect(await store.deleteModel("v3")).toBe("unknown");
    expect(await store.modelBytes("v3")).toBeUndefined();
    expect((await store.models()).map(({ version }) => version)).toEqual(["v2", "v1"]);
  });

  test("promoting and deleting a model at the same time leaves none that is served and gone", async () => {
    const store = await open();
    for (let round = 0; round < 10; round++) {
      const version = `v${round}`;
      await add(store, version, round);
      const [promoted, deleted] = await Promise.all([
        store.promote(version),
        store.deleteModel(version),
      ]);
      expect([promoted, deleted]).toEqual(promoted ? [true, "in use"] : [false, "deleted"]);
    }
  });
}

function describeTrainings(open: OpenNewStore): void {
  const training = (id: string, startedAt: number): StoredTraining => ({
    ...{ id, state: "running", order: '{"method":"als"}', stage: "reading", progress: 0 },
    ...{ ratings: null, startedAt, heardAt: startedAt, endedAt: null, model: null, error: null },
  });

  test("of trainings started at the same time one runs", async () => {
    const store = await open();
    const started = await Promise.all(
      Array.from(
        { length: 8 },
        async (_, k) => await store.startTraining(training(`t${k}`, 10), 0),
      ),
    );
    expect(started.filter(Boolean)).toHaveLength(1);
    expect(await store.trainings(0)).toHaveLength(1);
  });

  test("one that is no longer heard of is interrupted, and another may start", async () => {
    const store = await open();
    await store.startTraining(training("t1", 10), 0);
    await store.updateTraining("t1", {
      heardAt: 20,
      progress: 0.25,
      stage: "learning",
      ratings: 7,
    });
    expect(await store.startTraining(training("t2", 30), 19)).toBe(false);
    expect(await store.startTraining(training("t2", 30), 20)).toBe(true);
    expect(await store.training("t1", 0)).toEqual({
      ...training("t1", 10),
      ...{ state: "interrupted", stage: "learning", progress: 0.25, ratings: 7 },
      ...{ heardAt: 20, endedAt: 20 },
    });
    expect(await store.updateTraining("t1", { progress: 1 })).toBe(false);
  });

  test("asking for trainings interrupts those not heard of", async () => {
    const store = await open();
    await store.startTraining(training("t1", 10), 0);
    expect((await store.training("t1", 9))?.state).toBe("running");
    expect((await store.training("t1", 10))?.state).toBe("interrupted");
    await store.startTraining(training("t2", 20), 0);
    expect((await store.trainings(20)).map(({ id, state }) => [id, state])).toEqual([
      ["t2", "interrupted"],
      ["t1", "interrupted"],
    ]);
  });

  test("one that has ended stays as it ended", async () => {
    const store = await open();
    await store.startTraining(training("t1", 10), 0);
    const end = { state: "failed", endedAt: 15, error: "a\0b", model: null } as const;
    expect(await store.updateTraining("t1", end)).toBe(true);
    expect(await store.updateTraining("t1", { state: "done" })).toBe(false);
    expect(await store.updateTraining("t9", { state: "done" })).toBe(false);
    expect(await store.training("t1", 99)).toEqual({ ...training("t1", 10), ...end });
    expect(await store.training("t9", 99)).toBeUndefined();
  });

  test("the latest 50 are listed", async () => {
    const store = await open();
    for (let k = 0; k < 53; k++) {
      await store.startTraining(training(`t${k}`, k), 0);
      await store.updateTraining(`t${k}`, { state: "done", endedAt: k });
    }
    const listed = await store.trainings(0);
    expect(listed).toHaveLength(50);
    expect(listed[0]?.id).toBe("t52");
  });
}
