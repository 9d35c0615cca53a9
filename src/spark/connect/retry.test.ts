import { expect, it, onTestFinished, vi } from "vitest";
import { DEFAULT_RETRY, Patience, pause } from "./retry.ts";

it("patience grows to the longest wait, and starts anew after a success", () => {
  const patience = new Patience({ firstWaitMs: 10, growth: 3, longestWaitMs: 50, totalMs: 1e6 });
  for (const least of [10, 30, 50, 50]) {
    const waitMs = patience.afterFailure();
    expect(waitMs).toBeGreaterThanOrEqual(least);
    expect(waitMs).toBeLessThanOrEqual(least * 1.25);
  }
  patience.restore();
  expect(patience.afterFailure()).toBeLessThan(13);
});

it("patience waits as long as the server asks for, but no longer than it has", () => {
  const patience = new Patience({ ...DEFAULT_RETRY, totalMs: 5000 });
  expect(patience.afterFailure(2000)).toBe(2000);
  expect(patience.afterFailure(60_000)).toBeLessThanOrEqual(5000);
});

it("patience ends after its time", () => {
  const patience = new Patience({ ...DEFAULT_RETRY, totalMs: 0 });
  expect(patience.afterFailure()).toBeUndefined();
});

it("patience counts from the begin of the first attempt that fails", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const patience = new Patience({ ...DEFAULT_RETRY, totalMs: 5000 });
  patience.begin();
  vi.advanceTimersByTime(4000);
  patience.restore();
  patience.begin();
  vi.advanceTimersByTime(3000);
  expect(patience.afterFailure(60_000)).toBe(2000);
  patience.begin();
  vi.advanceTimersByTime(2000);
  expect(patience.afterFailure()).toBeUndefined();
});

it("patience never ends with somebody who holds attempts and says nothing, but asks ever more seldom", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const patience = new Patience(DEFAULT_RETRY);
  const waits = Array.from({ length: 4000 }, () => {
    patience.begin();
    vi.advanceTimersByTime(1000);
    return patience.afterNothing(1000);
  });
  expect(waits[0]).toBeLessThan(63);
  expect(new Set(waits.slice(4))).toEqual(new Set([1000]));
  expect(patience.afterNothing(120_000)).toBe(0);
  patience.begin();
  expect(patience.afterFailure()).toBeGreaterThan(0);
  vi.advanceTimersByTime(DEFAULT_RETRY.totalMs);
  expect(patience.afterFailure()).toBeUndefined();
});

it("by default patience lasts ten minutes", () => {
  expect(DEFAULT_RETRY.totalMs).toBe(600_000);
});

it("a pause ends when the signal is set", async () => {
  const controller = new AbortController();
  const paused = pause(60_000, controller.signal);
  controller.abort();
  await expect(paused).resolves.toBeUndefined();
});
