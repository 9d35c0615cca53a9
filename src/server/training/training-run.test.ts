import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { StoreError } from "../../core/errors.ts";
import type { LogLine } from "../service.ts";
import type { TrainJob } from "./train-messages.ts";
import type { TrainingChange } from "./training-record.ts";
import type { Promotion, RunContext } from "./training-run.ts";
import { TrainingRun } from "./training-run.ts";

/** Learns nothing, and stores nothing, at once. */
const PROCESS = `process.on("message", ({ kind }) => {
  process.send(kind === "train" ? { kind: "learned" } : { kind: "stored", offScale: 0 });
  if (kind !== "train") process.disconnect();
});`;
const JOB = { version: "v1" } as TrainJob;

/** How a store answers that a training is done. */
type Done = (isRunning: () => boolean) => Promise<boolean>;

const taken: Done = (isRunning) => Promise.resolve(isRunning());

/** A run in a store that holds its training alone; with what happened, in turn. */
function runIn(done: Done, promotion?: Promotion) {
  const path = join(temporaryFolder(), "process.mjs");
  writeFileSync(path, PROCESS);
  const happened: string[] = [];
  const lines: LogLine[] = [];
  const row: TrainingChange & { isRunning: boolean; beats: number } = { isRunning: true, beats: 0 };
  const store: RunContext["store"] = {
    async updateTraining(_id, change) {
      const take = (): boolean => {
        if (!row.isRunning) return false;
        Object.assign(row, change, { isRunning: change.state === undefined });
        return true;
      };
      if (change.state === undefined) {
        row.beats++;
        return take();
      }
      happened.push(change.state);
      return await (change.state === "done" ? done(take) : Promise.resolve(take()));
    },
    training: async () => await Promise.resolve(row as never),
    async deleteModel(version) {
      happened.push(`${version} deleted`);
      return await Promise.resolve("deleted");
    },
  };
  const run = new TrainingRun("t", JOB, {
    ...{ store, now: Date.now, module: pathToFileURL(path), heartbeatMs: 5, betweenTriesMs: 5 },
    ...{ log: (line) => void lines.push(line), promotion },
  });
  return { run, row, happened, lines };
}

function promotionIn(happened: () => string[]): Promotion {
  const note = (what: string) => async (version: string) => {
    await Promise.resolve();
    happened().push(`${version} ${what}`);
  };
  return { prepare: note("ready"), promote: note("served") };
}

test("a model is served once the store has its training as done", async () => {
  const made: ReturnType<typeof runIn> = runIn(
    taken,
    promotionIn(() => made.happened),
  );
  await made.run.ended;
  expect(made.happened).toEqual(["v1 ready", "done", "v1 served"]);
  expect(made.row).toMatchObject({ state: "done", model: "v1", error: null });
});

test("of a training that another server gave up at the last moment nothing is kept or served", async () => {
  const made: ReturnType<typeof runIn> = runIn(
    async () => {
      Object.assign(made.row, { state: "interrupted" });
      return await Promise.resolve(false);
    },
    promotionIn(() => made.happened),
  );
  await made.run.ended;
  expect(made.happened).toEqual(["v1 ready", "done", "v1 deleted"]);
  expect(made.row.state).toBe("interrupted");
  expect(made.lines.at(-1)).toMatchObject({ event: "training-ended", state: "interrupted" });
});

test("a store that took it and could not say so in an outage is believed afterwards", async () => {
  let tries = 0;
  const made: ReturnType<typeof runIn> = runIn(
    async (take) => {
      const isTaken = take();
      if (tries++ === 0) throw new StoreError("Cannot write the store: it is away", "unavailable");
      return await Promise.resolve(isTaken);
    },
    promotionIn(() => made.happened),
  );
  await made.run.ended;
  expect(made.happened).toEqual(["v1 ready", "done", "done", "v1 served"]);
});

test("the store hears that somebody is at it until it is recorded, and not afterwards", async () => {
  let before = 0;
  const made: ReturnType<typeof runIn> = runIn(taken, {
    async prepare() {
      before = made.row.beats;
      await expect.poll(() => made.row.beats, { interval: 5 }).toBeGreaterThan(before + 2);
    },
    promote: async () => await wait(30),
  });
  await made.run.ended;
  const { beats } = made.row;
  await wait(30);
  expect(made.row.beats).toBe(beats);
  expect(made.lines.map(({ state }) => state)).toEqual(["done"]);
});

test("a model that cannot be read is kept, not served, and the training says why", async () => {
  const { run, row, happened } = runIn(taken, {
    prepare: () => Promise.reject(new Error("it is damaged")),
    promote: () => Promise.reject(new Error("not to be asked for")),
  });
  await run.ended;
  expect(happened).toEqual(["done"]);
  expect(row.error).toBe("The model is stored, but could not be served: it is damaged");
});

test("one that cannot be promoted after all is told in the log", async () => {
  const { run, row, lines } = runIn(taken, {
    prepare: () => Promise.resolve(),
    promote: () => Promise.reject(new Error("the store is away")),
  });
  await run.ended;
  expect(row).toMatchObject({ state: "done", error: null });
  expect(lines).toEqual([
    {
      ...{ level: "error", event: "training-ended", training: "t", state: "done" },
      reason: "The model is stored, but could not be served: the store is away",
    },
  ]);
});
