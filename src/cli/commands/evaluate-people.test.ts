import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace } from "../../../test/support/cli-run.ts";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";
import { genreTable } from "../../../test/support/planted-tables.ts";

interface PeopleJson {
  readonly rmse: number;
  readonly coverage80: number;
  readonly width80: number;
  readonly baselines: Record<"filmMean" | "biasOnly", { rmse: number; mae: number }>;
  readonly curve: readonly { given: number; rmse: number; filmMean: number; biasOnly: number }[];
  readonly splits: readonly { name: string; people: number; heldOutRatings: number }[];
}

/** 20 of 120 people have 75 ratings, the others 50. */
async function placeOfMany(): Promise<CliPlace> {
  const place = await smallPlace();
  const { ratings } = genreTable(120, 150, 9000, 1);
  const counts = new Uint32Array(120);
  const lines = Array.from(ratings.value, (stars, n) => {
    const user = ratings.userIndex[n]!;
    const kept = user < 20 || ++counts[user]! <= 50;
    return kept ? `${user + 1},${ratings.movieIndex[n]! + 1},${stars},0\n` : "";
  });
  const movies = Array.from({ length: 150 }, (_, k) => `${k + 1},Film ${k + 1} (1999),Drama\n`);
  await mkdir(join(place.cwd, "many"));
  const header = "userId,movieId,rating,timestamp\n";
  await writeFile(join(place.cwd, "many", "ratings.csv"), header + lines.join(""));
  const head = "movieId,title,genres\n";
  await writeFile(join(place.cwd, "many", "movies.csv"), head + movies.join(""));
  return place;
}

const OF = (protocol: string): string[] => {
  return [
    "evaluate",
    "--data",
    "many",
    "--method",
    "gradient-descent",
    "--factors",
    "6",
    "--protocol",
    protocol,
  ];
};

describe("matinee evaluate --protocol thirty-ratings", () => {
  test("--json has errors, coverage and width, simple rules beside, and every draw", async () => {
    const json = await runForJson(await placeOfMany(), ...OF("thirty-ratings"), "--seed", "3");
    expect(Object.keys(json)).toEqual([
      ...["protocol", "method", "data", "rmse", "mae", "coverage80", "width80", "baselines"],
      ...["rmseSd", "seconds", "splits"],
    ]);
    const { rmse, coverage80, width80, baselines, splits } = json as unknown as PeopleJson;
    expect(rmse).toBeLessThan(baselines.biasOnly.rmse);
    expect(coverage80).toBeGreaterThan(0.6);
    expect(width80).toBeGreaterThan(0.5);
    expect(splits.map(({ name }) => name)).toEqual([3, 4, 5, 6, 7].map((seed) => `seed ${seed}`));
    expect(splits[0]).toMatchObject({ people: 20, heldOutRatings: 20 * 45, given: 30 });
    expect(splits[0]).not.toHaveProperty("predicted");
  });

  test("prints a row a draw, within the terminal", async () => {
    const { status, stdout } = await runMatinee(await placeOfMany(), ...OF("thirty-ratings"));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ +RMSE +MAE +bias only +film mean +in 80 % +width$/mu);
    expect(stdout.match(/^ {2}seed \d +\d\.\d{4} +\d\.\d{4} +\d\.\d{4}/gmu)).toHaveLength(5);
    expect(stdout).toMatch(/^ {2}± SD +0\.\d{4}/mu);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("is refused as data where nobody has 60 ratings", async () => {
    const argv = ["evaluate", "--data", "small", "--protocol", "thirty-ratings"];
    const { status, stderr } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(3);
    expect(stderr).toContain("each must have 60 ratings or more, and nobody has more than 24");
  });

  test("asks a model that was sampled as well", async () => {
    const argv = [
      ...OF("thirty-ratings"),
      "--method",
      "bayesian",
      "--sweeps",
      "6",
      "--factors",
      "2",
    ];
    const json = await runForJson(await placeOfMany(), ...argv);
    expect(json).toMatchObject({ protocol: "thirty-ratings", method: "bayesian" });
    expect(json["rmse"]).toBeLessThan(1.5);
  });
});

describe("matinee evaluate --protocol cold-start", () => {
  test("--json has the curve and the coverage at thirty", async () => {
    const json = await runForJson(await placeOfMany(), ...OF("cold-start"));
    expect(Object.keys(json)).toEqual([
      ...["protocol", "method", "data", "curve", "coverage80", "seconds", "splits"],
    ]);
    const { curve, splits } = json as unknown as PeopleJson;
    expect(curve.map(({ given }) => given)).toEqual([0, 5, 10, 15, 20, 30, 50]);
    expect(Object.keys(curve[0]!)).toEqual([
      "given",
      "rmse",
      "coverage80",
      "width80",
      "filmMean",
      "biasOnly",
    ]);
    expect(curve[6]!.rmse).toBeLessThan(curve[0]!.rmse);
    expect(new Set(curve.map(({ filmMean }) => filmMean)).size).toBe(1);
    expect(splits[0]!.heldOutRatings).toBe(20 * 25);
  });

  test("prints a row a number of ratings given", async () => {
    const { stdout } = await runMatinee(await placeOfMany(), ...OF("cold-start"));
    expect(stdout).toMatch(/^ +given +RMSE/mu);
    expect(stdout.match(/^ +(?:0|5|10|15|20|30|50) +\d\.\d{4}/gmu)).toHaveLength(7);
  });
});
