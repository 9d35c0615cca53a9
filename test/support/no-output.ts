// Runs before every test file: a test that prints has failed. The library takes its streams and
// callbacks from outside, so whatever reaches the console in a test was forgotten there.
import { format } from "node:util";
import { afterEach, beforeEach, expect, vi } from "vitest";

const METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;
let printed: string[] = [];
let spies: { mockRestore(): void }[] = [];

beforeEach(() => {
  printed = [];
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation((chunk) => {
      printed.push(typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk));
      return true;
    }),
  );
  const methods = METHODS.map((name) =>
    vi.spyOn(console, name).mockImplementation((...values: unknown[]) => {
      printed.push(format(...values));
    }),
  );
  spies = [...streams, ...methods];
});

afterEach(() => {
  for (const spy of spies) spy.mockRestore();
  expect(printed, "a test must print nothing").toEqual([]);
});
