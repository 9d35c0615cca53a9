import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliResult } from "../../test/support/cli-run.ts";
import { letterboxd, runForJson, runMatinee, trainedPlace } from "../../test/support/cli-run.ts";

interface Explained {
  readonly title: string;
  readonly stars: number;
  readonly mean: number;
  readonly film: number;
  readonly strictness: number;
  readonly taste: number;
}

const PICKS = ["picks", "noir.csv", "--model", "model.st"];

async function picksOf(
  ratings: readonly (readonly [string, number, number])[],
  ...argv: readonly string[]
): Promise<CliResult> {
  const place = await trainedPlace();
  await writeFile(join(place.cwd, "mine.csv"), letterboxd(ratings));
  return runMatinee(place, "picks", "mine.csv", "--model", "model.st", ...argv);
}

describe("--why", () => {
  test("tells of every film, picked or to skip, the sum that its stars are", async () => {
    const { stdout } = await runMatinee(await trainedPlace(), ...PICKS, "--why");
    const films = stdout.split(/^ {2}\d {2}/mu).slice(1);
    expect(films).toHaveLength(6);
    for (const text of films) {
      const shown = Number(/(\d\.\d) ★ {3}between/u.exec(text)?.[1]);
      const sum =
        /stars: (.+) everyone's mean, (.+) the film itself, (.+) (?:you are \w+|your strictness), (.+) your taste/u;
      const parts = sum.exec(text.replace(/\n {5}/gu, " "))!.slice(1);
      const total = parts.reduce((all, part) => all + Number(part.replace("−", "-")), 0);
      expect(Math.abs(Math.min(5, Math.max(0.5, total)) - shown)).toBeLessThan(0.08);
      for (const part of parts) expect(part).toMatch(/^[+−]?\d\.\d\d$/u);
    }
  });

  test("leaves picks and reasons as they are without it", async () => {
    const place = await trainedPlace();
    const { stdout } = await runMatinee(place, ...PICKS);
    expect(stdout).not.toContain("stars:");
    const lines = (await runMatinee(place, ...PICKS, "--why")).stdout.split("\n");
    expect(lines).toEqual(expect.arrayContaining(stdout.split("\n")));
  });

  test("with --json gives the parts of the sum, exact", async () => {
    const json = await runForJson(await trainedPlace(), ...PICKS, "--why");
    const films = ["picks", "avoid"].flatMap((key) => json[key] as readonly Explained[]);
    expect(films).toHaveLength(6);
    for (const { stars, mean, film, strictness, taste } of films) {
      const sum = Math.min(5, Math.max(0.5, mean + film + strictness + taste));
      expect(sum).toBeCloseTo(stars, 4);
    }
  });

  test.each([40, 50, 80, 100])("keeps within %i columns", async (columns) => {
    const place = { ...(await trainedPlace()), columns, env: { NO_COLOR: "1" } };
    const { stdout } = await runMatinee(place, ...PICKS, "--why");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
  });
});

describe("few ratings, or ratings that tell little", () => {
  test("one rating makes picks of its kind", async () => {
    const { status, stdout } = await picksOf([["Noir 1", 1941, 5]]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1 of 1 film recognised\.\n\nTonight\n/u);
    expect(stdout.match(/^ {2}\d {2}/gmu)).toHaveLength(6);
    expect(stdout).not.toMatch(/NaN|undefined|Noir 1 \(1941\) {2}/u);
  });

  test.each([0.5, 3, 5])("ratings of %d stars for everything make picks too", async (rating) => {
    const all = Array.from({ length: 6 }, (_, k) => k + 1).flatMap((n) => [
      [`Noir ${n}`, 1940 + n, rating] as const,
      [`Boom ${n}`, 1990 + n, rating] as const,
    ]);
    const { status, stdout } = await picksOf(all, "--why");
    expect(status).toBe(0);
    expect(stdout.match(/^ {2}\d {2}/gmu)).toHaveLength(6);
    expect(stdout).not.toMatch(/NaN|undefined| {2}0\.00/u);
  });
});
