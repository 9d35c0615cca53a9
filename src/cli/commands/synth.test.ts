import { appendFile, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";
import { loadMovieLens, synthesize } from "../../index.ts";
import { loadPack } from "../../io/node-load-pack.ts";
import { openDataFiles } from "../../io/node-files.ts";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";

const SIZES = ["--users", "60", "--movies", "40", "--ratings", "900", "--seed", "7"];
const MADE = synthesize({ users: 60, movies: 40, ratings: 900, seed: 7 }).ratings;

describe("matinee synth", () => {
  test("writes a folder that is read like any other, with the ratings of synthesize()", async () => {
    const place = { cwd: temporaryFolder() };
    const { status, stdout } = await runMatinee(place, "synth", ...SIZES, "-o", "made");
    expect(status).toBe(0);
    expect(stdout).toBe("made holds 900 made-up ratings of 60 people and 40 films: 9.5 KiB.\n");
    const { ratings, catalogue } = await loadMovieLens(
      await openDataFiles(join(place.cwd, "made")),
    );
    expect(ratings.value).toEqual(MADE.value);
    expect(Array.from(ratings.userIndex, (u) => ratings.users.idAt(u))).toEqual(
      Array.from(MADE.userIndex, (u) => u + 1),
    );
    expect(ratings.movieIndex).toEqual(MADE.movieIndex);
    expect(catalogue.at(0).title).toBe("Made-up film 1");
  });

  test("writes a pack where the name ends in .pack, the same as one of the folder", async () => {
    const place = { cwd: temporaryFolder() };
    const json = await runForJson(place, "synth", ...SIZES, "-o", "made.pack");
    expect(Object.keys(json)).toEqual([
      ...["file", "bytes", "data", "users", "movies", "ratings", "superseded", "seed", "seconds"],
    ]);
    expect(json).toMatchObject({ file: "made.pack", users: 60, movies: 40, ratings: 900, seed: 7 });
    const { ratings } = await loadPack(join(place.cwd, "made.pack"));
    expect(ratings.value.toSorted()).toEqual(MADE.value.toSorted());
  });

  test("takes .PACK for .pack", async () => {
    const place = { cwd: temporaryFolder() };
    expect((await runMatinee(place, "synth", ...SIZES, "-o", "made.PACK")).status).toBe(0);
    expect((await loadPack(join(place.cwd, "made.PACK"))).ratings.length).toBe(900);
    const again = await runMatinee(place, "data", "pack", "made.PACK", "-o", "b.pack");
    expect(again.stderr).toContain("made.PACK is a pack already");
  });

  test("replaces no folder, and leaves nothing where it fails", async () => {
    const place = await smallPlace();
    const { status, stderr } = await runMatinee(place, "synth", ...SIZES, "-o", "small");
    expect(status).toBe(1);
    expect(stderr).toContain('small": something is there already; name a new folder');
    const lost = await runMatinee(place, "synth", ...SIZES, "-o", "none/made");
    expect(lost.status).toBe(1);
    expect(lost.stderr).toMatch(/Cannot write ".*none\/made": there is no folder/u);
    expect(await readdir(place.cwd)).toEqual(["boom.csv", "noir.csv", "small"]);
  });

  test("leaves nothing when it is interrupted", async () => {
    for (const output of ["made", "made.pack"]) {
      const cwd = temporaryFolder();
      const signal = AbortSignal.timeout(100);
      const sizes = ["--users", "9000", "--movies", "9000", "--ratings", "20000000"];
      const { status } = await runMatinee({ cwd, signal }, "synth", ...sizes, "-o", output);
      expect(status).toBe(130);
      expect(await readdir(cwd)).toEqual([]);
    }
  });

  test.each([
    [["--users", "0"], "--users must be an integer in [1, 10000000], got 0"],
    [
      ["--users", "10", "--movies", "10"],
      "--ratings may be at most half of all pairs, 50, got 100000 by default; add --ratings, or ask " +
        "for more people or films with --users or --movies",
    ],
    [
      ["--users", "10", "--movies", "10", "--ratings", "51"],
      "--ratings may be at most half of all pairs, 50, got 51; lower --ratings, or ask for more",
    ],
    [["--ratings", "0"], "--ratings must be an integer in [1, 793063], got 0"],
    [["--ratings", "1.5"], "--ratings must be an integer in [1, 793063], got 1.5"],
    [
      ["-o", "made.csv"],
      '--output must be a folder, or a file that ends in .pack, got "made.csv"; name a folder, or FILE.pack',
    ],
    [["-o", "made.ZIP"], "name a folder, or FILE.pack"],
    [["-o", "made.parquet"], "name a folder, or FILE.pack"],
    [["--memory", "1"], '--memory must be a size from 64K on, such as 512M or 4G, got "1"'],
    [["--memory", "much"], '--memory must be a size from 64K on, such as 512M or 4G, got "much"'],
    [["-o", " "], "--output must name a folder or file, got nothing"],
  ])("refuses %j", async (flags, message) => {
    const cwd = temporaryFolder();
    const { status, stderr } = await runMatinee({ cwd }, "synth", "-o", "made", ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(await readdir(cwd)).toEqual([]);
  });
});

describe("matinee data pack", () => {
  test("packs a data set, which every command then takes for data", async () => {
    const place = await smallPlace();
    const argv = ["data", "pack", "small", "-o", "small.pack", "--memory", "64K"];
    const { status, stdout } = await runMatinee(place, ...argv);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^small\.pack holds 1,920 ratings of 80 people and 40 films: \d+ KiB\.\n$/u,
    );
    const whole = await runForJson(place, "data", "describe", "small");
    const packed = await runForJson(place, "data", "describe", "small.pack");
    const { pack, path, mostRated: _, ...counts } = packed;
    expect(whole).toMatchObject(counts);
    expect(path).toBe(join(place.cwd, "small.pack"));
    expect(pack).toMatchObject({ userBlocks: 8, movieBlocks: 8, seed: 1 });
    const picked = await runForJson(place, "picks", "noir.csv", "--data", "small.pack");
    for (const { title } of picked["picks"] as readonly { title: string }[]) {
      expect(title).toMatch(/^Noir/u);
    }
  });

  test("tells of repeated ratings left out, on lines of 80 columns", async () => {
    const place = { ...(await smallPlace()), columns: 80, env: { NO_COLOR: "1" } };
    const first = (await readFile(join(place.cwd, "small/ratings.csv"), "utf8")).split("\n")[1]!;
    await appendFile(join(place.cwd, "small/ratings.csv"), `${first}\n`);
    const argv = ["data", "pack", "small", "-o", "small.pack"];
    const { stdout } = await runMatinee(place, ...argv);
    expect(stdout.replace(/\s+/gu, " ")).toMatch(
      /^small\.pack holds 1,920 ratings \(1 repeated left out\) of 80 people and 40 films: \d+ KiB\. $/u,
    );
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(await runForJson(place, ...argv)).toMatchObject({ ratings: 1920, superseded: 1 });
  });

  test("tells of a million ratings how fast they were packed, on lines of 80 columns", async () => {
    const place = { cwd: temporaryFolder(), columns: 80, env: { NO_COLOR: "1" } };
    const sizes = ["--users", "3000", "--movies", "2000", "--ratings", "1000000"];
    const { stdout } = await runMatinee(place, "synth", ...sizes, "-o", "made-up.pack");
    expect(stdout.replace(/\s+/gu, " ")).toMatch(
      /^made-up\.pack holds 1,000,000 ratings of 3,000 people .*iB \([\d.]+ s, [\d.]+ M ratings\/s\)\. $/u,
    );
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("describes a pack in words", async () => {
    const place = await smallPlace();
    await runMatinee(place, "data", "pack", "small", "-o", "small.pack");
    const { stdout } = await runMatinee(place, "data", "describe", "small.pack");
    expect(stdout).toContain("80 people rated 40 films: 1,920 ratings, ");
    expect(stdout).toMatch(/\nA pack of \d+ KiB: 8 blocks of people by 8 blocks of films\.\n$/u);
  });

  test("tells of a damaged pack with the status of a file that cannot be used", async () => {
    const place = await smallPlace();
    await runMatinee(place, "data", "pack", "small", "-o", "small.pack");
    const file = join(place.cwd, "small.pack");
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -9));
    for (const argv of [
      ["data", "describe", "small.pack"],
      ["similar", "Noir 1", "--data", "small.pack"],
    ]) {
      const { status, stderr } = await runMatinee(place, ...argv);
      expect(status).toBe(3);
      expect(stderr).toMatch(/small\.pack: Cannot read the pack: it is cut short/u);
    }
  });

  test("tells that a file is no pack, and how one is written", async () => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "none.pack"), "userId,movieId,rating\n");
    for (const argv of [
      ["data", "describe", "none.pack"],
      ["similar", "Noir 1", "--data", "none.pack"],
    ]) {
      const { status, stderr } = await runMatinee(place, ...argv);
      expect(status).toBe(3);
      expect(stderr).toContain(
        'none.pack: Cannot read the pack: it is no pack of ratings; write one with "matinee data pack"',
      );
    }
  });

  test("refuses what is a pack already, or no data", async () => {
    const place = await smallPlace();
    await runMatinee(place, "data", "pack", "small", "-o", "small.pack");
    const again = await runMatinee(place, "data", "pack", "small.pack", "-o", "b.pack");
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("small.pack is a pack already; copy the file");
    const none = await runMatinee(place, "data", "pack", "smell", "-o", "b.pack");
    expect(none.status).toBe(4);
    const empty = await runMatinee(place, "data", "pack", "", "-o", "b.pack");
    expect(empty.status).toBe(2);
    expect((await readdir(place.cwd)).toSorted()).toEqual([
      ...["boom.csv", "noir.csv", "small", "small.pack"],
    ]);
  });

  test("refuses an output that is no file, before anything is read", async () => {
    const place = await smallPlace();
    const folder = await runMatinee(place, "data", "pack", "small", "-o", "small");
    expect(folder.status).toBe(1);
    expect(folder.stderr).toContain("it is a folder; name a file");
    const none = await runMatinee(place, "data", "pack", "small", "-o", "");
    expect(none.status).toBe(2);
    expect(none.stderr).toContain("--output must name a file, got nothing");
  });

  test("refuses to replace the data, by whatever path, and to write into their folder", async () => {
    const place = await smallPlace();
    const ratings = await readFile(join(place.cwd, "small/ratings.csv"));
    await writeFile(join(place.cwd, "mine.csv"), ratings);
    await symlink("mine.csv", join(place.cwd, "link.csv"));
    await symlink("small", join(place.cwd, "same"));
    const before = (await readdir(place.cwd, { recursive: true })).toSorted();
    const itself = (data: string): string =>
      `Cannot write the pack: --output is ${data}, which is the data; name another file`;
    const inside = (data: string): string =>
      `Cannot write the pack: --output lies in ${data}, the folder of the data; name a file outside of it`;
    for (const [data, output, message] of [
      ["mine.csv", "mine.csv", itself("mine.csv")],
      ["mine.csv", "link.csv", itself("mine.csv")],
      ["link.csv", "small/../mine.csv", itself("link.csv")],
      ["small", "small/ratings.csv", inside("small")],
      ["small", "same/movies.csv", inside("small")],
      ["same", "small/new.pack", inside("same")],
    ] as const) {
      const { status, stderr } = await runMatinee(place, "data", "pack", data, "-o", output);
      expect(status).toBe(2);
      expect(stderr).toContain(message);
    }
    expect((await readdir(place.cwd, { recursive: true })).toSorted()).toEqual(before);
    expect(await readFile(join(place.cwd, "mine.csv"))).toEqual(ratings);
    expect(await readFile(join(place.cwd, "small/ratings.csv"))).toEqual(ratings);
    const beside = await runMatinee(place, "data", "pack", "small", "-o", "small.pack");
    expect(beside.status).toBe(0);
  });

  test.each(["small.bin", "small.csv", "pack"])(
    "refuses -o %s, which is no .pack",
    async (name) => {
      const place = await smallPlace();
      const before = await readdir(place.cwd);
      const { status, stderr } = await runMatinee(place, "data", "pack", "small", "-o", name);
      expect(status).toBe(2);
      expect(stderr).toContain(`Cannot write the pack: --output must end in .pack, got "${name}"`);
      expect(await readdir(place.cwd)).toEqual(before);
    },
  );

  test.each(["-1", "1.5"])("refuses --seed %s before anything is downloaded", async (seed) => {
    const place = await smallPlace();
    const argv = ["data", "pack", "ml-25m", "-o", "a.pack", `--seed=${seed}`];
    const { status, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(2);
    expect(stderr).toContain(
      `Cannot pack the ratings: --seed must be an integer in [0, 4294967295], got ${seed}`,
    );
  });

  test("draws how far it is on a terminal only", async () => {
    const place = { cwd: temporaryFolder(), columns: 100 };
    const sizes = ["--users", "900", "--movies", "900", "--ratings", "400000"];
    const { stderr } = await runMatinee(place, "synth", ...sizes, "-o", "made.pack");
    expect(stderr).toMatch(/reading {2}[━─]{10} {2}[\d,]+ of 400,000/u);
    expect(stderr.endsWith("\r\u001b[2K")).toBe(true);
  });
});
