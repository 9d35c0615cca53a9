import { rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, trainedPlace } from "../../test/support/cli-run.ts";

interface Shared {
  readonly title: string;
  readonly year: number;
  readonly people: readonly Record<string, number | string>[];
}

const GROUP = ["picks", "noir.csv", "boom.csv", "--model", "model.st"];

describe("matinee picks for several people", () => {
  test("filters hold for everyone", async () => {
    const argv = ["--genres", "Action", "--years", "-2000", "--exclude", "Boom 8", "--count", "9"];
    const json = await runForJson(await trainedPlace(), ...GROUP, ...argv);
    const years = (json["picks"] as readonly Shared[]).map(({ year }) => year);
    expect(years.toSorted()).toEqual([1997, 1999, 2000]);
    expect(json["left"]).toContainEqual({ filter: "exclude", films: 27 });
  });

  test("a film that is not for them is picked for none of them", async () => {
    const argv = ["--not-for-me", "Noir 7", "--seen", "Boom 7", "--count", "40"];
    const json = await runForJson(await trainedPlace(), ...GROUP, ...argv);
    const titles = (json["picks"] as readonly Shared[]).map(({ title }) => title);
    expect(titles).toHaveLength(26);
    expect(titles).not.toContain("Noir 7");
    expect(titles).not.toContain("Boom 7");
  });

  test("--why tells each one's reasons, after the name", async () => {
    const { stdout } = await runMatinee(await trainedPlace(), ...GROUP, "--why");
    const films = stdout.split(/^ {2}\d {2}/mu).slice(1);
    expect(films).toHaveLength(3);
    for (const text of films) expect(text).toMatch(/^ {5}noir: (?:mostly )?because /mu);
    expect(stdout).toMatch(/^ {5}boom: (?:mostly )?because .*you gave \w+ \d \d/mu);
    const without = await runMatinee(await trainedPlace(), ...GROUP);
    expect(without.stdout).not.toContain("because");
  });

  test.each([40, 50, 64, 80])("--why keeps within %i columns, long names too", async (columns) => {
    const place = { ...(await trainedPlace()), columns, env: { NO_COLOR: "1" } };
    const file = "somebody-whose-file-has-a-very-long-name.csv";
    await rename(join(place.cwd, "noir.csv"), join(place.cwd, file));
    const argv = ["picks", file, "boom.csv", "--model", "model.st", "--why"];
    const { stdout } = await runMatinee(place, ...argv);
    const lists = stdout.slice(stdout.search(/^ {2}1 /mu)).split("\n");
    expect(lists.join("\n")).toContain("somebody-whose-file-has…: ");
    for (const line of lists) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test("--why with --json gives the parts of each one's stars", async () => {
    const json = await runForJson(await trainedPlace(), ...GROUP, "--why");
    for (const { people } of json["picks"] as readonly Shared[]) {
      for (const own of people) {
        expect(Object.keys(own)).toEqual([
          ...["name", "stars", "low", "high", "mean", "film", "strictness", "taste"],
        ]);
      }
    }
  });

  test("tells its order; with --surprise that films were drawn, the same by seed", async () => {
    const place = await trainedPlace();
    const plain = await runMatinee(place, ...GROUP);
    expect(plain.stdout).toContain("The first pleases all of you most; each further one favours");
    const argv = [...GROUP, "--surprise", "1", "--count", "9", "--seed"];
    const drawn = await runMatinee(place, ...argv, "3");
    expect(drawn.stdout).toContain("Drawn from the best by --surprise;");
    expect(drawn.stdout).not.toContain("The first pleases");
    expect(await runMatinee(place, ...argv, "3")).toEqual(drawn);
    const others = ["4", "5", "6", "7", "8"].map((seed) => runMatinee(place, ...argv, seed));
    const printed = (await Promise.all(others)).map(({ stdout }) => stdout);
    expect(printed.some((text) => text !== drawn.stdout)).toBe(true);
  });
});
