import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace } from "../../../test/support/cli-run.ts";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";
import { synthesize } from "../../index.ts";
import { writePack } from "../../io/node-write-pack.ts";
import { dataSetSource } from "../../io/pack/data-set-source.ts";

interface EvaluationJson {
  readonly rmse: number;
  readonly rmseSd?: number;
  readonly coverage80: number;
  readonly baselines: Record<"filmMean" | "biasOnly", { rmse: number; mae: number }>;
  readonly splits: readonly { name: string; rmse: number; testRatings: number }[];
}

/** As {@link smallPlace}, with `few/`, the same of 24 people: the raters' view takes its time by people. */
async function placeOfFew(): Promise<CliPlace> {
  const place = await smallPlace();
  const [small, few] = [join(place.cwd, "small"), join(place.cwd, "few")];
  const [header, ...lines] = (await readFile(join(small, "ratings.csv"), "utf8")).split("\n");
  const kept = lines.filter((line) => Number.parseInt(line, 10) <= 24);
  await mkdir(few);
  await writeFile(join(few, "ratings.csv"), `${[header, ...kept].join("\n")}\n`);
  await copyFile(join(small, "movies.csv"), join(few, "movies.csv"));
  return place;
}

const DESCENT = ["evaluate", "--data", "small", "--method", "gradient-descent"];

describe("matinee evaluate", () => {
  test("shows five draws, their mean and spread, and rules that know no taste beside", async () => {
    const { status, stdout } = await runMatinee(await smallPlace(), ...DESCENT);
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
    const json = await runForJson(place, ...DESCENT);
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
    const argv = [...DESCENT, "--test-share", "0.25", "--seed", "7"];
    const json = await runForJson(await smallPlace(), ...argv);
    expect(json["protocol"]).toBe("random-75-25");
    const { splits } = json as unknown as EvaluationJson;
    expect(splits.map(({ testRatings }) => testRatings)).toEqual([480, 480, 480, 480, 480]);
    expect(splits[0]!.name).toBe("seed 7");
  });
});

describe("matinee evaluate --method bayesian", () => {
  const BAYESIAN = ["evaluate", "--data", "small", "--test-share", "0.2"];
  const FEW = ["--factors", "2,3", "--sweeps", "9"];

  test("measures sampled predictions and their intervals", async () => {
    const argv = [...BAYESIAN, ...FEW, "--data", "few"];
    const json = await runForJson(await placeOfFew(), ...argv);
    expect(json).toMatchObject({ protocol: "random-80-20", method: "bayesian" });
    const { rmse, coverage80, baselines, splits } = json as unknown as EvaluationJson;
    expect(rmse).toBeLessThan(baselines.biasOnly.rmse);
    expect(coverage80).toBeGreaterThan(0.6);
    expect(splits[0]).not.toHaveProperty("trainRmse");
  });

  test("takes the other likelihood, and the weight of the raters' view", async () => {
    const place = await placeOfFew();
    const argv = [...BAYESIAN, ...FEW, "--data", "few", "--rater-weight", "0"];
    const gaussian = await runForJson(place, ...argv);
    const probit = await runForJson(place, ...argv, "--likelihood", "ordered-probit");
    expect(probit["rmse"]).not.toBe(gaussian["rmse"]);
    const raters = await runForJson(place, ...argv, "--rater-weight", "0.5");
    expect(raters["rmse"]).not.toBe(gaussian["rmse"]);
  });

  test("prints the table of every method, and sweeps as progress on a terminal", async () => {
    const place = { ...(await placeOfFew()), columns: 80 };
    const argv = [...BAYESIAN, ...FEW, "--data", "few"];
    const { status, stdout, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}mean +0\.\d{4}/mu);
    expect(stderr).toMatch(/sweep +\d+\/58/u);
    expect(stderr).not.toContain("held out");
  });

  test.each([
    [["--learning-rate", "0.1"], "--learning-rate is not an option of --method bayesian"],
    [["--no-refit"], "--no-refit is not an option of --method bayesian"],
    [["--sweeps", "0"], "--sweeps must be an integer in [1, 100000], got 0"],
    [["--factors", "8,x"], '--factors must be a number, got "x"'],
    [["--likelihood", "x"], '--likelihood must be one of gaussian, ordered-probit, got "x"'],
    [["--trust", "2"], "--trust must be in [0.1, 1], got 2"],
    [["--rater-weight", "2"], "--rater-weight must be in [0, 1], got 2"],
  ])("refuses %j as wrong usage", async (flags, message) => {
    const { status, stderr } = await runMatinee(await smallPlace(), ...BAYESIAN, ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test.each([
    [["--checkpoint", "x"], "--checkpoint is not an option of --method gradient-descent"],
    [["--time-limit", "9"], "--time-limit is not an option of --method gradient-descent"],
    [["--sweeps", "9"], "--sweeps is not an option of --method gradient-descent"],
    [["--likelihood", "gaussian"], "--likelihood is not an option of --method gradient-descent"],
    [["--factors", "8,16"], "--factors must be one number"],
    [
      ["--method", "magic"],
      '--method must be one of bayesian, gradient-descent, weighted-als, got "magic"',
    ],
  ])("%j with the other method is wrong usage", async (flags, message) => {
    const argv = [...DESCENT, ...flags];
    const { status, stderr } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("matinee evaluate --method weighted-als", () => {
  test("predicts the stars of rules without taste: its taste is in the picks", async () => {
    const argv = ["evaluate", "--data", "small", "--method", "weighted-als", "--sweeps", "2"];
    const json = await runForJson(await smallPlace(), ...argv);
    const { rmse, baselines } = json as unknown as EvaluationJson;
    expect(json["method"]).toBe("weighted-als");
    expect(rmse).toBeCloseTo(baselines.biasOnly.rmse, 2);
  });

  test("can be set against another method", async () => {
    const argv = [...DESCENT, "--against", "weighted-als"];
    const { status, stdout } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(0);
    expect(stdout).toContain("Against weighted-als");
  });
});

describe("matinee evaluate --checkpoint", () => {
  const LONG = ["evaluate", "--factors", "2", "--sweeps", "300", "--json"];
  const ARGV = [...LONG, "--data", "small"];

  test("goes on where it was, split by split, and ends with the same figures", async () => {
    const place = await placeOfFew();
    const figures = (stdout: string): unknown => {
      const { splits } = JSON.parse(stdout) as EvaluationJson;
      return splits.map(({ name, rmse, testRatings }) => [name, rmse, testRatings]);
    };
    const few = [...LONG, "--data", "few"];
    const alone = await runMatinee(place, ...few);
    const argv = [...few, "--checkpoint", "kept"];
    let again = 0;
    let ms = 100;
    for (;;) {
      const run = await runMatinee({ ...place, signal: AbortSignal.timeout(ms) }, ...argv);
      if (run.stderr.includes("Going on from kept")) again++;
      ms *= 2;
      if (run.status === 130) continue;
      expect(figures(run.stdout)).toEqual(figures(alone.stdout));
      break;
    }
    expect(again).toBeGreaterThan(0);
    expect(await readdir(place.cwd)).not.toContain("kept");
  });

  test("refuses one whose splits are others, though all names are the same", async () => {
    const place = await smallPlace();
    const file = join(place.cwd, "small", "ratings.csv");
    const [header, ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
    const timed = (order: (n: number) => number): string =>
      `${[header, ...lines.map((line, n) => line.replace(/,0$/u, `,${1_000_000 + order(n)}`))].join("\n")}\n`;
    await writeFile(
      file,
      timed((n) => n),
    );
    const argv = [
      ...ARGV,
      "--protocol",
      "time-80-20",
      "--checkpoint",
      "kept",
      "--time-limit",
      "0.1",
    ];
    await runMatinee(place, ...argv);
    await writeFile(
      file,
      timed((n) => lines.length - n),
    );
    const { status, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(3);
    expect(stderr).toContain('its run "later" is of other ratings, pairs to predict or options');
  });

  test("refuses one of another protocol", async () => {
    const place = await placeOfFew();
    const argv = [...LONG, "--data", "few", "--checkpoint", "kept"];
    for (let ms = 100; ; ms *= 2) {
      await runMatinee({ ...place, signal: AbortSignal.timeout(ms) }, ...argv);
      if ((await readdir(place.cwd)).includes("kept")) break;
    }
    const { status, stderr } = await runMatinee(place, ...argv, "--test-share", "0.3");
    expect(status).toBe(3);
    expect(stderr).toContain(
      "command was evaluate --protocol random-90-10, and is evaluate --protocol random-70-30 now",
    );
  });
});

describe("matinee evaluate --against", () => {
  const FEW = ["evaluate", "--data", "few", "--method", "bayesian", "--factors", "2"];
  const ARGV = [...FEW, "--sweeps", "9", "--test-share", "0.2", "--against", "gradient-descent"];

  test("--json tells the other method's error, the difference and its interval", async () => {
    const json = await runForJson(await placeOfFew(), ...ARGV);
    const { against, rmse } = json as unknown as { against: Record<string, number>; rmse: number };
    expect(Object.keys(against)).toEqual([
      ...["method", "rmse", "difference", "low95", "high95", "seconds"],
    ]);
    // The one is of all ratings at once, the other the mean of five roots.
    expect(against["difference"]).toBeCloseTo(rmse - against["rmse"]!, 2);
    expect(against["low95"]).toBeLessThan(against["difference"]!);
    expect(against["high95"]).toBeGreaterThan(against["difference"]!);
  });

  test("prints them in words", async () => {
    const { stdout } = await runMatinee(await placeOfFew(), ...ARGV);
    expect(stdout).toMatch(/^Against gradient-descent \(RMSE 0\.\d{4}\): bayesian differs by/mu);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each([
    [["--against", "bayesian"], 'one of gradient-descent, weighted-als, got "bayesian"'],
    [["--against", "magic"], 'one of gradient-descent, weighted-als, got "magic"'],
  ])("%j after --method bayesian is wrong usage", async (flags, message) => {
    const { status, stderr } = await runMatinee(await placeOfFew(), ...FEW, ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test("is wrong usage with people left out", async () => {
    const argv = ["evaluate", "--protocol", "cold-start", "--against", "gradient-descent"];
    const { status, stderr } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(2);
    expect(stderr).toContain("leave it out with --protocol cold-start");
  });
});

describe("matinee evaluate --protocol time-80-20", () => {
  test("hides what came last, and counts whom training has not seen", async () => {
    const place = await smallPlace();
    const file = join(place.cwd, "small", "ratings.csv");
    const [header, ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
    const timed = lines.map((line, n) => line.replace(/,0$/u, `,${1_000_000 + n}`));
    await writeFile(file, `${[header, ...timed].join("\n")}\n`);
    const argv = [...DESCENT, "--protocol", "time-80-20"];
    const { splits } = (await runForJson(place, ...argv)) as unknown as EvaluationJson;
    // 80 people came one after the other with 24 ratings each: the last 16 are new.
    expect(splits).toMatchObject([
      { name: "later", testRatings: 384, unseenUserRatings: 384, unseenMovieRatings: 0 },
    ]);
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).toContain("without a training rating: the people of 384, the films of 0");
  });

  test("is refused as data where times are not known", async () => {
    const argv = ["evaluate", "--data", "small", "--protocol", "time-80-20"];
    const { status, stderr } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(3);
    expect(stderr).toContain("every rating must have a timestamp other than 0, and 1920 of 1920");
  });
});

describe("matinee evaluate on a pack", () => {
  test.each([
    [
      "u1",
      "Cannot evaluate: u1 is a fold of MovieLens 100K as shipped, which the pack a.pack does not have; " +
        "use --protocol random-90-10",
    ],
    ["u1-u5", "u1-u5 are folds of MovieLens 100K as shipped, which the pack a.pack does not have"],
    [
      "time-80-20",
      "Cannot evaluate: time-80-20 needs the times of ratings, and packs keep none; " +
        "instead of the pack a.pack name the data set itself",
    ],
  ])("tells why %s cannot be had, and what can", async (protocol, message) => {
    const place = await smallPlace();
    const path = join(place.cwd, "a.pack");
    const made = synthesize({ users: 9, movies: 9, ratings: 30 });
    // As a pack of the set that has folds is called.
    await writePack(path, dataSetSource({ ...made, name: "MovieLens 100K" }));
    const argv = ["evaluate", "--data", "a.pack", "--protocol", protocol];
    const { status, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(3);
    expect(stderr).toContain(message);
  });
});
