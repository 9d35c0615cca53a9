import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CliResult } from "../../../test/support/cli-run.ts";
import { runForJson, runMatinee } from "../../../test/support/cli-run.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { textWidth } from "../terminal/text-width.ts";
import { findDataSet } from "../../io/node-data-sets.ts";

const ROOT = join(import.meta.dirname, "../../..");
const { MATINEE_DATA } = process.env;
const found = await findDataSet("ml-100k", {
  env: { MATINEE_DATA, XDG_CACHE_HOME: join(ROOT, "nowhere") },
  cwd: ROOT,
});
const skipped = found === undefined ? " (skipped: no MovieLens 100K here)" : "";
const HEADINGS = [/^Tonight$/mu, /^Skip$/mu, /^Why /mu, /^What it found/mu];

function expectStory(stdout: string): void {
  const learning = stdout.search(/^Learning 32 hidden features/mu);
  expect(learning).toBeGreaterThan(0);
  expect(stdout.search(HEADINGS[0]!)).toBeGreaterThan(learning);
  expect(stdout).toMatch(/^epoch \d+ {2}━+─* {2}training 0\.\d{3} {2}held out 0\.\d{3}/mu);
  expect(stdout).toMatch(/^Stopped: (?:no longer improving|all epochs done)\./mu);
  expectOutcome(stdout);
}

function expectOutcome(stdout: string): void {
  const places = HEADINGS.map((heading) => stdout.search(heading));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(stdout.match(/^ {2}[123] .* \d\.\d ★ {3}between/gmu)).toHaveLength(6);
  expect(stdout).toMatch(/npx matinee picks your-letterboxd-ratings\.csv\n$/u);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(62);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
}

describe("matinee demo without MovieLens 100K", () => {
  test("uses the model that comes with matinee, learns nothing, and says why", async () => {
    const { status, stdout } = await runMatinee({ cwd: temporaryFolder() }, "demo");
    expect(status).toBe(0);
    const words = stdout.replace(/\s+/gu, " ");
    expect(words).toMatch(/^MovieLens 100K cannot be had here \(no connection\), so nothing is/u);
    expect(words).toContain("MovieLens latest small: 610 people rated");
    expect(words).toMatch(/\(examples\/thirty-ratings\.csv\): \d\d of 30 films recognised/u);
    expect(stdout).not.toContain("epoch");
    expectOutcome(stdout);
  });

  test("--json tells it as data, and the features sum to what taste adds", async () => {
    const json = (await runForJson({ cwd: temporaryFolder() }, "demo")) as {
      readonly notLearnedBecause: string;
      readonly learning: unknown;
      readonly picks: readonly unknown[];
      readonly explanation: {
        taste: number;
        match: { features: { place: number; you: number; stars: number }[]; rest: number };
      };
      readonly features: readonly { share: number }[];
    };
    expect(Object.keys(json)).toEqual([
      ...["data", "notLearnedBecause", "users", "movies", "ratings", "histogram", "ratingsFile"],
      ...["recognised", "learning", "picks", "avoid", "explanation", "features"],
    ]);
    expect(json.notLearnedBecause).toMatch(/^Cannot (?:get|download) /u);
    expect(json.learning).toBeNull();
    expect(json.picks).toHaveLength(3);
    const { taste, match } = json.explanation;
    expect(match.features).toHaveLength(json.features.length);
    for (const { place, you, stars } of match.features) expect(place * you).toBeCloseTo(stars, 4);
    const told = match.features.reduce((sum, { stars }) => sum + stars, 0);
    expect(told + match.rest).toBeCloseTo(taste, 3);
    const shares = json.features.reduce((sum, { share }) => sum + share, 0);
    expect(shares).toBeGreaterThan(0.3);
    expect(shares).toBeLessThan(1);
  });

  test("asks a server that stalls only once, and says so", async () => {
    let asked = 0;
    const server = createServer(({ socket }) => {
      asked++;
      socket.destroy();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const env = { MATINEE_MIRROR: `http://127.0.0.1:${port}/` };
    const { status, stdout } = await runMatinee({ cwd: temporaryFolder(), env }, "demo");
    expect({ status, asked }).toEqual({ status: 0, asked: 1 });
    expect(stdout).toMatch(/^MovieLens 100K cannot be had here \(server stalls\), so nothing/u);
  });

  test("no line ends in a space, and none is wider than a narrow terminal", async () => {
    const place = { cwd: temporaryFolder(), columns: 40, env: { NO_COLOR: "1" } };
    const { stdout } = await runMatinee(place, "demo");
    for (const line of stdout.split("\n")) {
      expect(line.length).toBeLessThanOrEqual(40);
      expect(line).toBe(line.trimEnd());
    }
  });

  test.each([0, 1, 20])("survives a terminal that says it has %i columns", async (columns) => {
    const { status, stdout } = await runMatinee({ cwd: temporaryFolder(), columns }, "demo");
    expect(status).toBe(0);
    expect(stdout).toContain("Now yours");
  });

  test("says that options of learning do nothing here", async () => {
    const { stderr } = await runMatinee({ cwd: temporaryFolder() }, "demo", "--factors", "4");
    expect(stderr).toContain("Nothing is learned, so the options of learning do nothing\n");
  });
});

describe.skipIf(found === undefined)(`matinee demo on MovieLens 100K${skipped}`, () => {
  const place = { cwd: ROOT, env: { MATINEE_DATA: join(found?.path ?? "", "..") } };
  let story: Promise<CliResult> | undefined;

  test("tells the story in under 62 lines of at most 80 columns", async () => {
    const { status, stdout, stderr } = await (story ??= runMatinee(place, "demo"));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^MovieLens 100K: 943 people rated 1,682 films, 100,000 ratings from 1 to 5\./u,
    );
    expect(stdout.replace(/\s+/gu, " ")).toContain(
      "Thirty ratings of your own added (examples/thirty-ratings.csv): 28 of 30 films recognised; " +
        "unknown here: Knives Out (2019), The Grand Budapest Hotel (2014). 1 rating below 1 ★",
    );
    expectStory(stdout);
  });

  test("tells of a set that was cut off, and that nothing is left to pick", async () => {
    const cwd = temporaryFolder();
    const folder = join(cwd, "data/ml-100k");
    await mkdir(folder, { recursive: true });
    await cp(join(found!.path, "u.item"), join(folder, "u.item"));
    await writeFile(join(folder, "u.data"), "1\t1\t5\t0\n");
    const { status, stdout, stderr } = await runMatinee({ cwd }, "demo");
    expect(status).toBe(0);
    expect(stderr).toContain(
      "MovieLens 100K has only 1 of its 100,000 ratings here; its files may",
    );
    expect(stdout).toContain("You have rated or seen every film here.\n");
    expect(stdout).not.toMatch(/NaN|^Tonight|^Skip|^Why/mu);
    expect(await runForJson({ cwd }, "demo")).toMatchObject({ picks: [], explanation: null });
  });

  test("works with a single hidden feature", async () => {
    const { status, stdout } = await runMatinee(place, "demo", "--factors", "1");
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/NaN|undefined|the other 0/u);
  });

  test("no line is wider than a narrow terminal, with or without the refit", async () => {
    for (const argv of [["demo"], ["demo", "--no-refit"]]) {
      const { stdout } = await runMatinee({ ...place, columns: 40 }, ...argv);
      for (const line of stdout.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(40);
    }
  });

  test("ends like the story it tells: with A Close Shave", async () => {
    const { stdout } = await (story ??= runMatinee(place, "demo"));
    expect(stdout).toMatch(/Tonight\n {2}1 {2}A Close Shave \(1995\)/u);
  });
});
