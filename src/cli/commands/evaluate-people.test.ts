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

const LIST_KEYS = [
  ...["precisionAt3", "ndcgAt10", "recallAt10", "ratedAt3"],
  ...["meanTrueRating", "distinct", "medianPopularityRank", "obscureShare"],
];

interface ListsJson extends Record<string, unknown> {
  readonly ndcgAt10: number;
  readonly avoid: Record<string, number>;
  readonly baselines: Record<string, Record<string, number>>;
  readonly againstEase: Record<string, { difference: number; low95: number; high95: number }>;
  readonly splits: readonly ListsJson[];
}

/** 20 of 70 people have 75 ratings, the others 50. */
async function placeOfMany(): Promise<CliPlace> {
  const place = await smallPlace();
  const { ratings } = genreTable(70, 150, 5250, 1);
  const counts = new Uint32Array(70);
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
  let asJson: Promise<Record<string, unknown>> | undefined;
  const thirdOn = async (): Promise<Record<string, unknown>> =>
    await runForJson(await placeOfMany(), ...OF("thirty-ratings"), "--seed", "3");

  test("--json has errors, coverage and width, simple rules beside, and every draw", async () => {
    const json = await (asJson ??= thirdOn());
    expect(Object.keys(json)).toEqual([
      ...["protocol", "method", "data", "rmse", "mae", "coverage80", "width80"],
      ...[...LIST_KEYS, "peopleWithoutHits", "avoid", "againstEase"],
      ...["baselines", "rmseSd", "seconds", "splits"],
    ]);
    const { rmse, coverage80, width80, baselines, splits } = json as unknown as PeopleJson;
    expect(rmse).toBeLessThan(baselines.biasOnly.rmse);
    expect(coverage80).toBeGreaterThan(0.6);
    expect(width80).toBeGreaterThan(0.5);
    expect(splits.map(({ name }) => name)).toEqual([3, 4, 5, 6, 7].map((seed) => `seed ${seed}`));
    expect(splits[0]).toMatchObject({ people: 20, heldOutRatings: 20 * 45, given: 30 });
    expect(splits[0]).not.toHaveProperty("predicted");
  });

  test("--json has what lists are worth, of picks and of what stands beside, and of every draw", async () => {
    const whole = (await (asJson ??= thirdOn())) as ListsJson;
    for (const part of [whole, ...whole.splits]) {
      expect(part).toMatchObject(Object.fromEntries(LIST_KEYS.map((k) => [k, expect.any(Number)])));
      expect(Object.keys(part.avoid)).toEqual(["rated", "low", "baseRate"]);
      expect(Object.keys(part.againstEase)).toEqual(["ndcgAt10", "precisionAt3"]);
      const { popularity, filmMean, biasOnly, ...others } = part.baselines;
      for (const list of [popularity, ...Object.values(others)]) {
        expect(Object.keys(list!)).toEqual(LIST_KEYS);
      }
      expect(Object.keys(others)).toEqual(["ease", "predictedStars", "lowerBound"]);
      expect(Object.keys(filmMean!)).toEqual(["rmse", "mae", ...LIST_KEYS]);
      expect(biasOnly).not.toHaveProperty("ndcgAt10");
    }
    const { difference, low95, high95 } = whole.againstEase["ndcgAt10"]!;
    expect(difference).toBeCloseTo(whole.ndcgAt10 - whole.baselines["ease"]!["ndcgAt10"]!, 5);
    expect([low95, difference, high95].toSorted((a, b) => a - b)).toEqual([
      low95,
      difference,
      high95,
    ]);
    const seen = whole.splits.reduce((sum, { ndcgAt10 }) => sum + ndcgAt10, 0) / 5;
    expect(whole.ndcgAt10).toBeCloseTo(seen, 5);
  });

  test.each([40, 60, 80])("prints what lists are worth in %i columns", async (columns) => {
    const place = { ...(await placeOfMany()), columns, env: { NO_COLOR: "1" } };
    const { stdout } = await runMatinee(place, ...OF("thirty-ratings"));
    const lists = stdout.slice(stdout.indexOf("Lists: "));
    for (const line of lists.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    for (const header of ["prec@3", "nDCG@10", "recall@10", "rated@3", "stars", "films", "rank"]) {
      expect(lists).toContain(header);
    }
    const tables = lists.match(/^ {2}sorted by/gmu)!.length;
    expect(tables).toBe({ 40: 3, 60: 2, 80: 1 }[columns]);
    for (const name of ["picks", "popularity", "film mean", "EASE", "predicted", "lower bound"]) {
      expect(lists.match(new RegExp(`^ {2}${name} +\\d`, "gmu"))).toHaveLength(tables);
    }
    const words = lists.replaceAll("\n", " ");
    expect(words).toMatch(
      /Picks less EASE: nDCG@10 [+−]?\d\.\d{3} \([+−]?\d\.\d{3} to [+−]?\d\.\d{3}\)/u,
    );
    expect(words).toMatch(/Films to avoid: \d+ % had been rated all the same \(\d+ % of these/u);
  });

  test("leaves the row out that has no interval to be sorted by", async () => {
    const argv = [...OF("thirty-ratings"), "--held-out-share", "0"];
    const json = (await runForJson(await placeOfMany(), ...argv)) as ListsJson;
    expect(Object.keys(json.baselines)).not.toContain("lowerBound");
    expect(json.baselines).toHaveProperty("predictedStars");
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
    expect(json).not.toHaveProperty("ndcgAt10");
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
