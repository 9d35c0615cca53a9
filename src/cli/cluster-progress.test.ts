import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { ServerProgress } from "../spark/connect/session.ts";
import { ClusterProgress } from "./cluster-progress.ts";

const REPORT: ServerProgress = {
  ...{ step: "fit hidden features to all ratings", stagesDone: 141, stages: 142 },
  ...{ tasksDone: 1040, tasks: 2000, running: 16 },
};

/** Turns a clock to so many seconds. */
function clock(): (seconds: number) => void {
  let now = 0;
  const spy = vi.spyOn(performance, "now").mockImplementation(() => now);
  onTestFinished(() => spy.mockRestore());
  return (seconds) => void (now = seconds * 1000);
}

describe("progress of a cluster", () => {
  test("tells the step, how long it has taken, and tasks of its stages, in 80 columns", () => {
    const turn = clock();
    const progress = new ClusterProgress("sc://cluster:15002");
    progress.hear({ ...REPORT, step: "remove biases" });
    turn(100);
    progress.hear(REPORT);
    expect(progress.text()).toBe(
      "fit hidden features to all ratings  stage 142: 1,040 of 2,000 tasks",
    );
    turn(100 + 740);
    progress.hear({ ...REPORT, tasksDone: 1041 });
    const text = "fit hidden features to all ratings, 12 min 20 s  stage 142: 1,041 of 2,000 tasks";
    expect(progress.text()).toBe(text);
    expect(text.length).toBeLessThanOrEqual(80);
    expect(progress.seconds()).toBe(840);
  });

  test("says what it waits for before anything is heard", () => {
    expect(new ClusterProgress("sc://cluster:15002").text()).toBe(
      "connecting to sc://cluster:15002",
    );
  });

  test("says that it waits where no stage has begun", () => {
    const turn = clock();
    const progress = new ClusterProgress("sc://cluster:15002");
    progress.hear({ ...REPORT, step: "read the ratings", stages: 0, tasksDone: 0, tasks: 0 });
    turn(5);
    expect(progress.text()).toBe("read the ratings, 5.0 s  waiting for the cluster");
  });
});
