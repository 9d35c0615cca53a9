import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";

const ARGV = ["similar", "Noir 3 (1943)", "--data", "small"];

describe("matinee similar", () => {
  test("lists films of the same kind, as many as asked for, never the film itself", async () => {
    const argv = [...ARGV, "--count", "5"];
    const { status, stdout } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Most like Noir 3 \(1943\)\n/u);
    const films = [...stdout.matchAll(/^ +\d {2}(\w+ \d+) \(\d{4}\) +0\.\d\d {2}█/gmu)];
    expect(films).toHaveLength(5);
    for (const [, title] of films) expect(title).toMatch(/^Noir (?!3$)/u);
  });

  test("--json has the film and its neighbours", async () => {
    const json = await runForJson(await smallPlace(), ...ARGV);
    expect(Object.keys(json)).toEqual(["movie", "similar", "data"]);
    expect(json["movie"]).toEqual({ movieId: 3, title: "Noir 3", year: 1943 });
    const [first] = json["similar"] as Record<string, unknown>[];
    expect(Object.keys(first!)).toEqual(["movieId", "title", "year", "similarity"]);
    expect(json["similar"]).toHaveLength(10);
  });

  test("a film that nobody has rated is told, not compared", async () => {
    const place = await smallPlace();
    await mkdir(join(place.cwd, "odd"));
    const movies = "movieId,title,genres\n1,Seen (1950),X\n2,Unseen (1980),X\n";
    await writeFile(join(place.cwd, "odd/movies.csv"), movies);
    await writeFile(join(place.cwd, "odd/ratings.csv"), "userId,movieId,rating\n1,1,4\n2,1,3\n");
    const { status, stderr } = await runMatinee(place, "similar", "unseen", "--data", "odd");
    expect(status).toBe(3);
    expect(stderr).toMatch(/nobody has rated "Unseen \(1980\)" in the ratings in odd; choose/u);
  });

  test("takes a year without brackets, and cuts a long title in the heading", async () => {
    const place = { ...(await smallPlace()), columns: 40, env: { NO_COLOR: "1" } };
    const typed = await runMatinee(place, "similar", "noir 3 1943", "--data", "small");
    expect(typed.stdout).toMatch(/^Most like Noir 3 \(1943\)\n/u);
    for (const line of typed.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(40);
    expect(typed.stdout.replace(/\s+/gu, " ")).toContain("Told from the ratings in small alone");
  });

  test("does not ask for fewer than no ratings", async () => {
    const place = await smallPlace();
    await mkdir(join(place.cwd, "one"));
    await writeFile(join(place.cwd, "one/movies.csv"), "movieId,title,genres\n1,Seen (1950),X\n");
    await writeFile(join(place.cwd, "one/ratings.csv"), "userId,movieId,rating\n1,1,4\n2,1,3\n");
    const argv = ["similar", "seen", "--data", "one", "--least-ratings", "0"];
    const { status, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(3);
    expect(stderr).toContain("no other film has a rating in the ratings in one; use more data\n");
  });

  test("says what to lower where no film has enough ratings", async () => {
    const argv = [...ARGV, "--least-ratings", "1000"];
    const { status, stderr } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(3);
    expect(stderr).toContain("no other film in the ratings in small has 1,000 ratings; lower");
  });
});
