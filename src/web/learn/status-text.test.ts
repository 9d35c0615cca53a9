import { describe, expect, test } from "vitest";
import type { RunState } from "./run-state.ts";
import { newRun } from "./run-state.ts";
import { spokenText, statusText, whyText } from "./status-text.ts";

const RUN = newRun(
  { factors: 10, weightDecay: true, seed: 1 },
  { source: { kind: "made up" }, rated: 0 },
);

function rows(...errors: readonly number[]): Pick<RunState, "rows"> {
  return {
    rows: errors.map((heldOutError, epoch) => ({
      epoch,
      trainError: 1 - epoch / 10,
      heldOutError,
    })),
  };
}

const STOPPED: RunState = {
  ...RUN,
  ...rows(1.1, 0.95, 0.9, 0.9),
  stop: { reason: "no longer improving", bestEpoch: 2 },
};
const OVERFITTED: RunState = {
  ...RUN,
  ...rows(1.1, 0.9, 0.95, 1.05),
  stop: { reason: "no longer improving", bestEpoch: 1 },
};
const DONE: RunState = { ...STOPPED, result: { seconds: 0.134, picks: [] } };

describe("where a run stands", () => {
  test.each<[string, RunState | undefined, RegExp]>([
    ["before the first run", undefined, /press play/u],
    ["before the data are there", RUN, /^Reading the ratings\.$/u],
    ["while many are read", { ...RUN, reading: 300_000 }, /300,000 so far/u],
    [
      "at the random start",
      { ...RUN, ...rows(1.13) },
      /^Epoch 0, random numbers: off by 1\.00 ★ on the ratings it learns from, by 1\.13 ★ on those held out\.$/u,
    ],
    ["after an epoch", { ...RUN, ...rows(1.13, 0.95) }, /^Epoch 1: off by 0\.90 ★/u],
    ["where nothing is held out", { ...RUN, ...rows(NaN) }, /learns from\.$/u],
    ["when it stops gaining", STOPPED, /after epoch 3: diminishing returns/u],
    [
      "when it has its last epoch",
      { ...STOPPED, stop: { reason: "all epochs done", bestEpoch: 3 } },
      /the last it may take/u,
    ],
    [
      "when it has overfitted",
      OVERFITTED,
      /since epoch 1 it has only learned its ratings by heart/u,
    ],
    [
      "while it learns once more",
      { ...STOPPED, refit: { epoch: 1, epochs: 2 } },
      /Once more, .* epoch 1 of 2/u,
    ],
    ["while it looks for picks", { ...STOPPED, isPicking: true }, /what to pick/u],
    ["at its end", DONE, /diminishing returns\. Off by 0\.90 ★ on ratings it had not seen\.$/u],
  ])("%s", (_, run, text) => {
    expect(statusText(run, "playing")).toMatch(text);
  });

  test("says whose doing it is that it stands still", () => {
    const run = { ...RUN, ...rows(1.13, 0.95) };
    expect(statusText(run, "paused")).toMatch(/^Paused\. Epoch 1/u);
    expect(statusText(run, "stopped")).toMatch(/^You stopped it\. Epoch 1/u);
    expect(statusText(run, "failed")).toMatch(/^The run could not go on\. Choose/u);
  });
});

test.each<[string, RunState, RegExp]>([
  ["it gained too little", DONE, /thousandth of a star\. Learning took 0\.13 seconds\.$/u],
  ["it has overfitted", { ...OVERFITTED, result: DONE.result }, /worse on the ratings it has not/u],
  [
    "it had its last epoch",
    { ...DONE, stop: { reason: "all epochs done", bestEpoch: 3 } },
    /too small to matter/u,
  ],
])("at its end it is told that %s", (_, run, text) => {
  expect(whyText(run)).toMatch(text);
});

describe("what is said aloud", () => {
  test("is the turns of the story, not each epoch", () => {
    const said = [rows(1.1), rows(1.1, 1), rows(1.1, 1, 0.9)].map((part) =>
      spokenText({ ...RUN, ...part }, "playing"),
    );
    expect(new Set(said)).toEqual(new Set(["Learning."]));
    const refit = [1, 2].map((epoch) =>
      spokenText({ ...STOPPED, refit: { epoch, epochs: 2 } }, "playing"),
    );
    expect(refit[0]).toContain("diminishing returns");
    expect(refit[1]).toBe(refit[0]);
    expect(spokenText(DONE, "done")).toBe(statusText(DONE, "done"));
    expect(spokenText(STOPPED, "stopped")).toContain("You stopped it.");
  });

  test("is nothing before a run, and nothing besides a failure", () => {
    expect(spokenText(undefined, "idle")).toBe("");
    expect(spokenText(RUN, "playing")).toBe("");
    expect(spokenText(RUN, "failed")).toBe("");
  });
});
