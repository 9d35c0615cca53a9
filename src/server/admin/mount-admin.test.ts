import { expect, onTestFinished, test, vi } from "vitest";
import { ratedStore } from "../../../test/support/rated-store.ts";
import { addModel, damaged, smallModel } from "../../../test/support/small-models.ts";
import type { Store } from "../../store/store.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Service, Trainer } from "../service.ts";
import { makeAnswerCache } from "../serving/answers.ts";
import { openModelHost } from "../serving/model-host.ts";
import { makeApi } from "../api.ts";
import { mountAdmin } from "./mount-admin.ts";

const base = { version: "base", model: await smallModel() };
const better = await smallModel(2);

const TRAINING: Awaited<ReturnType<Trainer["get"]>> = {
  ...{ trainingId: "t1", state: "running", order: { seed: 4 }, stage: "reading", progress: 0 },
  ...{
    ratings: null,
    startedAt: "2026-11-29T17:00:00.000Z",
    endedAt: null,
    model: null,
    error: null,
  },
};

/** One training, `t1`. */
const trainer: Trainer = {
  start: async (order) => await Promise.resolve({ ...TRAINING, order }),
  list: async () => await Promise.resolve([TRAINING]),
  get: async (id) => {
    if (id !== TRAINING.trainingId) throw new ProblemError("training-unknown", { detail: "" });
    return await Promise.resolve(TRAINING);
  },
  cancel: async (id) => {
    await trainer.get(id);
  },
  close: async () => {},
};

interface Admin {
  readonly store: Store;
  readonly models: Service["models"];
  /** @returns status, and the body or the code of the problem. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<[number, unknown]>;
}

async function admin(): Promise<Admin> {
  const { store } = await ratedStore(30);
  const log = (): void => undefined;
  const models = await openModelHost({ store, base, log, pollMs: 60_000 });
  onTestFinished(() => models.close());
  const answers = makeAnswerCache(0);
  const api = makeApi(
    { store, models, trainer, answers, log, now: Date.now },
    { isOwnHost: () => true, needsKey: () => Promise.resolve(false) },
    [mountAdmin],
  );
  const ask: Admin["ask"] = async (method, path, body) => {
    const json = { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const response = await api.request(`/v1/admin/${path}`, {
      method,
      ...(body !== undefined && json),
    });
    const text = await response.text();
    const answer = (text === "" ? "" : JSON.parse(text)) as { readonly code?: string };
    return [response.status, answer.code ?? answer];
  };
  return { store, models, ask };
}

test("a promoted model answers before the promotion is told, and a rollback brings the one before", async () => {
  const { store, models, ask } = await admin();
  await addModel(store, "v1", better);
  await addModel(store, "v2", base.model);
  expect(await ask("POST", "models/v1/promote")).toEqual([200, { model: "v1", previous: "base" }]);
  expect(models.current.version).toBe("v1");
  expect(await ask("POST", "models/v2/promote")).toEqual([200, { model: "v2", previous: "v1" }]);
  expect(await ask("POST", "rollback")).toEqual([200, { model: "v1", previous: null }]);
  expect(models.current.version).toBe("v1");
  expect(await ask("POST", "rollback")).toEqual([409, "nothing-to-roll-back"]);
});

test("a model is read once for a promotion, and once for a rollback", async () => {
  const { store, ask } = await admin();
  await addModel(store, "v1", better);
  await addModel(store, "v2", base.model);
  const read = vi.spyOn(store, "modelBytes");
  await ask("POST", "models/v1/promote");
  await ask("POST", "models/v2/promote");
  await ask("POST", "rollback");
  expect(read.mock.calls).toEqual([["v1"], ["v2"], ["v1"]]);
});

test("the model that the server started with can be promoted, and rolled back to", async () => {
  const { store, models, ask } = await admin();
  await addModel(store, "v1", better);
  await ask("POST", "models/v1/promote");
  expect(await ask("POST", "rollback")).toEqual([200, { model: "base", previous: null }]);
  expect(models.current).toBe(models.base);
  await ask("POST", "models/v1/promote");
  expect(await ask("POST", "models/base/promote")).toEqual([
    200,
    { model: "base", previous: "v1" },
  ]);
  expect(models.current).toBe(models.base);
  expect(await ask("POST", "rollback")).toEqual([200, { model: "v1", previous: null }]);
});

test("neither an unknown nor a damaged model is promoted", async () => {
  const { store, models, ask } = await admin();
  await addModel(store, "v1", damaged(better));
  expect(await ask("POST", "models/v1/promote")).toEqual([409, "model-unreadable"]);
  expect(await ask("POST", "models/v9/promote")).toEqual([404, "model-unknown"]);
  expect((await store.serving()).version).toBeNull();
  expect(models.current).toBe(models.base);
});

test("what a rollback returns to is read first", async () => {
  const { store, models, ask } = await admin();
  await addModel(store, "v1", damaged(better));
  await addModel(store, "v2", better);
  await store.promote("v1");
  await store.promote("v2");
  await models.refresh();
  expect(await ask("POST", "rollback")).toEqual([409, "model-unreadable"]);
  expect((await store.serving()).version).toBe("v2");
});

test("the list has every model, the newest first and the one that the server started with last", async () => {
  const { store, ask } = await admin();
  await store.addModel(
    { version: "v1", createdAt: 1000, provenance: JSON.stringify(better.provenance) },
    better.toBytes(),
  );
  await store.promote("v1");
  const { data, method, users, movies, ratings, heldOutError } = better.provenance;
  expect(await ask("GET", "models")).toEqual([
    200,
    {
      models: [
        {
          ...{ model: "v1", serving: true, previous: false, createdAt: "1970-01-01T00:00:01.000Z" },
          ...{ bytes: better.toBytes().length, data, method, users, movies, ratings, heldOutError },
        },
        expect.objectContaining({
          ...{ model: "base", serving: false, previous: true, createdAt: null, bytes: null },
        }),
      ],
    },
  ]);
});

test("a model is deleted unless it is served or may come back", async () => {
  const { store, ask } = await admin();
  for (const version of ["v1", "v2", "v3"]) {
    await addModel(store, version, better);
    await store.promote(version);
  }
  expect(await ask("DELETE", "models/v3")).toEqual([409, "model-in-use"]);
  expect(await ask("DELETE", "models/v2")).toEqual([409, "model-in-use"]);
  expect(await ask("DELETE", "models/v1")).toEqual([204, ""]);
  expect(await ask("DELETE", "models/v1")).toEqual([404, "model-unknown"]);
  expect(await ask("DELETE", "models/base")).toEqual([409, "model-in-use"]);
});

test("trainings are started, looked at and cancelled", async () => {
  const { ask } = await admin();
  const order = { method: "weighted-als", factors: 8, promote: true };
  expect(await ask("POST", "trainings", order)).toEqual([202, { ...TRAINING, order }]);
  expect(await ask("GET", "trainings")).toEqual([200, { trainings: [TRAINING] }]);
  expect(await ask("GET", "trainings/t1")).toEqual([200, TRAINING]);
  expect(await ask("GET", "trainings/t2")).toEqual([404, "training-unknown"]);
  expect(await ask("DELETE", "trainings/t1")).toEqual([204, ""]);
  expect(await ask("DELETE", "trainings/t2")).toEqual([404, "training-unknown"]);
  const [status] = await ask("POST", "trainings", { factors: 0 });
  expect(status).toBe(400);
});
