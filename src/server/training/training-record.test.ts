import { expect, test } from "vitest";
import { StoreError } from "../../core/errors.ts";
import type { LogLine } from "../service.ts";
import { TrainingRecord } from "./training-record.ts";

type Change = Readonly<Record<string, unknown>>;

/** A record in a store that takes, or refuses, what it is told to. */
function recorded() {
  const state = { isDown: false, isRunning: true, now: 1000, ended: 0 };
  const written: Change[] = [];
  const lines: LogLine[] = [];
  const store = {
    updateTraining: async (_id: string, change: Change) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.isDown) throw new StoreError("Cannot write the store: it is away", "unavailable");
      written.push(change);
      return state.isRunning;
    },
  };
  const context = {
    ...{ store, log: (line: LogLine) => lines.push(line), now: () => state.now },
    betweenTriesMs: 20,
  };
  return { state, written, lines, record: new TrainingRecord("t", context, () => state.ended++) };
}

test("what comes while something is being written is gathered, and the newest counts", async () => {
  const { record, written } = recorded();
  record.note({ stage: "reading", progress: 0.1 });
  record.note({ progress: 0.2, ratings: 7 });
  record.note({ progress: 0.3 });
  await record.settled();
  expect(written).toEqual([
    { stage: "reading", progress: 0.1, heardAt: 1000 },
    { progress: 0.3, ratings: 7, heardAt: 1000 },
  ]);
});

test("what an outage keeps from being written is written after it, and the outage is told once", async () => {
  const { record, state, written, lines } = recorded();
  state.isDown = true;
  record.note({ stage: "learning", ratings: 7 });
  await record.settled();
  state.now = 4000;
  record.note({ progress: 0.5 });
  await record.settled();
  expect(record.silentMs()).toBe(3000);
  expect(lines.map(({ event }) => event)).toEqual(["training-not-noted"]);
  state.isDown = false;
  record.note({ progress: 0.6 });
  await record.settled();
  expect(written).toEqual([{ stage: "learning", ratings: 7, progress: 0.6, heardAt: 4000 }]);
  expect(record.silentMs()).toBe(0);
});

test("tells when the store says that the training does not run any more", async () => {
  const { record, state } = recorded();
  state.isRunning = false;
  record.note({});
  await record.settled();
  expect(state.ended).toBe(1);
  expect(await record.insist({ progress: 1 })).toBe(false);
});

test("insists on what must not be forgotten, but not for ever", async () => {
  const { record, state, written } = recorded();
  state.isDown = true;
  await expect(record.insist({ state: "done" }, 1)).rejects.toThrow(StoreError);
  setTimeout(() => (state.isDown = false), 30);
  expect(await record.insist({ state: "done" }, 100)).toBe(true);
  expect(written).toEqual([{ state: "done", heardAt: 1000 }]);
});
