import { expect, test, vi } from "vitest";
import { lateCalls } from "./late-calls.ts";

const context = { signal: new AbortController().signal, tell: () => undefined };

test("the code behind calls is loaded once, at the first call", async () => {
  const load = vi.fn<() => Promise<{ hasMovieLens: () => boolean }>>(() =>
    Promise.resolve({ hasMovieLens: () => true }),
  );
  const { hasMovieLens } = lateCalls(["hasMovieLens"], load);
  expect(load).not.toHaveBeenCalled();
  expect(await hasMovieLens([], context)).toBe(true);
  expect(await hasMovieLens([], context)).toBe(true);
  expect(load).toHaveBeenCalledOnce();
});

test("a load that failed is tried again at the next call", async () => {
  const load = vi
    .fn<() => Promise<{ hasMovieLens: () => boolean }>>(() =>
      Promise.resolve({ hasMovieLens: () => true }),
    )
    .mockRejectedValueOnce(new Error("offline"));
  const { hasMovieLens } = lateCalls(["hasMovieLens"], load);
  await expect(hasMovieLens([], context)).rejects.toThrow("offline");
  expect(await hasMovieLens([], context)).toBe(true);
});
