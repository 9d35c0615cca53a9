import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Pace } from "./playback.ts";
import { PACES, Playback, epochMs } from "./playback.ts";
import type { RunNews } from "./run-state.ts";

const NOTHING = new Float32Array(0);
const SHOWN = { x: NOTHING, y: NOTHING, vectors: NOTHING, watched: [] };
const START: RunNews = { kind: "start", watched: [] };
const END: RunNews = { kind: "result", result: { seconds: 0.1, picks: [] } };

function epoch(number: number): RunNews {
  const [trainError, heldOutError] = [1, 1];
  return { kind: "epoch", epoch: number, epochs: 30, trainError, heldOutError, shown: SHOWN };
}

/** A playback, and what it has shown, batch by batch. */
function play(pace: Pace): { playback: Playback; batches: (string | number)[][] } {
  const batches: (string | number)[][] = [];
  const playback = new Playback(pace, (news) =>
    batches.push(news.map((one) => (one.kind === "epoch" ? one.epoch : one.kind))),
  );
  return { playback, batches };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("playback", () => {
  test("shows the first news at once, and each epoch as long as the pace says", () => {
    const { playback, batches } = play("slow");
    playback.push(START);
    for (const number of [1, 2, 3]) playback.push(epoch(number));
    expect(batches).toEqual([["start"]]);
    vi.advanceTimersByTime(100);
    expect(batches).toEqual([["start"], [1]]);
    vi.advanceTimersByTime(epochMs("slow"));
    expect(batches).toEqual([["start"], [1], [2]]);
    vi.advanceTimersByTime(10_000);
    expect(batches).toEqual([["start"], [1], [2], [3]]);
  });

  test("stays longer with the random numbers", () => {
    const { playback, batches } = play("slow");
    for (const number of [0, 1]) playback.push(epoch(number));
    vi.advanceTimersByTime(2 * epochMs("slow"));
    expect(batches).toEqual([[0]]);
    vi.advanceTimersByTime(2 * epochMs("slow"));
    expect(batches).toEqual([[0], [1]]);
  });

  test.each(PACES)("shows everything in order and never 15 times a second when %s", (pace) => {
    const { playback, batches } = play(pace);
    const all = [START, ...Array.from({ length: 30 }, (_, k) => epoch(k)), END];
    for (const news of all) playback.push(news);
    let most = 0;
    for (let second = 0; second < 30; second++) {
      const before = batches.length;
      vi.advanceTimersByTime(1000);
      most = Math.max(most, batches.length - before);
    }
    expect(batches.flat()).toEqual(["start", ...Array.from({ length: 30 }, (_, k) => k), "result"]);
    expect(most).toBeLessThanOrEqual(15);
  });

  test("is faster when fast, and takes no time of its own at once", () => {
    expect(epochMs("fast")).toBeLessThan(epochMs("slow") / 2);
    const { playback, batches } = play("at once");
    playback.push(START);
    for (let number = 0; number < 30; number++) playback.push(epoch(number));
    vi.advanceTimersByTime(100);
    expect(batches.flat()).toHaveLength(31);
  });

  test("keeps news while it is paused", () => {
    const { playback, batches } = play("fast");
    playback.push(epoch(1));
    playback.pause();
    playback.push(epoch(2));
    vi.advanceTimersByTime(10_000);
    expect(batches).toEqual([[1]]);
    playback.resume();
    expect(batches).toEqual([[1], [2]]);
  });

  test("takes another pace from the next news on", () => {
    const { playback, batches } = play("slow");
    for (const number of [1, 2, 3, 4]) playback.push(epoch(number));
    playback.setPace("at once");
    vi.advanceTimersByTime(epochMs("slow"));
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  test("shows nothing after its end", () => {
    const { playback, batches } = play("slow");
    for (const number of [1, 2]) playback.push(epoch(number));
    playback.end();
    playback.push(epoch(3));
    vi.advanceTimersByTime(10_000);
    expect(batches).toEqual([[1]]);
  });
});
