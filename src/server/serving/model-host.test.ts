import { expect, onTestFinished, test, vi } from "vitest";
import { openedStore, ratedStore } from "../../../test/support/rated-store.ts";
import { addModel, damaged, smallModel } from "../../../test/support/small-models.ts";
import { StoreError } from "../../core/errors.ts";
import { featureSteps } from "../../core/features/find-features.ts";
import type { Store } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { LogLine, ModelHost } from "../service.ts";
import type { ModelHostOptions } from "./model-host.ts";
import { openModelHost } from "./model-host.ts";

const base = { version: "base", model: await smallModel() };
const better = await smallModel(2);
const lines: LogLine[] = [];

async function hostOf(
  store: ModelHostOptions["store"],
  options: Partial<ModelHostOptions> = {},
): Promise<ModelHost> {
  lines.length = 0;
  const log = (line: LogLine): void => void lines.push(line);
  const host = await openModelHost({ store, base, log, pollMs: 60_000, ...options });
  onTestFinished(() => host.close());
  return host;
}

async function storeWith(models: Readonly<Record<string, "good" | "damaged">>): Promise<Store> {
  const { store } = await ratedStore(30);
  for (const [version, kind] of Object.entries(models)) {
    await addModel(store, version, kind === "good" ? better : damaged(better));
    await store.promote(version);
  }
  return store;
}

test("serves the model that it started with until another one is promoted", async () => {
  const store = await storeWith({});
  const host = await hostOf(store);
  expect(host.current).toBe(host.base);
  expect(host.current.model).toBe(base.model);
  await addModel(store, "v1", better);
  await host.refresh();
  expect(host.current.version).toBe("base");
  await store.promote("v1");
  await host.refresh();
  expect(host.current.version).toBe("v1");
  expect(host.current.model.toBytes()).toEqual(better.toBytes());
  await store.rollBack();
  await host.refresh();
  expect(host.current).toBe(host.base);
});

test("serves at start what was promoted before", async () => {
  const host = await hostOf(await storeWith({ v1: "good", v2: "good" }));
  expect(host.current.version).toBe("v2");
});

test.each([
  [{ v1: "good", v2: "damaged" }, "v1"],
  [{ v1: "damaged", v2: "damaged" }, "base"],
  [{ v1: "damaged" }, "base"],
] as const)(
  "of %j serves %s at start, and tells of what it could not read",
  async (models, version) => {
    const host = await hostOf(await storeWith(models));
    expect(host.current.version).toBe(version);
    const broken = Object.entries(models).filter(([, kind]) => kind === "damaged");
    const told = lines.filter(({ event }) => event === "model-unreadable");
    expect(told.map(({ model }) => model).toSorted()).toEqual(broken.map(([name]) => name));
  },
);

test("a model that cannot be read never replaces the one that is served, and is not read each second", async () => {
  const store = await storeWith({ v1: "good" });
  const host = await hostOf(store);
  const served = host.current;
  await addModel(store, "v2", damaged(better));
  await store.promote("v2");
  await host.refresh();
  await host.refresh();
  expect(host.current).toBe(served);
  expect(lines.filter(({ event }) => event === "model-unreadable")).toHaveLength(1);
  await addModel(store, "v3", better);
  await store.promote("v3");
  await host.refresh();
  expect(host.current.version).toBe("v3");
});

test("a model is made ready before it is served, and others are answered meanwhile", async () => {
  const store = await storeWith({});
  const host = await hostOf(store);
  await addModel(store, "v1", better);
  await store.promote("v1");
  let isReady = false;
  let turns = 0;
  const others = (async () => {
    while (!isReady) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
  })();
  await host.refresh();
  isReady = true;
  await others;
  expect(turns).toBeGreaterThanOrEqual(5);
  expect(featureSteps(host.current.model).next().done).toBe(true);
});

test("a model that was made ready is read once, and served as soon as it is promoted", async () => {
  const store = await storeWith({});
  const host = await hostOf(store);
  await addModel(store, "v1", better);
  const read = vi.spyOn(store, "modelBytes");
  expect(await host.prepare("v1")).toBe(true);
  expect(host.current).toBe(host.base);
  expect(await host.prepare("v1")).toBe(true);
  await store.promote("v1");
  await host.refresh();
  expect(host.current.version).toBe("v1");
  expect(await host.prepare("v1")).toBe(true);
  expect(read).toHaveBeenCalledTimes(1);
  expect(await host.prepare("v9")).toBe(false);
});

test("one that was made ready and not promoted takes no other one's place, and is forgotten", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const store = await storeWith({});
  const host = await hostOf(store);
  await addModel(store, "v1", better);
  await addModel(store, "v2", base.model);
  await host.prepare("v1");
  const read = vi.spyOn(store, "modelBytes");
  vi.setSystemTime(Date.now() + 31_000);
  await host.refresh();
  expect(host.current).toBe(host.base);
  await host.prepare("v1");
  await store.promote("v2");
  await host.refresh();
  expect(host.current.version).toBe("v2");
  expect(read.mock.calls).toEqual([["v1"], ["v2"]]);
});

test("finds by itself what another server has promoted", async () => {
  const { store, address } = await ratedStore(30);
  const host = await hostOf(store, { pollMs: 20 });
  const other = await openedStore(address);
  await addModel(other, "v1", better);
  await other.promote("v1");
  await expect.poll(() => host.current.version).toBe("v1");
});

test("serves nothing while the store cannot say what, says so once, and recovers by itself", async () => {
  const real = await storeWith({ v1: "good" });
  let isDown = true;
  const store: ModelHostOptions["store"] = {
    serving: async () => {
      if (isDown) throw new StoreError("Cannot read the store: it is away", "unavailable");
      return await real.serving();
    },
    modelBytes: (version) => real.modelBytes(version),
  };
  const poll = vi.spyOn(store, "serving");
  const host = await hostOf(store, { pollMs: 5 });
  await expect.poll(() => poll.mock.calls.length).toBeGreaterThan(3);
  expect(host.isLoaded).toBe(false);
  expect(() => host.current).toThrow(expect.objectContaining({ code: "store-unavailable" }));
  expect(lines.map(({ event }) => event)).toEqual(["model-poll-failed"]);
  isDown = false;
  await expect.poll(() => host.isLoaded).toBe(true);
  expect(host.current.version).toBe("v1");
  isDown = true;
  await expect(host.refresh()).rejects.toThrow(StoreError);
  expect(host.current.version).toBe("v1");
});

test("an outage while the bytes are read is no damage", async () => {
  const real = await storeWith({ v1: "good" });
  let isDown = true;
  const host = await hostOf({
    serving: () => real.serving(),
    modelBytes: async (version) => {
      if (isDown) throw new StoreError("Cannot read the store: it is away", "unavailable");
      return await real.modelBytes(version);
    },
  });
  expect(host.isLoaded).toBe(false);
  isDown = false;
  await host.refresh();
  expect(host.current.version).toBe("v1");
});

test("one that ends before it was loaded says that it ends", async () => {
  const host = await hostOf({
    serving: () =>
      Promise.reject(new StoreError("Cannot read the store: it is away", "unavailable")),
    modelBytes: () => Promise.resolve(undefined),
  });
  host.close();
  expect(() => host.current).toThrow(ProblemError);
  expect(() => host.current).toThrow(expect.objectContaining({ code: "stopping" }));
});

test("requests that go on through swaps each have one whole model, and versions only go up", async () => {
  const store = await storeWith({});
  const host = await hostOf(store, { pollMs: 5 });
  const models = await Promise.all([3, 4, 5, 6].map((seed) => smallModel(seed)));
  const picksOf = new Map([
    ["base", first(base.model)],
    ...models.map((model, k): [string, string] => [`v${k}`, first(model)]),
  ]);
  const seen: string[] = [];
  let isDone = false;
  const asking = (async () => {
    while (!isDone) {
      const { version, model } = host.current;
      await new Promise((resolve) => setImmediate(resolve));
      expect(first(model)).toBe(picksOf.get(version)); // of the version that it began with
      if (seen.at(-1) !== version) seen.push(version);
    }
  })();
  for (const [k, model] of models.entries()) {
    await addModel(store, `v${k}`, model);
    await store.promote(`v${k}`);
    await expect.poll(() => seen.at(-1), { interval: 1 }).toBe(`v${k}`);
  }
  isDone = true;
  await asking;
  expect(seen).toEqual(["base", "v0", "v1", "v2", "v3"]);
});

function first(model: typeof base.model): string {
  return JSON.stringify(
    model
      .taste([{ movieId: 1, rating: 4 }])
      .picks()
      .slice(0, 1),
  );
}
