import { expect, test } from "vitest";
import type { ApiKey, Store, StoredTraining } from "../../src/store/store.ts";
import type { OpenNewStore } from "./store-samples.ts";

/** What a service keeps beside people. */
export function describeKeys(open: OpenNewStore): void {
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

export function describeModels(open: OpenNewStore): void {
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

export function describeTrainings(open: OpenNewStore): void {
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

  test("the latest 50 are kept", async () => {
    const store = await open();
    for (let k = 0; k < 53; k++) {
      await store.startTraining(training(`t${k}`, k), 0);
      await store.updateTraining(`t${k}`, { state: "done", endedAt: k });
    }
    const listed = await store.trainings(0);
    expect(listed).toHaveLength(50);
    expect(listed[0]?.id).toBe("t52");
    expect(await store.training("t3", 0)).toBeDefined();
    expect(await store.training("t2", 0)).toBeUndefined();
  });
}
