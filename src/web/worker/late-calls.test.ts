import { expect, test } from "vitest";
import type { CoreService } from "./answer-calls.ts";
import { lateCalls } from "./late-calls.ts";

type Calls = Pick<CoreService, "wellKnown" | "hasMovieLens">;

const CONTEXT = { signal: new AbortController().signal, tell: () => undefined };
const CALLS: Calls = {
  wellKnown: ([count]) => [count, CONTEXT] as never,
  hasMovieLens: (_, context) => context === CONTEXT,
};

test("calls are loaded once, at the first of them, and given what they were given", async () => {
  let loads = 0;
  const calls = lateCalls(["wellKnown", "hasMovieLens"], () => {
    loads++;
    return Promise.resolve(CALLS);
  });
  expect(loads).toBe(0);
  expect(await calls.wellKnown([7], CONTEXT)).toEqual([7, CONTEXT]);
  expect(await calls.hasMovieLens([], CONTEXT)).toBe(true);
  expect(loads).toBe(1);
});

test("a script that could not be loaded is asked for again", async () => {
  let loads = 0;
  const calls = lateCalls(["hasMovieLens"], () =>
    ++loads === 1 ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve(CALLS),
  );
  await expect(calls.hasMovieLens([], CONTEXT)).rejects.toThrow("Failed to fetch");
  expect(await calls.hasMovieLens([], CONTEXT)).toBe(true);
});
