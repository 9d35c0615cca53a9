import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, trainedPlace } from "../../../test/support/cli-run.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";

const ARGV = ["features", "--model", "model.st"];

describe("matinee features", () => {
  test("tells the two kinds of film apart by the strongest feature", async () => {
    const { status, stdout, stderr } = await runMatinee(await trainedPlace(), ...ARGV);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^What it found: 5 of 32 hidden features, \d+ %/u);
    const [low = "", high = ""] = stdout.split("\n").slice(2, 4);
    const kinds = [low, high].map((line) => new Set(line.match(/Noir|Boom/gu)));
    expect(kinds.map((kind) => kind.size)).toEqual([1, 1]);
    expect(kinds[0]).not.toEqual(kinds[1]);
  });

  test("shows as many as asked for, with as many films at each end", async () => {
    const json = await runForJson(await trainedPlace(), ...ARGV, "--count", "2", "--films", "3");
    expect(Object.keys(json)).toEqual(["features", "factors", "model"]);
    const features = json["features"] as Record<string, unknown>[];
    expect(features).toHaveLength(2);
    expect(Object.keys(features[0]!)).toEqual(["feature", "share", "label", "low", "high"]);
    for (const { low, high } of features)
      expect([low, high]).toEqual([expect.any(Array), expect.any(Array)]);
    expect(features[0]!["low"]).toHaveLength(3);
  });

  test.each([
    ["--count", "0"],
    ["--films", "101"],
  ])("refuses %s %s", async (flag, value) => {
    const { status, stderr } = await runMatinee(await trainedPlace(), ...ARGV, flag, value);
    expect(status).toBe(2);
    expect(stderr).toContain(`${flag} must be`);
  });

  test("without --model or --data tells of the model that comes with matinee, in 80 columns", async () => {
    const place = { cwd: temporaryFolder(), columns: 80, env: { NO_COLOR: "1" } };
    const { status, stdout } = await runMatinee(place, "features");
    expect(status).toBe(0);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/Told from the ratings in MovieLens latest small alone\.\n$/u);
  });
});
