import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";

interface EvaluationJson {
  readonly rmse: number;
  readonly rmseSd?: number;
  readonly coverage80: number;
  readonly baselines: Record<"filmMean" | "biasOnly", { rmse: number; mae: number }>;
  readonly splits: readonly { name: string; rmse: number; testRatings: number }[];
}

describe("matinee evaluate", () => {
  test("shows five draws, their mean and spread, and rules that know no taste beside", async () => {
    const { status, stdout } = await runMatinee(await smallPlace(), "evaluate", "--data", "small");
    expect(status).toBe(0);
    expect(stdout).toContain("random-90-10 on the ratings in small");
    expect(stdout).toMatch(/^ +RMSE +MAE +bias only +film mean +in 80 % +epochs +seconds$/mu);
    expect(stdout.match(/^ {2}seed \d +0\.\d{4} +0\.\d{4} +1\.\d{4}/gmu)).toHaveLength(5);
    expect(stdout).toMatch(/^ {2}mean +0\.\d{4}/mu);
    expect(stdout).toMatch(/^ {2}± SD +0\.\d{4}/mu);
    expect(stdout).toMatch(/off by 0\.\d\d stars/u);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("--json has the keys of the contract", async () => {
    const place = await smallPlace();
    const json = await runForJson(place, "evaluate", "--data", "small");
    expect(Object.keys(json)).toEqual([
      ...["protocol", "method", "data", "rmse", "rmseSd", "mae", "coverage80", "seconds"],
      ...["baselines", "splits"],
    ]);
    expect(json).toMatchObject({ protocol: "random-90-10", method: "gradient-descent" });
    const { rmse, baselines, splits } = json as unknown as EvaluationJson;
    expect(rmse).toBeLessThan(baselines.biasOnly.rmse);
    expect(baselines.filmMean.mae).toBeGreaterThan(0);
    expect(splits.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5].map((seed) => `seed ${seed}`));
    expect(splits[0]!.testRatings).toBe(192);
  });

  test("--test-share hides that share, under a name that tells it", async () => {
    const argv = ["evaluate", "--data", "small", "--test-share", "0.25", "--seed", "7"];
    const json = await runForJson(await smallPlace(), ...argv);
    expect(json["protocol"]).toBe("random-75-25");
    const { splits } = json as unknown as EvaluationJson;
    expect(splits.map(({ testRatings }) => testRatings)).toEqual([480, 480, 480, 480, 480]);
    expect(splits[0]!.name).toBe("seed 7");
  });
});
