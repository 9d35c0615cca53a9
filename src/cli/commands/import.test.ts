import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace } from "../../../test/support/cli-run.ts";
import { letterboxd, runForJson, runMatinee, trainedPlace } from "../../../test/support/cli-run.ts";
import { FakeKeyboard } from "../../../test/support/fake-keyboard.ts";

const IMDB =
  "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres," +
  "Num Votes,Release Date,Directors\n" +
  "tt9000001,9,2024-01-01,Noir 1,,movie,7,90,1941,Crime,10,1941-01-01,X\n" +
  "tt9000002,8,2024-01-02,Secret Show,,tvSeries,7,90,1999,Crime,10,1999-01-01,X\n" +
  "tt9000003,2,2024-01-03,Secret Film,,movie,7,90,2019,Crime,10,2019-01-01,X\n" +
  "tt9000004,99,2024-01-04,Secret Wrong,,movie,7,90,1942,Crime,10,1942-01-01,X\n";

/** Two films of one title and year: which is meant cannot be told. */
async function placeWithTwins(): Promise<CliPlace> {
  const place = await trainedPlace();
  const movies = join(place.cwd, "small/movies.csv");
  await writeFile(movies, `${await readFile(movies, "utf8")}98,Twin (1980),A\n99,Twin (1980),B\n`);
  const links = "movieId,imdbId,tmdbId\n98,0000098,1\n99,0000099,2\n";
  await writeFile(join(place.cwd, "small/links.csv"), links);
  const mine = letterboxd([
    ["Twin", 1980, 4],
    ["Noir 1", 1941, 5],
    ["Elsewhere", 2019, 3],
  ]);
  await writeFile(join(place.cwd, "mine.csv"), mine);
  return place;
}

const TWINS = ["import", "mine.csv", "--data", "small"];

interface ImportJson {
  readonly rows: number;
  readonly counts: Record<"recognised" | "ambiguous" | "unknown" | "leftOut", number>;
  readonly recognised: readonly { title: string; reason: string; film: { movieId: number } }[];
  readonly ambiguous: readonly { candidates: readonly { imdbId: string }[] }[];
  readonly unknown: readonly { title: string }[];
}

describe("matinee import", () => {
  test("tells what became of every row of an export, and by what films were recognised", async () => {
    const place = await trainedPlace();
    await writeFile(join(place.cwd, "imdb.csv"), IMDB);
    const argv = ["import", "imdb.csv", "--model", "model.st"];
    const { status, stdout, stderr } = await runMatinee(place, ...argv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^IMDb .*: 4 rows, ratings from 1 to 10, read as half as many stars\./u);
    expect(stdout).toMatch(/^ {2}rated +1 +0 +1$/mu);
    expect(stdout).toContain("2 rows left out: 1 show and 1 that cannot be used.\n");
    expect(stdout).toMatch(/^ {2}line 5, cell 2: "Your Rating" must be a number in \[1, 10\]$/mu);
    expect(stdout).toMatch(/^Unknown here\n {2}Secret Film \(2019\)$/mu);
    const json = (await runForJson(place, ...argv)) as unknown as ImportJson;
    expect(json.counts).toEqual({ recognised: 1, ambiguous: 0, unknown: 1, leftOut: 2 });
    expect(json.recognised[0]).toMatchObject({
      ...{ list: "rated", title: "Noir 1", rating: 4.5, imdbId: "tt9000001", line: 2 },
      ...{ film: { movieId: 1, title: "Noir 1", year: 1941 }, confidence: expect.any(Number) },
    });
  });

  test("tells what the page's own table says is not for them, and not seen", async () => {
    const place = await trainedPlace();
    const table =
      "List,Title,Year,Rating,Date,imdbID,tmdbID\nrated,Noir 1,1941,4,,,\n" +
      "not for me,Noir 2,1942,,,,\nnot seen,Noir 3,1943,,,,\nnot seen,Elsewhere,2019,,,,\n";
    await writeFile(join(place.cwd, "matinee.csv"), table);
    const argv = ["import", "matinee.csv", "--model", "model.st"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout).toMatch(/^ {2}not for you +1 +0 +0$/mu);
    expect(stdout).toMatch(/^ {2}not seen +1 +0 +1$/mu);
    const json = (await runForJson(place, ...argv)) as unknown as ImportJson;
    expect(json.counts).toEqual({ recognised: 3, ambiguous: 0, unknown: 1, leftOut: 0 });
  });

  test("counts no row twice and none not at all", async () => {
    const place = await trainedPlace();
    await writeFile(
      join(place.cwd, "twice.csv"),
      letterboxd([
        ["Noir 1", 1941, 5],
        ["Noir 1", 1941, 4],
        ["Noir 1", 1941, 3],
        ["Elsewhere", 2019, 3],
      ]),
    );
    const { rows, counts } = (await runForJson(
      ...([place, "import", "twice.csv", "--model", "model.st"] as const),
    )) as unknown as ImportJson;
    expect(rows).toBe(4);
    expect(counts).toEqual({ recognised: 1, ambiguous: 0, unknown: 1, leftOut: 2 });
  });

  test("shows films that could be several, each with its IMDb id", async () => {
    const place = await placeWithTwins();
    const { stdout } = await runMatinee(place, ...TWINS);
    expect(stdout).toMatch(
      /^Which film is it\?\n {2}Twin \(1980\) {2}line 2\n {5}Twin \(1980\) {2}tt0000098 {2}.*\n {5}Twin \(1980\) {2}tt0000099 /mu,
    );
  });

  test("--corrections keeps films to decide, and takes what was decided the next time", async () => {
    const place = await placeWithTwins();
    const argv = [...TWINS, "--corrections", "decided.csv"];
    const { stderr } = await runMatinee(place, ...argv);
    expect(stderr).toMatch(/1 film is to be decided in decided\.csv: fill in the column Film/u);
    const file = join(place.cwd, "decided.csv");
    const open = await readFile(file, "utf8");
    expect(open).toBe("Title,Year,Film,Candidates\nTwin,1980,,tt0000098 | tt0000099\n");
    await writeFile(file, open.replace("1980,,", "1980,tt0000099,"));
    const json = (await runForJson(place, ...argv)) as unknown as ImportJson;
    expect(json.ambiguous).toEqual([]);
    expect(json.recognised[0]).toMatchObject({ reason: "decided", film: { movieId: 99 } });
    expect(await readFile(file, "utf8")).toContain("Twin,1980,tt0000099,");
    const predicted = ["predict", "mine.csv", "Twin (1980)", "--data", "small"];
    const prediction = await runForJson(place, ...predicted, "--corrections", "decided.csv");
    expect(prediction["recognised"]).toMatchObject({ count: 2, total: 3, ambiguous: [] });
    expect(prediction["movieId"]).toBe(99);
  });

  test("none says that a film is not among those known", async () => {
    const place = await placeWithTwins();
    await writeFile(join(place.cwd, "decided.csv"), "Title,Year,Film\nTwin,1980,none\n");
    const argv = [...TWINS, "--corrections", "decided.csv"];
    const { unknown } = (await runForJson(place, ...argv)) as unknown as ImportJson;
    expect(unknown.map(({ title }) => title)).toEqual(["Twin", "Elsewhere"]);
  });

  test("a decision that names no film is told by its line, without the film", async () => {
    const place = await placeWithTwins();
    const decided = "Title,Year,Film\nTwin,1980,tt0000099\nElsewhere,2019,Secret\n";
    await writeFile(join(place.cwd, "decided.csv"), decided);
    const argv = ["mine.csv", "--data", "small", "--corrections", "decided.csv"];
    for (const command of ["import", "picks"]) {
      const { status, stderr } = await runMatinee(place, command, ...argv);
      expect(status).toBe(0);
      const words = stderr.replace(/\s+/gu, " ");
      expect(words).toContain('decided.csv, line 3: "Film" names none that is known here; type an');
      expect(stderr).not.toContain("Secret");
    }
  });

  test("a film that may be one of the person's is in no list of theirs", async () => {
    const place = await placeWithTwins();
    const movies = join(place.cwd, "small/ratings.csv");
    const liked = [98, 99].flatMap((film) =>
      Array.from({ length: 40 }, (_, k) => `${2 * k + 1},${film},5,0\n`),
    );
    await writeFile(movies, (await readFile(movies, "utf8")) + liked.join(""));
    const argv = ["picks", "mine.csv", "--data", "small", "--count", "60", "--avoid", "0"];
    const titles = async (...more: readonly string[]): Promise<readonly string[]> =>
      ((await runForJson(place, ...argv, ...more))["picks"] as { title: string }[]).map(
        ({ title }) => title,
      );
    expect(await titles()).not.toContain("Twin");
    await writeFile(join(place.cwd, "decided.csv"), "Title,Year,Film\nTwin,1980,none\n");
    expect(await titles("--corrections", "decided.csv")).toContain("Twin");
  });

  test("in a terminal asks which film is meant, and keeps the answer", async () => {
    const place = { ...(await placeWithTwins()), columns: 80, env: { NO_COLOR: "1" } };
    const { stdout, stderr } = await runMatinee(
      { ...place, stdin: new FakeKeyboard("2") },
      ...[...TWINS, "--corrections", "decided.csv"],
    );
    expect(stderr).toMatch(/Twin \(1980\) {2}1 of 1, line 2\n {2}1 {2}Twin .*tt0000098 {2}A\n/u);
    expect(stderr).not.toContain("to be decided");
    expect(stdout).not.toContain("Which film is it?");
    const kept = await readFile(join(place.cwd, "decided.csv"), "utf8");
    expect(kept).toBe("Title,Year,Film,Candidates\nTwin,1980,tt0000099,\n");
  });

  test("errors and notices name no film of the file, unless --verbose", async () => {
    const place = await trainedPlace();
    await writeFile(join(place.cwd, "imdb.csv"), IMDB);
    const quoted = '"Const","Your Rating","Title"\ntt1,9,"Secret Film\n';
    await writeFile(join(place.cwd, "broken.csv"), quoted);
    for (const file of ["imdb.csv", "broken.csv"]) {
      const { stderr } = await runMatinee(place, "picks", file, "--model", "model.st");
      expect(stderr).not.toBe("");
      expect(stderr).not.toContain("Secret");
    }
    const verbose = ["import", "broken.csv", "--verbose", "--model", "model.st"];
    expect((await runMatinee(place, ...verbose)).stderr).toContain("Secret");
  });

  test("reads a table of another kind by --columns, and says what --columns may hold", async () => {
    const place = await trainedPlace();
    const table = "Film;Jahr;Meine\nNoir 1;1941;90\nNoir 2;1942;35\n";
    await writeFile(join(place.cwd, "table.csv"), table);
    const columns = "title=Film,year=Jahr,rating=Meine";
    const argv = ["import", "table.csv", "--model", "model.st", "--columns"];
    const json = (await runForJson(place, ...argv, columns)) as unknown as ImportJson;
    expect(json).toMatchObject({ scale: "0-100", counts: { recognised: 2 } });
    expect(json.recognised[0]).toMatchObject({ rating: 4.5 });
    const wrong = await runMatinee(place, ...argv, "titel=Film");
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('got "titel"; did you mean "title"?');
  });

  test("without --model or --data matches with the model that comes with matinee", async () => {
    const place = await trainedPlace();
    const mine = letterboxd([
      ["The Matrix", 1999, 5],
      ["Amelie", 2001, 4],
    ]);
    await writeFile(join(place.cwd, "mine.csv"), mine);
    const json = (await runForJson(place, "import", "mine.csv")) as unknown as ImportJson;
    expect(json).toMatchObject({ counts: { recognised: 2 }, model: "embedded" });
  });

  test.each([80, 40])("no line is wider than a terminal of %i columns", async (columns) => {
    const place = { ...(await placeWithTwins()), columns, env: { NO_COLOR: "1" } };
    await writeFile(join(place.cwd, "imdb.csv"), IMDB);
    for (const argv of [TWINS, ["import", "imdb.csv", "--data", "small"]]) {
      const { stdout } = await runMatinee(place, ...argv);
      for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });
});
