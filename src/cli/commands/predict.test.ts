import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";

const ARGV = ["predict", "noir.csv", "Noir 12 (1952)", "--data", "small"];

describe("matinee predict", () => {
  test("shows the stars, the sum that they are, and the ratings that count most", async () => {
    const { status, stdout } = await runMatinee(await smallPlace(), ...ARGV);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Noir 12 \(1952\) {2}\d\.\d ★ {2}between \d\.\d and \d\.\d$/mu);
    const part = (label: RegExp): number =>
      Number(
        new RegExp(`^  ${label.source} +([+−]?[\\d.]+)`, "mu").exec(stdout)![1]!.replace("−", "-"),
      );
    const parts = [/everyone's mean/u, /the film itself/u, /you(?:r| are) \w+/u, /your taste/u];
    const sum = parts.reduce((total, label) => total + part(label), 0);
    expect(Math.abs(sum - part(/together/u))).toBeLessThan(0.025); // each is rounded to .01
    expect(stdout).toMatch(/Your ratings that count most\n +[+−]\d\.\d\d {2}\w+ \d/u);
  });

  test("aligns the numbers on the decimal point", async () => {
    const { stdout } = await runMatinee(await smallPlace(), ...ARGV);
    const lines = stdout.split("\n").filter((line) => /^ {2}(?:every|the|you|toge)/u.test(line));
    expect(new Set(lines.map((line) => line.indexOf("."))).size).toBe(1);
  });

  test("expects more of what the person likes", async () => {
    const place = await smallPlace();
    const noir = await runForJson(place, ...ARGV);
    const boom = await runForJson(place, "predict", "noir.csv", "boom 12", "--data", "small");
    expect(noir["stars"]).toBeGreaterThan(boom["stars"] as number);
  });

  test("--json has the parts, which sum to the stars, and every own rating's share", async () => {
    const json = (await runForJson(await smallPlace(), ...ARGV)) as Record<string, number> & {
      why: { share: number }[];
    };
    expect(Object.keys(json)).toEqual([
      ...["movieId", "title", "year", "stars", "low", "high", "mean", "film", "strictness"],
      ...["taste", "why", "yourRating", "recognised", "data"],
    ]);
    const sum = json["mean"]! + json["film"]! + json["strictness"]! + json["taste"]!;
    expect(Math.min(5, sum)).toBeCloseTo(json["stars"]!, 4);
    expect(json.why).toHaveLength(12);
    const shares = json.why.reduce((total, { share }) => total + share, 0);
    expect(shares).toBeCloseTo(json["taste"]!, 3);
    expect(json["yourRating"]).toBeNull();
  });

  test("a film that nobody rated has no interval, and is not said to be liked", async () => {
    const place = await smallPlace();
    await appendFile(join(place.cwd, "small/movies.csv"), "99,Unseen (1980),Crime\n");
    const argv = ["predict", "noir.csv", "unseen", "--data", "small"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).toMatch(/^Unseen \(1980\) {2}\d\.\d ★$/mu);
    expect(stdout).toMatch(/the film itself .* nobody has rated it here$/mu);
    expect(await runForJson(place, ...argv)).toMatchObject({ low: null, high: null });
  });

  test("fits a terminal of 40 columns", async () => {
    const place = { ...(await smallPlace()), columns: 40, env: { NO_COLOR: "1" } };
    const { stdout } = await runMatinee(place, ...ARGV);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });

  test("says so where the person has rated the film", async () => {
    const place = await smallPlace();
    const argv = ["predict", "noir.csv", "Noir 2", "--data", "small"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).toContain("You gave it 5 ★ yourself. This is told from your other ratings.\n");
    const [, reasons = ""] = stdout.split("Your ratings that count most");
    expect(reasons).not.toContain("Noir 2 ");
    expect((await runForJson(place, ...argv))["yourRating"]).toBe(5);
  });
});
