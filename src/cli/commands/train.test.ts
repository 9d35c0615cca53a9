import { appendFile, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";
import { Model } from "../../index.ts";

const ARGV = ["train", "--data", "small", "-o", "model.st"];

describe("matinee train", () => {
  test("writes a model and says what was learned", async () => {
    const place = await smallPlace();
    const { status, stdout } = await runMatinee(place, ...ARGV, "--factors", "8");
    expect(status).toBe(0);
    expect(stdout).toContain("data     the ratings in small\n");
    expect(stdout).toMatch(/1,920 ratings by 80 people of 40 films\n/u);
    expect(stdout).toMatch(/^learned {2}8 hidden features in \d\.\d s$/mu);
    expect(stdout).toMatch(/^epochs {3}\d+, stopped: (?:no longer improving|all epochs done)$/mu);
    expect(stdout).toMatch(/^off by {3}0\.\d{3} stars/mu);
    expect(stdout).toMatch(/^file {5}model\.st \([\d.]+ KiB\)$/mu);
    const model = Model.fromBytes(await readFile(join(place.cwd, "model.st")));
    expect(model.head.factors).toBe(8);
  });

  test("replaces a file and leaves nothing else behind", async () => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "model.st"), "old");
    const before = await readdir(place.cwd);
    await runMatinee(place, ...ARGV);
    expect(await readdir(place.cwd)).toEqual(before);
    expect((await readFile(join(place.cwd, "model.st"))).length).toBeGreaterThan(1000);
  });

  test("--json tells where it is and what it is of", async () => {
    const json = await runForJson(await smallPlace(), ...ARGV, "--seed", "9", "--no-refit");
    expect(json).toMatchObject({
      ...{ file: "model.st", users: 80, movies: 40, ratings: 1920, method: "gradient-descent" },
      options: { seed: 9, refit: false, factors: 32 },
    });
    expect(json["bytes"]).toBeGreaterThan(1000);
    expect(json["heldOutError"]).toBeGreaterThan(0);
  });

  test("counts films with a rating, and says how many ratings were repeated", async () => {
    const place = await smallPlace();
    await appendFile(join(place.cwd, "small/movies.csv"), "99,Unseen (1980),Crime\n");
    const first = (await readFile(join(place.cwd, "small/ratings.csv"), "utf8")).split("\n")[1]!;
    await appendFile(join(place.cwd, "small/ratings.csv"), `${first}\n`);
    const { stdout, stderr } = await runMatinee(place, ...ARGV);
    expect(stdout).toContain("1,920 ratings by 80 people of 40 films\n");
    expect(stderr).toMatch(/^Read 1,920 ratings from .*small \(1 repeated left out\)\n/u);
    expect(await runForJson(place, ...ARGV)).toMatchObject({ movies: 40, superseded: 1 });
  });

  test("the same seed writes the same bytes", async () => {
    const place = await smallPlace();
    await runMatinee(place, ...ARGV);
    await runMatinee(place, "train", "--data", "small", "-o", "again.st");
    const [first, again] = await Promise.all(
      ["model.st", "again.st"].map((name) => readFile(join(place.cwd, name))),
    );
    expect(first!.equals(again!)).toBe(true);
  });
});
