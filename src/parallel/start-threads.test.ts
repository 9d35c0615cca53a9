import { expect, test } from "vitest";
import { handMadeModel } from "../../test/support/hand-made-model.ts";
import { PICKS_DEFAULTS } from "../core/taste/picks-options.ts";
import { Crew } from "./crew.ts";
import { listsInThreads } from "./lists-in-threads.ts";
import type { Threads } from "./threads.ts";

/** Threads of which the third cannot be started, and how many of those before are stopped. */
function threeThreads(): Threads & { readonly stopped: number } {
  let started = 0;
  let stopped = 0;
  return {
    count: 3,
    start() {
      if (++started === 3) throw new Error("no more threads");
      return { post: () => undefined, stop: () => void stopped++ };
    },
    get stopped() {
      return stopped;
    },
  };
}

test("a thread that cannot be started leaves none behind: a crew of learners", () => {
  const threads = threeThreads();
  expect(() => new Crew(threads, 3)).toThrow("no more threads");
  expect(threads.stopped).toBe(2);
});

test("a thread that cannot be started leaves none behind: lists of people", async () => {
  const threads = threeThreads();
  const people = 500;
  const ratings = {
    rowStart: new Uint32Array(people + 1),
    colIndex: new Uint32Array(0),
    value: new Float32Array(0),
  };
  const model = handMadeModel([{ id: 1, features: [1], count: 3 }]);
  const lists = listsInThreads({ model, ratings, settings: PICKS_DEFAULTS, threads });
  await expect(lists.next()).rejects.toThrow("no more threads");
  expect(threads.stopped).toBe(2);
});
