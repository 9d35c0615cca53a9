import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, trainedPlace } from "../../../test/support/cli-run.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";

const ARGV = ["features", "--model", "model.st"];

describe("matinee features", () => {
  test("names the two kinds of film, and puts one at each end", async () => {
    const { status, stdout, stderr } = await runMatinee(await trainedPlace(), ...ARGV);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^What it found: \d hidden features with a name/u);
    const [, scale = ""] = stdout.split(/^ +\d {2}Action .*\n/mu);
    const lines = scale.split("\n\n")[0]!.split("\n");
    expect(lines[0]).toMatch(/^ +−[01]\.\d\d {2}Noir \d+ · Noir \d+ · Noir \d+$/u);
    expect(lines.at(-1)).toMatch(/^ +\+[01]\.\d\d {2}Boom \d+ · Boom \d+ · Boom \d+$/u);
  });

  test("says how well each name fits, nobody having told it", async () => {
    const { stdout } = await runMatinee(await trainedPlace(), ...ARGV);
    expect(stdout).toContain("Nobody told it about genres");
    expect(stdout).toMatch(/Crime {2}tells it from the rest \d+ times in 10/u);
    expect(stdout).toMatch(/; other starts: r \.?\d/u);
  });

  test("--json has the same keys for all, with or without a name", async () => {
    const place = { cwd: temporaryFolder() };
    const json = await runForJson(place, "features", "--count", "2", "--films", "3");
    expect(Object.keys(json)).toEqual(["features", "factors", "model"]);
    const features = json["features"] as Record<string, unknown>[];
    expect(features.map(({ kind }) => kind)).toEqual(["genre", "genre", "unnamed"]);
    for (const feature of features) {
      expect(Object.keys(feature)).toEqual([
        ...["feature", "name", "kind", "auc", "stability", "share", "low", "high"],
      ]);
      expect(feature["low"]).toHaveLength(3);
      expect(Object.keys((feature["high"] as object[])[0]!)).toEqual([
        ...["movieId", "title", "year", "place"],
      ]);
    }
    expect(features[2]).toMatchObject({ feature: 3, name: null, auc: null });
  });

  test("shows as many as asked for, and tells of the other names in a line", async () => {
    const place = { cwd: temporaryFolder(), columns: 80, env: { NO_COLOR: "1" } };
    const argv = ["features", "--count", "1", "--unnamed", "0"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout.match(/^ {1,2}\d {2}/gmu)).toHaveLength(1);
    expect(stdout).toMatch(/\n\nAlso [^:]+ times in 100?: .*Sci-Fi/su);
  });

  test.each([
    ["--count", "0"],
    ["--unnamed", "7"],
    ["--films", "101"],
  ])("refuses %s %s", async (flag, value) => {
    const { status, stderr } = await runMatinee(await trainedPlace(), ...ARGV, flag, value);
    expect(status).toBe(2);
    expect(stderr).toContain(`${flag} must be`);
  });

  test.each([80, 40])("fits %i columns", async (columns) => {
    const place = { cwd: temporaryFolder(), columns, env: { NO_COLOR: "1" } };
    const { status, stdout } = await runMatinee(place, "features", "--count", "30");
    expect(status).toBe(0);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    expect(stdout.replace(/\s+/gu, " ")).toContain("the ratings in MovieLens latest small alone");
  });
});
