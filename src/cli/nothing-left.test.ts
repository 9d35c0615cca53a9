import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, trainedPlace } from "../../test/support/cli-run.ts";
import type { Left } from "../index.ts";
import { shortText } from "./nothing-left.ts";

const STEPS = [
  ["all", 1682],
  ["seen", 1636],
  ["notForMe", 1636],
] as const;

function left(...more: readonly (readonly [Left["filter"], number])[]): readonly Left[] {
  return [...STEPS, ...more].map(([filter, films]) => ({ filter, films }));
}

describe("why a list is short", () => {
  test("names each option that left films out, and the one that took the last", () => {
    const steps = left(["fromYear", 2], ["genres", 0], ["fromRank", 0]);
    expect(shortText(steps, false)).toBe(
      "No film is left: 1,636 that you have not seen, 2 of them after --years, none after --genres. " +
        "Leave out or widen --genres.",
    );
  });

  test("passes over options that left nothing out", () => {
    const steps = left(["exclude", 1636], ["fromYear", 2]);
    expect(shortText(steps, false)).toBe(
      "Only 2 films are left: 1,636 that you have not seen, 2 of them after --years.",
    );
  });

  test.each([
    ["exclude", "Leave out or shorten --exclude."],
    ["among", "Leave out or lengthen --among."],
    ["withoutGenres", "Leave out or shorten --without-genres."],
    ["fromRank", "Leave out or widen --popularity."],
  ] as const)("the remedy for %s is its own", (filter, remedy) => {
    expect(shortText(left([filter, 0]), false)).toMatch(
      new RegExp(`after --.*\\. ${remedy}$`, "u"),
    );
  });

  test("without an option it is what was seen", () => {
    const unseen = (films: number): readonly Left[] => [
      { filter: "all", films: 40 },
      { filter: "seen", films },
      { filter: "notForMe", films },
    ];
    expect(shortText(unseen(1), false)).toBe("Only 1 film is left that you have not seen.");
    expect(shortText(unseen(2), true)).toBe("Only 2 films are left that none of you has seen.");
    expect(shortText(unseen(0), false)).toBe("You have rated or seen every film here.");
    expect(shortText(unseen(0), true)).toBe("Together you have seen every film here.");
  });
});

describe("matinee picks where less is left than was asked for", () => {
  const PICKS = ["picks", "noir.csv", "--model", "model.st"];

  test("ends with status 0 and the reason, without headings over nothing", async () => {
    const argv = ["--genres", "Crime", "--years", "1990-"];
    const { status, stdout } = await runMatinee(await trainedPlace(), ...PICKS, ...argv);
    expect(status).toBe(0);
    expect(stdout).toBe(
      "12 of 13 films recognised; unknown here: Elsewhere (2019).\n\n" +
        "No film is left: 28 that you have not seen, 14 of them after --years, none after\n" +
        "--genres. Leave out or widen --genres.\n",
    );
  });

  test("picks what is left, and says why it is not more", async () => {
    const { stdout } = await runMatinee(
      await trainedPlace(),
      ...PICKS,
      "--count",
      "9",
      "--years",
      "1947-1948",
    );
    expect(stdout.match(/^ {2}\d {2}Noir/gmu)).toHaveLength(2);
    expect(stdout).toContain(
      "\nOnly 2 films are left: 28 that you have not seen, 2 of them after --years.\n",
    );
  });

  test("--count larger than the catalogue gives all that is left", async () => {
    const { stdout } = await runMatinee(await trainedPlace(), ...PICKS, "--count", "1000");
    expect(stdout).toContain("\nOnly 28 films are left that you have not seen.\n");
  });

  test("says so where films are left to pick, and none to skip", async () => {
    const { stdout } = await runMatinee(await trainedPlace(), ...PICKS, "--years", "1947-1949");
    expect(stdout).toContain("\nNo film is left to skip.\n");
  });

  test("--not-for-me that takes the last films is named", async () => {
    const argv = ["--among", "Noir 7", "--not-for-me", "Noir 7"];
    const { stdout } = await runMatinee(await trainedPlace(), ...PICKS, ...argv);
    expect(stdout.replaceAll("\n", " ")).toContain(
      "28 that you have not seen, 27 of them after --not-for-me, none after --among.",
    );
  });

  test("--json tells the steps", async () => {
    const json = await runForJson(
      await trainedPlace(),
      ...PICKS,
      "--genres",
      "Crime",
      "--years",
      "1990-",
    );
    expect(json["picks"]).toEqual([]);
    expect(json["left"]).toEqual([
      { filter: "all", films: 40 },
      { filter: "seen", films: 28 },
      { filter: "notForMe", films: 28 },
      { filter: "fromYear", films: 14 },
      { filter: "genres", films: 0 },
    ]);
    expect(await runForJson(await trainedPlace(), ...PICKS)).not.toHaveProperty("left");
  });

  test("--format csv holds what there is, and stderr says why it is not more", async () => {
    const argv = ["--format", "csv", "--years", "1947"];
    const { stdout, stderr } = await runMatinee(await trainedPlace(), ...PICKS, ...argv);
    expect(stdout).toBe("Title,Year,imdbID,tmdbID\nNoir 7,1947,,\n");
    expect(stderr).toMatch(/^Only 1 film is left: /u);
  });

  test("of a group counts what any of them has seen", async () => {
    const argv = ["boom.csv", "--genres", "Action", "--years", "-1990"];
    const { stdout } = await runMatinee(await trainedPlace(), ...PICKS, ...argv);
    expect(stdout.replaceAll("\n", " ")).toContain(
      "No film is left: 28 that none of you has seen, 14 of them after --years, none after --genres.",
    );
  });
});
