import { describe, expect, test } from "vitest";
import type { FeaturesShown, LearnResult } from "../messages.ts";
import type { RunNews, RunState } from "./run-state.ts";
import { bestRow, hasSeenAll, heard, newRun, overfits } from "./run-state.ts";

const SETTINGS = { factors: 10, weightDecay: true, seed: 1 };
const ORIGIN = { source: { kind: "made up" } as const, rated: 0 };
const NOTHING = new Float32Array(0);
const SHOWN: FeaturesShown = { x: NOTHING, y: NOTHING, vectors: NOTHING, watched: [3] };
const LATER: FeaturesShown = { ...SHOWN, watched: [4] };
const RESULT: LearnResult = { seconds: 0.2, picks: [] };

function epoch(number: number, heldOutError: number, trainError = heldOutError): RunNews {
  return { kind: "epoch", epoch: number, epochs: 30, trainError, heldOutError, shown: SHOWN };
}

function after(...news: readonly RunNews[]): RunState {
  return news.reduce(heard, newRun(SETTINGS, ORIGIN));
}

describe("a run", () => {
  test("knows nothing at first but what was chosen", () => {
    expect(newRun(SETTINGS, ORIGIN)).toMatchObject({ settings: SETTINGS, rows: [], films: [] });
  });

  test("gathers epochs, and is left as it was by news", () => {
    const first = after(epoch(0, 1.1));
    const second = heard(first, epoch(1, 0.9));
    expect(second.rows.map((row) => row.epoch)).toEqual([0, 1]);
    expect(first.rows).toHaveLength(1);
  });

  test("shows what was learned first until it was learned once more", () => {
    const refit = { kind: "refit", epochs: 2, trainError: 0.8 } as const;
    const stopped: RunNews = { kind: "stopped", reason: "no longer improving", bestEpoch: 1 };
    const first = after(epoch(1, 0.9), stopped, { ...refit, epoch: 1, shown: undefined });
    expect(first).toMatchObject({ shown: SHOWN, shownEpoch: 1 });
    expect(hasSeenAll(first)).toBe(false);
    const last = heard(first, { ...refit, epoch: 2, shown: LATER });
    expect(last).toMatchObject({ shown: LATER, shownEpoch: 2, refit: { epoch: 2, epochs: 2 } });
    expect(hasSeenAll(last)).toBe(true);
  });

  test("picks until it has its result", () => {
    const picking = after({ kind: "picks", sweep: 1, sweeps: 15 });
    expect(picking.isPicking).toBe(true);
    expect(heard(picking, { kind: "result", result: RESULT })).toMatchObject({
      isPicking: false,
      result: RESULT,
    });
  });

  test("tells of data before its films are placed", () => {
    const film = { movieId: 1, title: "Heat", year: 1995, genres: [], isOwn: false };
    const data = { title: "x", users: 1, movies: 1, ratings: 1, own: 0, isMadeUp: false };
    const run = after(
      { kind: "reading", ratings: 100_000 },
      { kind: "data", data, films: [film], landmarks: [0] },
    );
    expect(run).toMatchObject({ reading: 100_000, data, films: [film], landmarks: [0] });
    expect(run.shown).toBeUndefined();
  });
});

describe("overfitting", () => {
  test("is a held-out error that has risen by more than noise", () => {
    expect(overfits(after(epoch(1, 0.95), epoch(2, 0.92), epoch(3, 0.96)))).toBe(true);
    expect(overfits(after(epoch(1, 0.95), epoch(2, 0.92), epoch(3, 0.923)))).toBe(false);
    expect(overfits(after(epoch(1, 0.95), epoch(2, 0.92)))).toBe(false);
  });

  test("cannot be seen where nothing is held out, or before the first epoch", () => {
    expect(overfits(after(epoch(1, NaN), epoch(2, NaN)))).toBe(false);
    expect(overfits(after())).toBe(false);
  });
});

describe("the best row", () => {
  test("is the last one while it goes on, then that of the best epoch", () => {
    const run = after(epoch(0, 1.1), epoch(1, 0.9), epoch(2, 0.95));
    expect(bestRow(run)?.epoch).toBe(2);
    const stopped = heard(run, { kind: "stopped", reason: "no longer improving", bestEpoch: 1 });
    expect(bestRow(stopped)?.epoch).toBe(1);
    expect(bestRow(after())).toBeUndefined();
  });
});
