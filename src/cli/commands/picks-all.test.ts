import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace } from "../../../test/support/cli-run.ts";
import {
  FILMS_OF_A_KIND,
  runForJson,
  runMatinee,
  smallPlace,
  trainedPlace,
} from "../../../test/support/cli-run.ts";

const ALL = ["picks", "--all", "--data", "small", "--model", "model.st"] as const;

interface Line {
  readonly userId: number;
  readonly picks: readonly { movieId: number; title: string; year: number; score: number }[];
}

async function linesOf(place: CliPlace, ...argv: readonly string[]): Promise<Line[]> {
  const { status, stderr } = await runMatinee(place, ...ALL, "-o", "all.jsonl", ...argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const text = await readFile(join(place.cwd, "all.jsonl"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

async function textOf(place: CliPlace, name: string): Promise<string> {
  return readFile(join(place.cwd, name), "utf8");
}

describe("matinee picks --all", () => {
  test("writes a film a row for everyone, and says what of it is to be known", async () => {
    const place = await trainedPlace();
    const { status, stdout, stderr } = await runMatinee(place, ...ALL, "-o", "all.csv");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^people {2}80 in \d\.\d s, [\d,]+ a second\nfilms {3}240, \d+ different ones\nfile {4}all\.csv \([\d.]+ KiB\)\n$/u,
    );
    const [header, ...rows] = (await textOf(place, "all.csv")).trimEnd().split("\n");
    expect(header).toBe("userId,rank,movieId,title,year,stars,low,high,score");
    expect(rows).toHaveLength(240);
    for (const row of rows) {
      expect(row).toMatch(/^\d+,[123],\d+,(?:Noir|Boom) \d+,\d{4},[\d.]+,[\d.]+,[\d.]+,[\d.]+$/u);
    }
    expect(new Set(rows.map((row) => row.split(",")[0]))).toHaveLength(80);
  });

  test("picks for each what a file of theirs would get", async () => {
    const place = await trainedPlace();
    const lines = await linesOf(place, "--count", "4");
    expect(lines.map(({ userId }) => userId)).toEqual(Array.from({ length: 80 }, (_, k) => k + 1));
    const data = (await textOf(place, "small/ratings.csv")).split("\n");
    for (const { userId, picks } of lines.slice(0, 3)) {
      const own = data
        .filter((row) => row.startsWith(`${userId},`))
        .map((row) => {
          const [, movieId, rating] = row.split(",");
          const film = Number(movieId) - 1;
          const n = (film % FILMS_OF_A_KIND) + 1;
          return film < FILMS_OF_A_KIND
            ? `Noir ${n},${1940 + n},${rating}`
            : `Boom ${n},${1990 + n},${rating}`;
        });
      await writeFile(join(place.cwd, "own.csv"), ["Title,Year,Rating", ...own, ""].join("\n"));
      const argv = ["picks", "own.csv", "--model", "model.st", "--count", "4", "--avoid", "0"];
      const single = (await runForJson(place, ...argv))["picks"] as (Line["picks"][number] & {
        why?: unknown;
      })[];
      expect(picks).toEqual(single.map((film) => ({ ...film, why: undefined })));
    }
  });

  test("learns from the data where no model is named", async () => {
    const place = await smallPlace();
    const argv = ["picks", "--all", "--data", "small", "-o", "all.csv", "--factors", "4"];
    const { status, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Learned from 1,920 ratings in /u);
  });

  test("honours what is asked of films", async () => {
    const place = await trainedPlace();
    await writeFile(join(place.cwd, "list.csv"), "Title,Year\nNoir 3,1943\nBoom 4,1994\n");
    for (const { picks } of await linesOf(place, "--genres", "crime", "--exclude", "Noir 2")) {
      for (const { title } of picks) expect(title).toMatch(/^Noir (?!2$)/u);
    }
    for (const { picks } of await linesOf(place, "--years", "1950-1999", "--popularity", "1-30")) {
      for (const { year } of picks) expect(year).toBeGreaterThanOrEqual(1950);
    }
    const among = await linesOf(place, "--among", "list.csv");
    const titles = new Set(among.flatMap(({ picks }) => picks.map(({ title }) => title)));
    expect([...titles].toSorted()).toEqual(["Boom 4", "Noir 3"]);
    const { stdout } = await runMatinee(place, ...ALL, "-o", "a.csv", "--among", "list.csv");
    expect(stdout).toContain("\n        80 people got fewer than 3: no more are left\n");
  });

  test("counts people with few ratings, and ratings that the model cannot use", async () => {
    const place = await trainedPlace();
    await mkdir(join(place.cwd, "few"));
    const movies = await textOf(place, "small/movies.csv");
    await writeFile(join(place.cwd, "few/movies.csv"), `${movies}999,Elsewhere (2019),Drama\n`);
    const rows = ["userId,movieId,rating,timestamp", "7,999,4,0", "8,1,5,0", "8,999,5,0"];
    const many = [1, 2, 3, 4, 5].map((movieId) => `9,${movieId},4,0`);
    await writeFile(join(place.cwd, "few/ratings.csv"), [...rows, ...many, ""].join("\n"));
    const argv = ["picks", "--all", "--data", "few", "--model", "model.st", "-o", "few.jsonl"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).toContain("2 people rated fewer than 5 (1 none): mostly what all like\n");
    expect(stdout).toContain("2 ratings of films not in the model left out\n");
    const json = await runForJson(place, ...argv);
    expect(json).toEqual({
      ...{ file: "few.jsonl", bytes: expect.any(Number), people: 3, films: 9 },
      ...{ different: expect.any(Number), fewRatings: 2, withoutRatings: 1, short: 0 },
      ...{ unknownRatings: 2, clamped: 0, seconds: expect.any(Number), model: "model.st" },
    });
    const [nobody] = (await textOf(place, "few.jsonl")).split("\n");
    await writeFile(join(place.cwd, "empty.json"), '{"ratings": [], "seen": []}');
    expect((JSON.parse(nobody!) as Line).picks).toHaveLength(3);
  });

  test("writes the same file whatever the number of threads, and no line is wider than 80", async () => {
    const place = { ...(await trainedPlace()), columns: 80, env: { NO_COLOR: "1" } };
    const one = await runMatinee(place, ...ALL, "-o", "one.csv", "--threads", "1");
    await runMatinee(place, ...ALL, "-o", "three.csv", "--threads", "3");
    expect(await textOf(place, "three.csv")).toBe(await textOf(place, "one.csv"));
    for (const line of one.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe("matinee picks --all refuses", () => {
  const refusals: readonly (readonly [why: string, argv: readonly string[], message: RegExp])[] = [
    ["no file", [], /--all needs a file to write to; add --output picks\.csv or picks\.jsonl/u],
    [
      "a file of another kind",
      ["-o", "all.txt"],
      /--output must end in \.csv \(a table\) or \.jsonl \(JSON lines\), got "all\.txt"/u,
    ],
    ["files of people", ["noir.csv", "-o", "a.csv"], /leave out the files/u],
    ["what is of one list", ["-o", "a.csv", "--why"], /--why is not for --all; leave it out/u],
    ["marks of one person", ["-o", "a.csv", "--not-for-me", "x"], /--not-for-me is not for --all/u],
    ["a wrong count", ["-o", "a.csv", "--count", "0"], /--count must be an integer in/u],
    ["a wrong number of threads", ["-o", "a.csv", "--threads", "0"], /--threads must be an integ/u],
    ["a genre that there is not", ["-o", "a.csv", "--genres", "Nior"], /genres of the catalogue/u],
    ["options of learning", ["-o", "a.csv", "--factors", "4"], /cannot be used with option/u],
  ];
  for (const [why, argv, message] of refusals) {
    test(`${why}, before anything is written`, async () => {
      const place = await trainedPlace();
      const before = await readdir(place.cwd);
      const { status, stdout, stderr } = await runMatinee(place, ...ALL, ...argv);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(message);
      expect(await readdir(place.cwd)).toEqual(before);
    });
  }

  test("what leaves no film for anyone, and the file of before stays", async () => {
    const place = await trainedPlace();
    await writeFile(join(place.cwd, "all.csv"), "before\n");
    for (const [flags, message] of [
      [
        ["--years", "1700"],
        "no film is left: 40 in all, none after --years. Leave out or widen --years.",
      ],
      [
        ["--genres", "Crime", "--years", "1990-"],
        "20 of them after --years, none after --genres. Leave out or widen --genres.",
      ],
    ] as const) {
      const { status, stdout, stderr } = await runMatinee(place, ...ALL, "-o", "all.csv", ...flags);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
    }
    expect(await textOf(place, "all.csv")).toBe("before\n");
  });

  test("what leaves only films that everyone has rated, and the file of before stays", async () => {
    const place = await trainedPlace();
    await writeFile(join(place.cwd, "all.csv"), "before\n");
    await writeFile(join(place.cwd, "list.csv"), "Title,Year\nNoir 1,1941\n");
    await mkdir(join(place.cwd, "few"));
    await writeFile(join(place.cwd, "few/movies.csv"), await textOf(place, "small/movies.csv"));
    await writeFile(
      join(place.cwd, "few/ratings.csv"),
      "userId,movieId,rating,timestamp\n1,1,5,0\n2,1,4,0\n",
    );
    const argv = ["picks", "--all", "--data", "few", "--model", "model.st", "-o", "all.csv"];
    const { status, stderr } = await runMatinee(place, ...argv, "--among", "list.csv");
    expect(stderr).toContain("everyone has rated every film that is left; leave out or widen");
    expect(status).toBe(2);
    expect(await textOf(place, "all.csv")).toBe("before\n");
  });

  test("no data, and --output or both of --data and --model without --all", async () => {
    const place = await trainedPlace();
    const run = async (...argv: readonly string[]): Promise<string> => {
      const { status, stderr } = await runMatinee(place, "picks", ...argv);
      expect(status).toBe(2);
      return stderr;
    };
    expect(await run("--all", "-o", "a.csv")).toContain("--all needs --data");
    expect(await run("noir.csv", "-o", "a.csv")).toContain("--output is an option of --all");
    expect(await run("noir.csv", "--data", "small", "--model", "model.st")).toContain(
      'option "--model <file>" cannot be used with option "--data <name>" without --all',
    );
  });

  test("to replace the ratings, and to write into their folder", async () => {
    const place = await trainedPlace();
    const ratings = await textOf(place, "small/ratings.csv");
    await writeFile(join(place.cwd, "mine.csv"), ratings);
    for (const [data, output, message] of [
      ["mine.csv", "mine.csv", "--output is mine.csv, which is the data; name another file"],
      ["small", "small/ratings.csv", "--output lies in small, the folder of the data"],
      ["small", "small/all.csv", "--output lies in small, the folder of the data"],
    ] as const) {
      const argv = ["picks", "--all", "--data", data, "--model", "model.st", "-o", output];
      const { status, stdout, stderr } = await runMatinee(place, ...argv);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(`Cannot write the picks: ${message}`);
    }
    expect(await textOf(place, "mine.csv")).toBe(ratings);
    expect(await textOf(place, "small/ratings.csv")).toBe(ratings);
    expect((await readdir(join(place.cwd, "small"))).toSorted()).toEqual([
      ...["movies.csv", "ratings.csv"],
    ]);
  });

  test("a folder that is not there, a disk that is full, a model of other films", async () => {
    const place = await trainedPlace();
    const missing = await runMatinee(place, ...ALL, "-o", "nowhere/all.csv");
    expect(missing.status).toBe(1);
    expect(missing.stderr).toMatch(/Cannot write ".*nowhere\/all\.csv": /u);
    await mkdir(join(place.cwd, "other"));
    const films = Array.from({ length: 40 }, (_, k) => `${k + 1},Western ${k} (1970),Western`);
    await writeFile(
      join(place.cwd, "other/movies.csv"),
      `movieId,title,genres\n${films.join("\n")}\n`,
    );
    await writeFile(
      join(place.cwd, "other/ratings.csv"),
      "userId,movieId,rating,timestamp\n1,1,5,0\n",
    );
    const argv = ["picks", "--all", "--data", "other", "--model", "model.st", "-o", "all.csv"];
    const other = await runMatinee(place, ...argv);
    expect(other.status).toBe(3);
    expect(other.stderr).toContain(
      "Cannot pick for all by the model model.st: of 40 ids that both have, 40 are other films in the data",
    );
    expect(existsSync(join(place.cwd, "all.csv"))).toBe(false);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "to go on where the disk is full (skipped without /dev/full)",
    async () => {
      const place = await trainedPlace();
      await symlink("/dev/full", join(place.cwd, "full.csv"));
      const { status, stdout, stderr } = await runMatinee(place, ...ALL, "-o", "full.csv");
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toContain("the disk is full");
    },
  );

  test("to leave anything half-written after Ctrl-C: what was there before stays", async () => {
    const place = await trainedPlace();
    await writeFile(join(place.cwd, "all.csv"), "before\n");
    const before = await readdir(place.cwd);
    const { signal } = new AbortController();
    let isWriting = false; // set once there is another file beside those
    Object.defineProperty(signal, "aborted", {
      get: () => (isWriting ||= readdirSync(place.cwd).length > before.length),
    });
    const { status, stderr } = await runMatinee({ ...place, signal }, ...ALL, "-o", "all.csv");
    expect(isWriting).toBe(true);
    expect({ status, stderr }).toEqual({ status: 130, stderr: "matinee: interrupted\n" });
    expect(await textOf(place, "all.csv")).toBe("before\n");
    expect((await readdir(place.cwd)).toSorted()).toEqual(before.toSorted());
  });
});
