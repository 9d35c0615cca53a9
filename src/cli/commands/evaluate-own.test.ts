import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace } from "../../../test/support/cli-run.ts";
import { letterboxd, runForJson, runMatinee, trainedPlace } from "../../../test/support/cli-run.ts";

const OWN = ["evaluate", "--ratings", "mine.csv"];
const BY_MODEL = [...OWN, "--model", "model.st"];
const BY_DATA = [...OWN, "--data", "small"];

/** Someone who loves the one kind of film, with `count` ratings of each kind, as `mine.csv`. */
async function placeOf(count: number): Promise<CliPlace> {
  const place = await trainedPlace();
  const kind = (name: string, from: number, rating: number) =>
    Array.from({ length: count }, (_, k) => {
      return [`${name} ${k + 1}`, from + k, rating - (k % 3) / 2] as const;
    });
  const rows = [
    ...kind("Noir", 1941, 5),
    ...kind("Boom", 1991, 2),
    ["Elsewhere", 2019, 4] as const,
  ];
  await writeFile(join(place.cwd, "mine.csv"), letterboxd(rows));
  return place;
}

interface Figures {
  readonly rmse: number;
  readonly crowd: { readonly rmse: number };
  readonly picks: { readonly topRating: number; readonly rightPairs: number };
  readonly popularity: { readonly topRating: number; readonly rightPairs: number };
  readonly meanRating: number;
}

describe("matinee evaluate --ratings", () => {
  test("says how far off predictions are, and what the top of the list is worth", async () => {
    const { status, stdout } = await runMatinee(await placeOf(18), ...BY_MODEL);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^How well you are predicted by the model model\.st$/mu);
    expect(stdout).toContain("36 of 37 films recognised. Your 36 ratings were hidden");
    expect(stdout).toMatch(/^Yes: predictions are surely nearer to your stars than the crowd's/mu);
    for (const row of ["predicted for you", "the crowd's mean", "and your strictness"]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${row} +\\d\\.\\d\\d +\\d\\.\\d\\d$`, "mu"));
    }
    for (const row of ["picks", "predicted stars", "the crowd's mean", "how many rated it"]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${row} +\\d\\.\\d ★ +\\d+ %$`, "mu"));
    }
    const words = stdout.replaceAll("\n", " ");
    expect(words).toMatch(/ratings are worth \d\.\d\d stars, surely \(\d\.\d\d to \d\.\d\d\)/u);
    expect(words).toMatch(
      /put first got \d\.\d ★ of you on average; the best known fifth \d\.\d ★/u,
    );
    expect(words).toMatch(/in \d+ of 100 cases: [+−]\d+, surely \([+−]\d+ to [+−]\d+\) against/u);
  });

  test.each([40, 60, 80])("names no film, and fits a terminal of %i columns", async (columns) => {
    const place = { ...(await placeOf(18)), columns, env: { NO_COLOR: "1" } };
    const { stdout } = await runMatinee(place, ...BY_MODEL);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    expect(stdout).not.toMatch(/Noir|Boom|Elsewhere/u);
  });

  test("--json has the keys of the contract, and names no film", async () => {
    const json = await runForJson(await placeOf(18), ...BY_MODEL);
    expect(Object.keys(json)).toEqual([
      ...["tellable", "ratings", "unknown", "repeated", "needed", "verdict", "rmse", "mae"],
      ...["coverage80", "width80", "crowd", "biasOnly", "againstCrowd", "againstBiasOnly"],
      ...["meanRating", "pairs", "picks", "starsOrder", "popularity", "crowdOrder"],
      ...["pairsAgainstPopularity", "pairsAgainstCrowd", "recognised", "model"],
    ]);
    expect(json).toMatchObject({
      ...{ tellable: true, verdict: "better", ratings: 36, unknown: 0, needed: 30 },
      ...{ recognised: { count: 36, total: 37 }, model: "model.st" },
    });
    const { rmse, crowd, picks, popularity, meanRating } = json as unknown as Figures;
    expect(rmse).toBeLessThan(crowd.rmse);
    expect(picks.rightPairs).toBeGreaterThan(popularity.rightPairs);
    expect(picks.topRating).toBeGreaterThan(meanRating);
    expect(JSON.stringify(json)).not.toMatch(/Noir|Boom|Elsewhere/u);
  });

  test("learns from --data where no model is given, and draws by --seed", async () => {
    const place = await placeOf(18);
    const json = await runForJson(place, ...BY_DATA);
    expect(json).toMatchObject({ tellable: true, verdict: "better", data: "Ratings in small" });
    expect(await runForJson(place, ...BY_DATA)).toEqual(json);
    const other = await runForJson(place, ...BY_MODEL, "--seed", "2");
    expect(other["rmse"]).not.toBe((await runForJson(place, ...BY_MODEL))["rmse"]);
  });

  test("says that it cannot tell yet from few ratings, and how many it takes", async () => {
    const place = await placeOf(4);
    const { status, stdout } = await runMatinee(place, ...BY_MODEL);
    expect(status).toBe(0);
    expect(stdout.replaceAll("\n", " ")).toContain(
      "Cannot be told from 8 ratings yet: with fewer than 30 the answer would be chance too often. " +
        "Rate 22 films more.",
    );
    expect(stdout).not.toContain("RMSE");
    expect(await runForJson(place, ...BY_MODEL)).toEqual({
      ...{ tellable: false, ratings: 8, unknown: 0, repeated: 0, needed: 30 },
      ...{ recognised: { count: 8, total: 9 }, model: "model.st" },
    });
  });

  test("says so where the difference is within what chance does", async () => {
    const place = await trainedPlace();
    const rows = Array.from({ length: 36 }, (_, k) => {
      const name = k < 18 ? `Noir ${k + 1}` : `Boom ${k - 17}`;
      return [name, k < 18 ? 1941 + k : 1973 + k, [1, 5, 3, 2, 4][(k * 7) % 5]!] as const;
    });
    await writeFile(join(place.cwd, "mine.csv"), letterboxd(rows));
    const { stdout } = await runMatinee(place, ...BY_MODEL);
    const words = stdout.replaceAll("\n", " ");
    expect(words).toMatch(
      /Cannot be told from 36 ratings: predictions are \d\.\d\d stars off, the/u,
    );
    expect(words).toContain("that difference is within what chance does.");
  });

  test("tells of films that are known here but that nobody rated", async () => {
    const place = await placeOf(18);
    await appendFile(join(place.cwd, "small/movies.csv"), "99,Unseen (1980),Crime\n");
    await appendFile(join(place.cwd, "mine.csv"), "2024-01-01,Unseen,1980,https://boxd.it/x,4\n");
    const { stdout } = await runMatinee(place, ...BY_DATA);
    expect(stdout).toContain("37 of 38 films recognised, 1 of them rated by nobody here. Your 36");
  });

  test.each([
    [["--ratings", "noir.csv"], "--ratings takes one file, since accuracy is told of one person"],
    [["--protocol", "u1"], "--protocol is of other people's ratings; leave it out with --ratings"],
    [["--test-share", "0.2"], "--test-share is of other people's ratings"],
    [["--against", "weighted-als"], "--against is of other people's ratings"],
    [["--factors", "8"], '--factors is of learning; give it to "matinee train"'],
    [["--method", "bayesian"], "--method is of learning"],
    [["--no-refit"], "--no-refit is of learning"],
    [["--threads", "1"], "--threads is of learning"],
    [["--checkpoint", "kept"], "--checkpoint is of learning"],
    [["--data", "small"], "--model and --data are two sources of films; leave one out"],
    [["--seed", "-1"], "--seed must be an integer in [0, 4294967295], got -1"],
  ])("refuses %j as wrong usage", async (flags, message) => {
    const { status, stderr } = await runMatinee(await placeOf(4), ...BY_MODEL, ...flags);
    expect(status).toBe(2);
    expect(stderr.replaceAll(/\s+/gu, " ")).toContain(message);
  });

  test("refuses --model without --ratings, a file without ratings, and one that is not there", async () => {
    const place = await placeOf(4);
    const refused = async (status: number, ...argv: string[]): Promise<string> => {
      const result = await runMatinee(place, "evaluate", ...argv);
      expect(result.status).toBe(status);
      return result.stderr.replaceAll(/\s+/gu, " ");
    };
    expect(await refused(2, "--model", "model.st")).toContain("--model is only for --ratings");
    expect(await refused(2, "--ratings", "")).toContain("the name of the file must not be empty");
    expect(await refused(3, "--ratings", "none.csv")).toContain("none.csv");
  });
});
