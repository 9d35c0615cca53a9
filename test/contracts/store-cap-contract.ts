import { expect, test } from "vitest";
import { MOST_OF_A_PERSON, type Store } from "../../src/store/store.ts";
import { rating, type OpenNewStore } from "./store-samples.ts";

/** Someone who may rate `room` movies more. */
async function nearlyFull(store: Store, room: number): Promise<void> {
  const writes = Array.from({ length: MOST_OF_A_PERSON - room - 1 }, (_, k) =>
    rating("ann", `m${k}`, 3),
  );
  await store.putRatings(writes);
  await store.putSignals([{ personId: "ann", movieId: "s", signal: "seen", markedAt: 1 }]);
}

async function heldBy(store: Store, personId: string): Promise<number> {
  const person = await store.readPerson(personId);
  return (person?.ratings.length ?? 0) + (person?.signals.length ?? 0);
}

/** How much a person may hold, and how it is read in pages. */
export function describeCap(open: OpenNewStore): void {
  test("a person who holds the most rates no new movie, and may change and delete", async () => {
    const store = await open();
    await nearlyFull(store, 1);
    await store.putRating(rating("ann", "last", 3));
    const revision = await store.revisionOf("ann");
    await expect(store.putRating(rating("ann", "more", 3))).rejects.toMatchObject({
      ...{ name: "StoreError", fault: "crowded" },
      message: expect.stringMatching(/more than 10000 ratings and signals; delete some/u),
    });
    const signal = { personId: "ann", signal: "seen", markedAt: 2 } as const;
    await expect(
      store.putSignals([
        { ...signal, personId: "bob", movieId: "1" },
        { ...signal, movieId: "2" },
      ]),
    ).rejects.toMatchObject({ fault: "crowded" });
    expect(await store.revisionOf("ann")).toBe(revision);
    expect(await store.revisionOf("bob")).toBeUndefined();
    await store.putRating(rating("ann", "m7", 5));
    await store.putSignals([{ ...signal, movieId: "s", signal: "notForMe" }]);
    await store.deleteSignal("ann", "s");
    await store.putRating(rating("ann", "more", 3));
    expect(await heldBy(store, "ann")).toBe(MOST_OF_A_PERSON);
  });

  test("of a batch that is too much the first new movies are stored, and the rest is told", async () => {
    const store = await open();
    await nearlyFull(store, 2);
    const refused = await store.putRatings([
      rating("bob", "1", 3),
      rating("ann", "z", 1),
      rating("ann", "y", 1),
      rating("ann", "x", 1),
      rating("ann", "m1", 5),
      rating("ann", "x", 2),
      rating("ann", "z", 2),
      rating("carl", "x", 2),
    ]);
    expect(refused).toEqual([3, 5]);
    const ratings = (await store.readPerson("ann"))?.ratings;
    const starsOf = (id: string) => ratings?.find(({ movieId }) => movieId === id)?.rating;
    expect(["z", "y", "x", "m1"].map(starsOf)).toEqual([2, 1, undefined, 5]);
    expect(await heldBy(store, "ann")).toBe(MOST_OF_A_PERSON);
    expect(await store.putRatings([rating("ann", "m1", 4), rating("ann", "z", 4)])).toEqual([]);
  });

  test("those who write at once do not pass the most together", async () => {
    const store = await open();
    await nearlyFull(store, 5);
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, async (_, k) => await store.putRating(rating("ann", `n${k}`, 1))),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await heldBy(store, "ann")).toBe(MOST_OF_A_PERSON);
  });

  test("records that would give a person too much are not restored", async () => {
    const store = await open();
    const ratings = Array.from({ length: MOST_OF_A_PERSON / 2 }, (_, k) => `m${k}`);
    const part = (name: string) => ({
      ...({ kind: "person", personId: "ann", signals: [] } as const),
      ratings: ratings.map((id) => ({ movieId: name + id, rating: 3, ratedAt: 1 })),
    });
    async function* records(...names: string[]) {
      for (const name of names) yield part(name);
      yield { ...part("other"), personId: "bob" };
    }
    await expect(store.restore(records("a", "b", "c"))).rejects.toMatchObject({ fault: "crowded" });
    expect(await store.counts()).toEqual({ people: 0, ratings: 0, signals: 0 });
    await store.restore(records("a", "b"));
    expect(await heldBy(store, "ann")).toBe(MOST_OF_A_PERSON);
  });

  test("pages hold every rating once in the order of movies, and signals come with the first", async () => {
    const store = await open();
    const ids = ["", "\0", "\u0001", "a", "b", "\uffff", "😀"];
    await store.putRatings(ids.map((id, k) => rating("ann", id, k, k)));
    await store.putRatings([rating("an", "x", 1), rating("anna", "x", 1)]);
    const signals = [{ movieId: "b", signal: "seen", markedAt: 4 }] as const;
    await store.putSignals(signals.map((signal) => ({ personId: "ann", ...signal })));
    const revision = await store.revisionOf("ann");
    const first = await store.ratingsPage("ann", { limit: 3 });
    expect(first).toMatchObject({ revision, signals });
    const read = [...first!.ratings];
    for (;;) {
      const page = await store.ratingsPage("ann", { after: read.at(-1)!.movieId, limit: 3 });
      expect(page).toMatchObject({ revision, signals: [] });
      if (page!.ratings.length === 0) break;
      read.push(...page!.ratings);
    }
    expect(read).toEqual((await store.readPerson("ann"))!.ratings);
    expect(await store.ratingsPage("nobody", { limit: 3 })).toBeUndefined();
    expect(await store.ratingsPage("nobody", { after: "", limit: 3 })).toBeUndefined();
  });
}
