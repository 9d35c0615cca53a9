import fc from "fast-check";
import { expect, test } from "vitest";
import { rating, type OpenNewStore } from "./store-samples.ts";

const BY_UTF8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Ids of any text, and many who write at once. */
export function describeOddIds(open: OpenNewStore): void {
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
      { numRuns: 20 },
    );
  });

  test("half of a surrogate pair is refused, as UTF-8 cannot hold it", async () => {
    const store = await open();
    await expect(store.putRating(rating("a\ud800", "1", 3))).rejects.toThrow(TypeError);
    await expect(store.revisionOf("\udc00")).rejects.toThrow("well-formed");
    await store.putRating(rating("ann", "1", 3));
  });
}

export function describeWriters(open: OpenNewStore): void {
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
