import { expect, test } from "vitest";
import { rating, type OpenNewStore } from "./store-samples.ts";

/** What is stored of people, one by one and as columns. */
export function describePeople(open: OpenNewStore): void {
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
