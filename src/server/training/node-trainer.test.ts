import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { RatedStore } from "../../../test/support/rated-store.ts";
import { PERSON_MARK, openedStore, ratedStore } from "../../../test/support/rated-store.ts";
import { smallModel } from "../../../test/support/small-models.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { isAlive, toldIn, toldModule } from "../../../test/support/told-process.ts";
import type { Model } from "../../core/model/model.ts";
import type { LogLine, ModelHost, Trainer } from "../service.ts";
import { openModelHost } from "../serving/model-host.ts";
import { TRAIN_PROCESS } from "../train-process-url.ts";
import type { TrainerOptions } from "./node-trainer.ts";
import { openTrainer } from "./node-trainer.ts";

// The processes run dist/, as in production: build first.
const base = { version: "base", model: await smallModel() };
const QUICK = { method: "gradient-descent", factors: 4 } as const;
/** Nothing that ends within a test. */
const LONG = { method: "bayesian", factors: 200 } as const;
const lines: LogLine[] = [];
const log = (line: LogLine): void => void lines.push(line);

interface Server {
  readonly models: ModelHost;
  readonly trainer: Trainer;
}

async function serverOf(
  { store, address: storeAddress }: Pick<RatedStore, "store" | "address">,
  options: Partial<TrainerOptions> = {},
): Promise<Server> {
  const models = await openModelHost({ store, base, log, pollMs: 60_000 });
  const trainer = openTrainer({ store, storeAddress, models, log, heartbeatMs: 50, ...options });
  onTestFinished(async () => {
    await trainer.close();
    models.close();
  });
  return { models, trainer };
}

async function ended(trainer: Trainer, id: string): ReturnType<Trainer["get"]> {
  await expect
    .poll(async () => (await trainer.get(id)).state, { interval: 20 })
    .not.toBe("running");
  return await trainer.get(id);
}

test("learns from what is stored, tells how far it is, and answers with a model that holds nobody's id", async () => {
  const rated = await ratedStore();
  const folder = temporaryFolder();
  const { models, trainer } = await serverOf(rated, { module: toldModule(folder, TRAIN_PROCESS) });
  const started = await trainer.start({ ...QUICK, seed: 3, promote: true });
  expect(started).toMatchObject({ state: "running", stage: "reading", progress: 0, endedAt: null });
  const stages = new Set<string>();
  for (;;) {
    const { state, stage } = await trainer.get(started.trainingId);
    stages.add(stage);
    if (state !== "running") break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const done = await trainer.get(started.trainingId);
  expect(done).toMatchObject({
    state: "done",
    stage: "ended",
    error: null,
    ratings: rated.ratings,
  });
  expect(done.model).toMatch(/^\d{8}-\d{6}-[a-z2-9]{4}$/u);
  expect(
    [...stages].filter((stage) => ["learning", "picks", "storing"].includes(stage)),
  ).not.toEqual([]);
  const { version, model } = models.current;
  expect(version).toBe(done.model);
  const { data, users, method, ratings } = model.provenance;
  expect({ data, users, method, ratings }).toEqual({
    ...{ data: "stored ratings", users: 80, method: QUICK.method, ratings: rated.ratings },
  });
  expect(model.provenance.options).toMatchObject({ factors: 4, seed: 3 });
  // What the model before knew of a movie is kept: the id 7, which is stored as "7", and its title.
  expect(model.catalogue.at(model.catalogue.indexOf(7))).toEqual(
    base.model.catalogue.at(base.model.catalogue.indexOf(7)),
  );
  expect(model.catalogue.at(models.current.rowOf("60"))).toMatchObject({ id: "60", title: "60" });
  expect(model.taste([{ movieId: 7, rating: 5 }]).picks().length).toBeGreaterThan(0);
  const bytes = Buffer.from((await rated.store.modelBytes(version))!);
  expect(bytes.includes("stored ratings")).toBe(true);
  expect(bytes.includes(PERSON_MARK)).toBe(false);
  // The address, which may hold a password, comes from the server and from nowhere else.
  const { argv, env } = await toldIn(folder);
  expect(argv.length).toBeGreaterThan(1);
  expect(JSON.stringify([argv, env])).not.toContain(rated.address);
});

test("without promote, the model is there and another one answers", async () => {
  const { store, ...rated } = await ratedStore();
  const { models, trainer } = await serverOf({ store, ...rated });
  const { trainingId } = await trainer.start({ method: "weighted-als", factors: 4 });
  const { model } = await ended(trainer, trainingId);
  expect(models.current).toBe(models.base);
  expect((await store.models()).map(({ version }) => version)).toEqual([model]);
});

test("ends sampling when its time is over, with a model", async () => {
  const { trainer } = await serverOf(await ratedStore());
  const { trainingId } = await trainer.start({ ...LONG, factors: 24, timeLimitSeconds: 1 });
  expect(await ended(trainer, trainingId)).toMatchObject({ state: "done", error: null });
});

test.each([[0], [19]])("%i ratings are too few to learn from", async (ratings) => {
  const { trainer } = await serverOf(await ratedStore(ratings));
  await expect(trainer.start({})).rejects.toMatchObject({ code: "nothing-to-train-on" });
  expect(await trainer.list()).toEqual([]);
});

test("from a store in the server's memory no other process can learn", async () => {
  const { store } = await ratedStore();
  const { trainer } = await serverOf({ store, address: ":memory:" });
  const refused = { code: "nothing-to-train-on", message: expect.stringMatching(/memory/u) };
  await expect(trainer.start({})).rejects.toMatchObject(refused);
});

test("of servers that begin at once, one learns", async () => {
  const rated = await ratedStore();
  const other = { ...rated, store: await openedStore(rated.address) };
  const trainers = [await serverOf(rated), await serverOf(other)].map(({ trainer }) => trainer);
  const begun = await Promise.allSettled(trainers.map((trainer) => trainer.start(LONG)));
  const refused = begun.filter(({ status }) => status === "rejected");
  expect(refused).toEqual([
    { status: "rejected", reason: expect.objectContaining({ code: "training-running" }) },
  ]);
  const lists = await Promise.all(trainers.map((trainer) => trainer.list()));
  expect(lists[0]).toHaveLength(1);
  expect(lists[1]).toEqual(lists[0]);
});

test("a process that is killed has failed, says so, and leaves the place to the next", async () => {
  const rated = await ratedStore();
  const folder = temporaryFolder();
  const { trainer } = await serverOf(rated, { module: toldModule(folder, TRAIN_PROCESS) });
  const { trainingId } = await trainer.start(LONG);
  process.kill((await toldIn(folder)).pid, "SIGKILL");
  expect(await ended(trainer, trainingId)).toMatchObject({
    ...{ state: "failed", stage: "ended", model: null },
    error: "Cannot finish training: the process that was learning ended: it was ended by SIGKILL",
  });
  expect(await rated.store.models()).toEqual([]);
  const next = await trainer.start(QUICK);
  expect(next.state).toBe("running");
  await trainer.cancel(next.trainingId);
});

test("a process that cannot run has failed, and says why", async () => {
  const rated = await ratedStore();
  const module = new URL("./no-such-module.js", TRAIN_PROCESS);
  const { trainer } = await serverOf(rated, { module });
  const { trainingId } = await trainer.start(QUICK);
  const { state, error } = await ended(trainer, trainingId);
  expect({ state, error }).toMatchObject({
    ...{ state: "failed", error: expect.stringMatching(/status 1: Error.*no-such-module/u) },
  });
});

test("where no process can be started at all, the training has failed", async () => {
  const { trainer } = await serverOf(await ratedStore(), { module: new URL("none:") });
  expect(await trainer.start(QUICK)).toMatchObject({
    ...{ state: "failed", error: expect.stringMatching(/^Cannot start training: /u) },
  });
  expect((await trainer.list()).map(({ state }) => state)).toEqual(["failed"]);
});

test("a training that another server gave up while its model was being stored leaves none", async () => {
  const rated = await ratedStore();
  const path = join(temporaryFolder(), "interrupted.mjs");
  writeFileSync(path, aProcessInterruptedWhileStoring(await smallModel(4)));
  const { models, trainer } = await serverOf(rated, { module: pathToFileURL(path) });
  lines.length = 0;
  const { trainingId } = await trainer.start({ ...QUICK, promote: true });
  await expect.poll(() => lines.map(({ event }) => event)).toContain("training-ended");
  expect((await trainer.get(trainingId)).state).toBe("cancelled");
  expect(await rated.store.models()).toEqual([]);
  expect(models.current).toBe(models.base);
});

test("a process that cannot open the store has failed, and says why", async () => {
  const { store } = await ratedStore();
  const { trainer } = await serverOf({ store, address: `${temporaryFolder()}/none/store.sqlite` });
  const { trainingId } = await trainer.start(QUICK);
  const { state, error } = await ended(trainer, trainingId);
  expect(state).toBe("failed");
  expect(error).not.toContain("the process that was learning ended");
});

test("one that is cancelled ends at once, and leaves no model", async () => {
  const rated = await ratedStore();
  const folder = temporaryFolder();
  const { trainer } = await serverOf(rated, { module: toldModule(folder, TRAIN_PROCESS) });
  const { trainingId } = await trainer.start(LONG);
  const { pid } = await toldIn(folder);
  await trainer.cancel(trainingId);
  expect(isAlive(pid)).toBe(false);
  const { state, error, model, endedAt } = await trainer.get(trainingId);
  expect({ state, error, model }).toEqual({ state: "cancelled", error: null, model: null });
  expect(endedAt).not.toBeNull();
  await expect(trainer.cancel(trainingId)).rejects.toMatchObject({ code: "training-ended" });
  await expect(trainer.cancel("nobody")).rejects.toMatchObject({ code: "training-unknown" });
});

test("one of another server is cancelled too: its process ends at the next heartbeat", async () => {
  const rated = await ratedStore();
  const folder = temporaryFolder();
  const own = await serverOf(rated, { module: toldModule(folder, TRAIN_PROCESS) });
  const other = await serverOf({ ...rated, store: await openedStore(rated.address) });
  const { trainingId } = await own.trainer.start(LONG);
  const { pid } = await toldIn(folder);
  await other.trainer.cancel(trainingId);
  expect((await other.trainer.get(trainingId)).state).toBe("cancelled");
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect((await own.trainer.get(trainingId)).state).toBe("cancelled");
});

test("a server that ends takes its training with it", async () => {
  const rated = await ratedStore();
  const folder = temporaryFolder();
  const { trainer } = await serverOf(rated, { module: toldModule(folder, TRAIN_PROCESS) });
  const { trainingId } = await trainer.start(LONG);
  const { pid } = await toldIn(folder);
  await trainer.close();
  expect(isAlive(pid)).toBe(false);
  expect((await trainer.get(trainingId)).state).toBe("interrupted");
  await expect(trainer.start(QUICK)).rejects.toMatchObject({ code: "stopping" });
});

test("a server that is killed takes its training with it; others see it once nobody is heard of", async () => {
  const rated = await ratedStore();
  const folder = temporaryFolder();
  const module = toldModule(folder, TRAIN_PROCESS);
  const server = spawn(
    process.execPath,
    ["--input-type=module", "--eval", aServer(rated.address, module)],
    { stdio: "ignore" },
  );
  onTestFinished(() => void server.kill("SIGKILL"));
  const { pid } = await toldIn(folder);
  await expect.poll(async () => (await rated.store.trainings(0))[0]?.stage).toBe("learning");
  server.kill("SIGKILL");
  await once(server, "exit");
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect(await rated.store.models()).toEqual([]);
  const { trainer } = await serverOf(rated);
  await expect(trainer.start(QUICK)).rejects.toMatchObject({ code: "training-running" });
  const later = await serverOf(rated, { now: () => Date.now() + 16_000 });
  expect((await later.trainer.list()).map(({ state }) => state)).toEqual(["interrupted"]);
});

/** Cancels its training, stores a model nevertheless, and says so. */
function aProcessInterruptedWhileStoring(model: Model): string {
  return `
    import { openStore } from ${from("../../store/open-store.js")};
    let job;
    process.on("message", async (order) => {
      if (order.kind === "train") {
        job = order.job;
        process.send({ kind: "learned" });
        return;
      }
      const store = await openStore(job.storeAddress);
      const [{ id }] = await store.trainings(0);
      await store.updateTraining(id, { state: "cancelled" });
      const bytes = Buffer.from(${JSON.stringify(Buffer.from(model.toBytes()).toString("base64"))}, "base64");
      await store.addModel({ version: job.version, createdAt: 1, provenance: "{}" }, bytes);
      await store.close();
      process.send({ kind: "stored", offScale: 0 });
      process.disconnect();
    });
  `;
}

/** A module of the build, as text of a program. */
function from(path: string): string {
  return JSON.stringify(new URL(path, TRAIN_PROCESS).href);
}

/** A program that trains, and does nothing else. */
function aServer(address: string, module: URL): string {
  return `
    import { synthesize, train } from ${from("../../index.js")};
    import { openStore } from ${from("../../store/open-store.js")};
    import { openModelHost } from ${from("../serving/model-host.js")};
    import { openTrainer } from ${from("./node-trainer.js")};
    const model = await train(synthesize({ users: 20, movies: 20, ratings: 200 }), { method: "gradient-descent", factors: 2, epochs: 1 });
    const storeAddress = ${JSON.stringify(address)};
    const store = await openStore(storeAddress);
    const log = () => undefined;
    const models = await openModelHost({ store, base: { version: "base", model }, log });
    const module = new URL(${JSON.stringify(module.href)});
    await openTrainer({ store, storeAddress, models, log, module }).start(${JSON.stringify(LONG)});
    setInterval(() => undefined, 1000);
  `;
}
