import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  NOIR_LOVER,
  letterboxd,
  runForJson,
  runMatinee,
  smallPlace,
} from "../../../test/support/cli-run.ts";
import { findDataSet } from "../../io/node-data-sets.ts";

interface PickJson {
  readonly movieId: number;
  readonly title: string;
  readonly year: number;
  readonly stars: number;
  readonly low: number;
  readonly high: number;
  readonly score: number;
  readonly why: readonly { title: string; rating: number; share: number }[];
  readonly people: readonly { name: string; stars: number; low: number; high: number }[];
}

const ROOT = join(import.meta.dirname, "../../..");
const { MATINEE_DATA } = process.env;
const found = await findDataSet("ml-100k", {
  env: { MATINEE_DATA, XDG_CACHE_HOME: join(ROOT, "nowhere") },
  cwd: ROOT,
});

const EVERY_FILM = letterboxd(
  Array.from({ length: 20 }, (_, k) => k + 1).flatMap((n) => [
    [`Noir ${n}`, 1940 + n, 4] as const,
    [`Boom ${n}`, 1990 + n, 2] as const,
  ]),
);

function sectionsOf(text: string): Map<string, string[]> {
  const sections = text.split("\n\n").map((part) => part.trimEnd().split("\n"));
  return new Map(sections.map(([heading = "", ...lines]) => [heading, lines]));
}

describe("matinee picks", () => {
  test("picks what the person likes and warns of what they do not", async () => {
    const place = await smallPlace();
    const { status, stdout } = await runMatinee(place, "picks", "noir.csv", "--data", "small");
    expect(status).toBe(0);
    const sections = sectionsOf(stdout);
    const films = (heading: string): string[] =>
      sections.get(heading)!.filter((line) => /^ {2}\d/u.test(line));
    expect(films("Tonight")).toHaveLength(3);
    for (const line of films("Tonight")) {
      expect(line).toMatch(
        /^ {2}\d {2}Noir \d+ \(\d{4}\) +\d\.\d ★ {3}between \d\.\d and \d\.\d$/u,
      );
    }
    expect(films("Skip")).toHaveLength(3);
    for (const line of films("Skip")) expect(line).toContain("Boom");
    expect(stdout).toMatch(/you gave Noir \d 5 ★/u);
  });

  test("says how many films were recognised and which were not", async () => {
    const place = await smallPlace();
    const { stdout } = await runMatinee(place, "picks", "noir.csv", "--data", "small");
    expect(stdout).toMatch(/^12 of 13 films recognised; unknown here: Elsewhere \(2019\)\.\n/u);
  });

  test("leaves out what the page's own table says is not for them", async () => {
    const place = await smallPlace();
    const rows = [1, 2, 3].map((n) => `rated,Noir ${n},${1940 + n},5,,,\n`);
    const not = [7, 8, 9].map((n) => `not for me,Noir ${n},${1940 + n},,,,\n`);
    const table = ["List,Title,Year,Rating,Date,imdbID,tmdbID\n", ...rows, ...not].join("");
    await writeFile(join(place.cwd, "matinee.csv"), table);
    const argv = ["picks", "matinee.csv", "--data", "small", "--count", "40"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).toMatch(/ Noir 10 \(/u);
    expect(stdout).not.toMatch(/ {2}Noir [789] \(/u);
  });

  test("leaves out what was seen without a rating, and says how many that are", async () => {
    const place = await smallPlace();
    const seen = [7, 8, 9].map((n) => ({ title: `Noir ${n}`, year: 1940 + n }));
    const ratings = [1, 2, 3].map((n) => ({ title: `Noir ${n}`, year: 1940 + n, rating: 5 }));
    await writeFile(join(place.cwd, "mine.json"), JSON.stringify({ ratings, seen }));
    const argv = ["picks", "mine.json", "--data", "small", "--count", "40"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).toMatch(
      /^3 of 3 films recognised; 3 more seen without a rating, and left out\.\n/u,
    );
    const { picks, recognised } = await runForJson(place, ...argv);
    const titles = (picks as PickJson[]).map(({ title }) => title);
    for (const { title } of seen) expect(titles).not.toContain(title);
    expect(recognised).toMatchObject({ count: 3, seen: 3 });
  });

  test("never picks a film that the person rated, and as many as asked for", async () => {
    const place = await smallPlace();
    const argv = ["picks", "noir.csv", "--data", "small", "--count", "7"];
    const picks = (await runForJson(place, ...argv))["picks"] as PickJson[];
    expect(picks).toHaveLength(7);
    for (const { title } of picks) expect(title).toMatch(/^Noir (?:[7-9]|1\d|20)$/u);
  });

  test("--json has the keys of the contract", async () => {
    const place = await smallPlace();
    const json = await runForJson(place, "picks", "noir.csv", "--data", "small");
    expect(Object.keys(json)).toEqual(["picks", "avoid", "recognised", "data"]);
    for (const film of [...(json["picks"] as PickJson[]), ...(json["avoid"] as PickJson[])]) {
      expect(film).toEqual({
        ...{ movieId: expect.any(Number), title: expect.any(String), year: expect.any(Number) },
        ...{ stars: expect.any(Number), low: expect.any(Number), high: expect.any(Number) },
        ...{ score: expect.any(Number), why: expect.any(Array) },
      });
      expect(film.low).toBeLessThanOrEqual(film.stars);
      expect(film.stars).toBeLessThanOrEqual(film.high);
    }
    expect(json["recognised"]).toEqual({
      count: 12,
      total: 13,
      unknown: [{ title: "Elsewhere", year: 2019, rating: 4, line: 14 }],
      ambiguous: [],
      clamped: 0,
      superseded: 0,
      ...{ seen: 0, format: "letterboxd-ratings", scale: "0.5-5" },
      leftOut: { shows: 0, episodes: 0, shorts: 0, others: 0, repeated: 0, unreadable: 0 },
    });
    expect(json["data"]).toMatch(/^Ratings in .*small$/u);
  });

  test("says so where nothing is left to pick, instead of headings over nothing", async () => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "all.csv"), EVERY_FILM);
    const argv = ["picks", "all.csv", "--data", "small"];
    const { status, stdout } = await runMatinee(place, ...argv);
    expect(status).toBe(0);
    expect(stdout).toBe("40 of 40 films recognised.\n\nYou have rated or seen every film here.\n");
    const together = await runMatinee(place, ...argv, "noir.csv");
    expect(together.stdout).toContain("Together you have seen every film here.\n");
    expect(together.stdout).not.toContain("Tonight");
  });

  test("ratings that the data repeat are counted in a notice", async () => {
    const place = await smallPlace();
    await appendFile(join(place.cwd, "small/ratings.csv"), "1,1,4,9\n1,1,5,9\n");
    const { stderr } = await runMatinee(place, "picks", "noir.csv", "--data", "small");
    expect(stderr).toMatch(
      /^\d repeated ratings? left out of the ratings in small: of one person/u,
    );
  });

  test("--retrain learns everything anew and picks of the same kind", async () => {
    const place = await smallPlace();
    const argv = ["picks", "noir.csv", "--data", "small", "--retrain"];
    const picks = (await runForJson(place, ...argv))["picks"] as PickJson[];
    for (const { title } of picks) expect(title).toMatch(/^Noir/u);
  });

  test("--model takes a model that train wrote, and learns nothing", async () => {
    const place = await smallPlace();
    await runMatinee(
      place,
      "train",
      "--data",
      "small",
      "-o",
      "model.st",
      "--method",
      "gradient-descent",
    );
    const argv = ["picks", "noir.csv", "--model", "model.st"];
    const { status, stderr } = await runMatinee(place, ...argv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const json = await runForJson(place, ...argv);
    expect(json["model"]).toBe("model.st");
    const learned = await runForJson(place, "picks", "noir.csv", "--data", "small");
    expect(json["picks"]).toEqual(learned["picks"]);
  });

  test("options of learning reach the learner", async () => {
    const place = await smallPlace();
    const { stderr } = await runMatinee(
      ...([place, "picks", "noir.csv", "--data", "small"] as const),
      ...["--factors", "4", "--epochs", "3", "--held-out-share", "0"],
    );
    expect(stderr).toMatch(/^Learned from 1,920 ratings in .* s: 3 epochs\n$/u);
  });

  test("leaves out the interval where none was measured", async () => {
    const place = await smallPlace();
    const argv = ["picks", "noir.csv", "--data", "small", "--held-out-share", "0"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).not.toMatch(/between|NaN/u);
    const picks = (await runForJson(place, ...argv))["picks"] as PickJson[];
    expect(picks[0]!.low).toBeNull();
  });

  test("a rating that was replaced by a later one is told once, on stderr", async () => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "twice.csv"), `${NOIR_LOVER}2024-02-01,Noir 1,1941,x,4\n`);
    const { stdout, stderr } = await runMatinee(place, "picks", "twice.csv", "--data", "small");
    expect(stderr).toContain("1 rating left out, replaced by a later one of the same film\n");
    expect(stdout).toContain("12 of 13 films recognised");
  });

  test("stars below the scale count as its lowest, and that is told once", async () => {
    const place = await smallPlace();
    const rows = Array.from(
      { length: 40 },
      (_, k) => `${1 + (k % 8)}\t${1 + (k % 5)}\t${1 + (k % 5)}\t0`,
    );
    const films = Array.from(
      { length: 5 },
      (_, k) => `${k + 1}|Film ${k + 1} (1990)|||${"|0".repeat(19)}`,
    );
    await mkdir(join(place.cwd, "whole"));
    await writeFile(join(place.cwd, "whole/u.data"), `${[...new Set(rows)].join("\n")}\n`);
    await writeFile(join(place.cwd, "whole/u.item"), `${films.join("\n")}\n`);
    const mine = letterboxd([
      ["Film 1", 1990, 0.5],
      ["Film 2", 1990, 5],
    ]);
    await writeFile(join(place.cwd, "mine.csv"), mine);
    const argv = ["picks", "mine.csv", "--data", "whole"];
    const { status, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(0);
    expect(stderr.match(/below/gu)).toHaveLength(1);
    expect(stderr).toContain("1 rating below 1 ★ counts as 1 ★, the lowest here\n");
    expect((await runForJson(place, ...argv))["recognised"]).toMatchObject({ clamped: 1 });
  });
});

describe("matinee picks for several people", () => {
  const argv = ["picks", "noir.csv", "boom.csv", "--data", "small"];

  test("names each person with their stars", async () => {
    const { status, stdout } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^noir: 12 of 13 films recognised/mu);
    expect(stdout).toMatch(/^boom: 12 of 12 films recognised\.$/mu);
    expect(stdout).toContain("Tonight, for noir and boom");
    expect(stdout.match(/^ {5}noir \d\.\d ★ {3}boom \d\.\d ★$/gmu)).toHaveLength(3);
  });

  test("--json has everyone's stars and what was recognised", async () => {
    const json = await runForJson(await smallPlace(), ...argv);
    expect(Object.keys(json)).toEqual(["picks", "people", "data"]);
    const [pick] = json["picks"] as PickJson[];
    expect(pick!.people.map(({ name }) => name)).toEqual(["noir", "boom"]);
    expect(Object.keys(pick!.people[0]!)).toEqual(["name", "stars", "low", "high"]);
    const [noir] = json["people"] as { name: string; recognised: { count: number } }[];
    expect(noir).toMatchObject({ name: "noir", recognised: { count: 12, total: 13 } });
  });

  test("breaks long lines between people, so that everyone's stars are there", async () => {
    const place = { ...(await smallPlace()), columns: 80, env: { NO_COLOR: "1" } };
    const names = Array.from({ length: 12 }, (_, k) => `someone-${k + 1}`);
    for (const name of names) await writeFile(join(place.cwd, `${name}.csv`), NOIR_LOVER);
    const files = names.map((name) => `${name}.csv`);
    const { stdout } = await runMatinee(place, "picks", ...files, "--data", "small");
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    for (const name of names) {
      expect(stdout.match(new RegExp(`${name} \\d\\.\\d ★`, "gu"))).toHaveLength(3);
    }
  });

  test("the same file twice is told", async () => {
    const place = await smallPlace();
    const { stdout, stderr } = await runMatinee(
      ...([place, "picks", "noir.csv", "noir.csv", "--data", "small"] as const),
    );
    expect(stderr).toMatch(/noir\.csv" is named more than once, and counts that often\n/u);
    expect(stdout).toContain("Tonight, for noir 1 and noir 2");
  });

  test("tells two exports of one name apart by their folders", async () => {
    const place = await smallPlace();
    for (const name of ["ann", "bob"]) {
      await mkdir(join(place.cwd, name));
      await writeFile(join(place.cwd, name, "ratings.csv"), NOIR_LOVER);
    }
    const files = ["ann/ratings.csv", "bob/ratings.csv"];
    const json = await runForJson(place, "picks", ...files, "--data", "small", "--retrain");
    expect((json["people"] as { name: string }[]).map(({ name }) => name)).toEqual(["ann", "bob"]);
  });
});

test.skipIf(found === undefined)(
  `the example's thirty ratings lead to A Close Shave${found === undefined ? " (skipped: no MovieLens 100K here)" : ""}`,
  async () => {
    const argv = ["picks", "examples/thirty-ratings.csv", "--data", found!.path];
    const json = await runForJson({ cwd: ROOT }, ...argv);
    expect(json["recognised"]).toMatchObject({ count: 28, total: 30, clamped: 1 });
    expect((json["picks"] as PickJson[]).map(({ title }) => title)).toContain("A Close Shave");
  },
);
