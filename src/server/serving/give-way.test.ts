import { expect, test } from "vitest";
import { givingWay } from "./give-way.ts";

test("long work lets others in between its steps, and gives its result", async () => {
  const heard: string[] = [];
  const wait = (ms: number): void => {
    for (const end = performance.now() + ms; performance.now() < end;);
  };
  function* work(): Generator<void, string> {
    for (let step = 0; step < 3; step++) {
      wait(20);
      heard.push(`step ${step}`);
      yield;
    }
    return "done";
  }
  setImmediate(() => heard.push("a call"));
  expect(await givingWay(work())).toBe("done");
  expect(heard).toEqual(["step 0", "a call", "step 1", "step 2"]);
});
