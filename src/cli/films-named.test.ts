import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace } from "../../test/support/cli-run.ts";
import { runForJson, runMatinee, trainedPlace } from "../../test/support/cli-run.ts";

const PICKS = ["picks", "noir.csv", "--model", "model.st", "--count", "40"];
const LIST = "Date,Name,Year\n2024-01-01,Noir 9,1949\n2024-01-01,Elsewhere,2019\n,Boom 8,1998\n";

async function place(): Promise<CliPlace> {
  const trained = await trainedPlace();
  const texts = {
    "list.csv": LIST,
    "known.CSV": "Title\nNoir 9\n",
    "empty.csv": "Name,Year\n",
    "elsewhere.csv": "Name\nElsewhere\n",
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(trained.cwd, name), text);
  return trained;
}

async function titlesOf(...argv: readonly string[]): Promise<readonly string[]> {
  const { picks } = await runForJson(await place(), ...PICKS, ...argv);
  return (picks as readonly { title: string }[]).map(({ title }) => title);
}

describe("--among", () => {
  test("picks of a list alone, and says how many of its films are here", async () => {
    expect((await titlesOf("--among", "list.csv")).toSorted()).toEqual(["Boom 8", "Noir 9"]);
    const { stderr } = await runMatinee(await place(), ...PICKS, "--among", "list.csv");
    expect(stderr).toBe("2 of the 3 films of list.csv are in the model model.st\n");
  });

  test("says nothing of a list of which every film is here", async () => {
    const { stderr } = await runMatinee(await place(), ...PICKS, "--among", "known.CSV");
    expect(stderr).toBe("");
  });

  test("adds lists and titles up", async () => {
    const argv = ["--among", "list.csv", "--among", "Noir 12 (1952)", "--among", "noir 13"];
    expect((await titlesOf(...argv)).toSorted()).toEqual([
      ...["Boom 8", "Noir 12", "Noir 13", "Noir 9"],
    ]);
  });

  test("a list that holds nothing is told, not picked from", async () => {
    const { status, stderr } = await runMatinee(await place(), ...PICKS, "--among", "empty.csv");
    expect(status).toBe(3);
    expect(stderr).toMatch(/empty\.csv: .* it holds no films/u);
  });

  test("of a list of films that are all unknown leaves nothing, and says so", async () => {
    const argv = [...PICKS, "--among", "elsewhere.csv"];
    const { status, stdout, stderr } = await runMatinee(await place(), ...argv);
    expect(status).toBe(0);
    expect(stdout).toContain("No film is left: 28 that you have not seen, none after --among.");
    expect(stderr).toBe("0 of the 1 film of elsewhere.csv are in the model model.st\n");
  });

  test("takes the watchlist of a whole export, where it has one", async () => {
    const trained = await place();
    const export_ = { ratings: [{ title: "Noir 7", rating: 4 }], watchlist: [{ title: "Noir 9" }] };
    await writeFile(join(trained.cwd, "mine.json"), JSON.stringify(export_));
    const { picks } = await runForJson(trained, ...PICKS, "--among", "mine.json");
    expect(picks).toMatchObject([{ title: "Noir 9" }]);
    const { picks: others } = await runForJson(trained, ...PICKS, "--exclude", "mine.json");
    const titles = (others as readonly { title: string }[]).map(({ title }) => title);
    expect(titles).toContain("Noir 9");
    expect(titles).not.toContain("Noir 7");
  });
});

describe.each(["--exclude", "--seen", "--not-for-me"])("%s", (flag) => {
  test("leaves out films by title and by list, and may be repeated", async () => {
    const all = await titlesOf();
    const left = await titlesOf(flag, "Noir 10", flag, "list.csv");
    expect(all.filter((title) => !left.includes(title)).toSorted()).toEqual([
      ...["Boom 8", "Noir 10", "Noir 9"],
    ]);
  });

  test("a title typed wrongly is told with the nearest", async () => {
    const { status, stdout, stderr } = await runMatinee(await place(), ...PICKS, flag, "Nior 12");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/"Nior 12": it is not in the model model\.st; did you mean .*"Noir 12/u);
  });

  test("a list that is not there is told as a file", async () => {
    const { status, stderr } = await runMatinee(await place(), ...PICKS, flag, "lst.csv");
    expect(status).toBe(3);
    expect(stderr).toMatch(/lst\.csv: .* does not exist; did you mean .*list\.csv/u);
  });
});

describe("marks", () => {
  const scores = async (...argv: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const { picks } = await runForJson(await place(), ...PICKS, ...argv);
    const films = picks as readonly { title: string; score: number }[];
    return new Map(films.map(({ title, score }) => [title, score]));
  };
  const someBooms = ["Boom 7", "Boom 8", "Boom 9", "Boom 10"];
  const marking = (flag: string): string[] => someBooms.flatMap((title) => [flag, title]);

  test("--exclude changes nothing about the films that stay", async () => {
    const before = await scores();
    for (const [title, score] of await scores(...marking("--exclude"))) {
      expect(score).toBe(before.get(title));
    }
  });

  test.each(["--seen", "--not-for-me"])("%s changes what the others are worth", async (flag) => {
    const before = await scores();
    const after = await scores(...marking(flag));
    expect(after.size).toBe(before.size - someBooms.length);
    expect([...after].some(([title, score]) => score !== before.get(title))).toBe(true);
  });

  test("--not-for-me picks less of what is like it than --seen does", async () => {
    const seen = await scores(...marking("--seen"));
    const refused = await scores(...marking("--not-for-me"));
    const mean = (of: ReadonlyMap<string, number>): number => {
      const booms = [...of].filter(([title]) => title.startsWith("Boom"));
      return booms.reduce((sum, [, score]) => sum + score, 0) / booms.length;
    };
    expect(mean(refused)).toBeLessThan(mean(seen));
  });
});
