import { existsSync } from "node:fs";
import { appendFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CliPlace, CliResult } from "../../../test/support/cli-run.ts";
import {
  runForJson,
  runMatinee,
  smallPlace,
  writeSmallData,
} from "../../../test/support/cli-run.ts";
import { Model } from "../../index.ts";

const SMALL = ["train", "--data", "small", "-o", "model.st"];
const ARGV = [...SMALL, "--method", "gradient-descent"];
const SAMPLED = [...SMALL, "--factors", "2,3", "--sweeps", "60"];
const LONG = [...SMALL, "--factors", "2", "--sweeps", "2000"];

describe("matinee train", () => {
  test("writes a model and says what was learned", async () => {
    const place = await smallPlace();
    const { status, stdout } = await runMatinee(place, ...ARGV, "--factors", "8");
    expect(status).toBe(0);
    expect(stdout).toContain("data     the ratings in small\n");
    expect(stdout).toMatch(/1,920 ratings by 80 people of 40 films\n/u);
    expect(stdout).toMatch(
      /^learned {2}hidden features in \d\.\d s: 8 for stars, 32 \+ 32 \+ 32 for picks$/mu,
    );
    expect(stdout).toMatch(/^epochs {3}\d+, stopped: (?:no longer improving|all epochs done)$/mu);
    expect(stdout).toMatch(/^off by {3}0\.\d{3} stars/mu);
    expect(stdout).toMatch(/^file {5}model\.st \([\d.]+ KiB\)$/mu);
    const model = Model.fromBytes(await readFile(join(place.cwd, "model.st")));
    expect(model.head.factors).toBe(8);
  });

  test("--method weighted-als learns what people choose, and stars without taste", async () => {
    const place = await smallPlace();
    const argv = [...SMALL, "--method", "weighted-als", "--factors", "4", "--views", "2"];
    const { status, stdout } = await runMatinee(place, ...argv, "--sweeps", "3");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^learned {2}hidden .*: none for stars, 4 \+ 4 for picks\nsweeps {3}3$/mu,
    );
    const json = await runForJson(place, "picks", "noir.csv", "--model", "model.st");
    for (const { title } of json["picks"] as readonly { title: string }[]) {
      expect(title).toMatch(/^Noir/u);
    }
  });

  test.each([
    [["--learning-rate", "0.1"], "--learning-rate is not an option of --method weighted-als"],
    [["--checkpoint", "x"], "--checkpoint is not an option of --method weighted-als"],
    [["--factors", "8,16"], "--factors must be one number"],
    [["--views", "0"], "--views must be an integer in"],
    [["--unseen-ratio", "-1"], "--unseen-ratio must be in"],
    [["--neutral", "x"], '--neutral must be a number, got "x"'],
  ])("refuses %j with --method weighted-als", async (flags, message) => {
    const argv = [...SMALL, "--method", "weighted-als", ...flags];
    const { status, stderr } = await runMatinee(await smallPlace(), ...argv);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test("replaces a file and leaves nothing else behind", async () => {
    const place = await smallPlace();
    await writeFile(join(place.cwd, "model.st"), "old");
    const before = await readdir(place.cwd);
    await runMatinee(place, ...ARGV);
    expect(await readdir(place.cwd)).toEqual(before);
    expect((await readFile(join(place.cwd, "model.st"))).length).toBeGreaterThan(1000);
  });

  test("--json tells where it is and what it is of", async () => {
    const json = await runForJson(await smallPlace(), ...ARGV, "--seed", "9", "--no-refit");
    expect(json).toMatchObject({
      ...{ file: "model.st", users: 80, movies: 40, ratings: 1920, method: "gradient-descent" },
      options: { seed: 9, refit: false, factors: 32 },
    });
    expect(json["bytes"]).toBeGreaterThan(1000);
    expect(json["heldOutError"]).toBeGreaterThan(0);
  });

  test("counts films with a rating, and says how many ratings were repeated", async () => {
    const place = await smallPlace();
    await appendFile(join(place.cwd, "small/movies.csv"), "99,Unseen (1980),Crime\n");
    const first = (await readFile(join(place.cwd, "small/ratings.csv"), "utf8")).split("\n")[1]!;
    await appendFile(join(place.cwd, "small/ratings.csv"), `${first}\n`);
    const { stdout, stderr } = await runMatinee(place, ...ARGV);
    expect(stdout).toContain("1,920 ratings by 80 people of 40 films\n");
    expect(stderr).toMatch(/^Read 1,920 ratings from .*small \(1 repeated left out\)\n/u);
    expect(await runForJson(place, ...ARGV)).toMatchObject({ movies: 40, superseded: 1 });
  });

  test("the same seed writes the same bytes", async () => {
    const place = await smallPlace();
    await runMatinee(place, ...ARGV);
    await runMatinee(place, ...ARGV, "-o", "again.st");
    const [first, again] = await Promise.all(
      ["model.st", "again.st"].map((name) => readFile(join(place.cwd, name))),
    );
    expect(first!.equals(again!)).toBe(true);
  });
});

const NO_FULL_DISK = !existsSync("/dev/full");
const WHY = NO_FULL_DISK ? " (skipped without /dev/full)" : "";

function keptElsewhere(stderr: string): string {
  return /is in "(.+)": move it from there/u.exec(stderr)![1]!;
}

describe("matinee train, which samples", () => {
  test("says how many sweeps, how much noise, and how far off", async () => {
    const { status, stdout } = await runMatinee(await smallPlace(), ...SAMPLED);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^sweeps {3}120, noise 0\.\d{3} stars$/mu);
    expect(stdout).toMatch(/^off by {3}0\.\d{3} stars/mu);
  });

  test("ends at --time-limit with a usable model of what there is", async () => {
    const place = await smallPlace();
    const json = await runForJson(place, ...LONG, "--time-limit", "0.05");
    expect(json["epochs"]).toBeLessThan(2000);
    const { status } = await runMatinee(place, "picks", "noir.csv", "--model", "model.st");
    expect(status).toBe(0);
  });

  let alone: Promise<Buffer> | undefined;
  /** What {@link LONG} learns in one go, learned once. */
  async function learnedAlone(): Promise<Buffer> {
    const place = await smallPlace();
    await runMatinee(place, ...LONG, "-o", "alone.st");
    return await readFile(join(place.cwd, "alone.st"));
  }

  test("goes on from --checkpoint after an interrupt, to the same bytes", async () => {
    const place = await smallPlace();
    const argv = [...LONG, "--checkpoint", "kept"];
    let first = await interrupted(place, argv, 150);
    for (let ms = 300; !first.stderr.includes("kept"); ms *= 2) {
      first = await interrupted(place, argv, ms); // on a slow machine nothing was done yet
    }
    expect(first.status).toBe(130);
    expect(first.stderr).toContain(
      "What was done is kept in kept: the same command goes on from there\n",
    );
    const second = await runMatinee(place, ...argv);
    expect(second.status).toBe(0);
    expect(second.stderr).toContain("Going on from kept\n");
    expect(await readdir(place.cwd)).not.toContain("kept");
    const model = await readFile(join(place.cwd, "model.st"));
    expect(model.equals(await (alone ??= learnedAlone()))).toBe(true);
  });

  test("keeps the checkpoint where time was up, to go on in slices to the same bytes", async () => {
    const place = await smallPlace();
    const argv = [...LONG, "--checkpoint", "kept"];
    const first = await runMatinee(place, ...argv, "--time-limit", "0.2");
    expect(first.status).toBe(0);
    expect(await readdir(place.cwd)).toContain("kept");
    expect(first.stderr).toContain("What was done is kept in kept");
    await runMatinee(place, ...argv);
    const model = await readFile(join(place.cwd, "model.st"));
    expect(model.equals(await (alone ??= learnedAlone()))).toBe(true);
    expect(await readdir(place.cwd)).not.toContain("kept");
  });

  test("waits for another run with the same checkpoint", async () => {
    const place = await smallPlace();
    const argv = [...SAMPLED, "--checkpoint", "kept"];
    const [first, second] = await Promise.all([
      runMatinee(place, ...argv),
      runMatinee(place, ...argv, "-o", "other.st"),
    ]);
    expect([first.status, second.status]).toEqual([0, 0]);
    expect(`${first.stderr}${second.stderr}`).toContain("Another run uses kept; waiting");
    const [one, other] = await Promise.all(
      ["model.st", "other.st"].map((name) => readFile(join(place.cwd, name))),
    );
    expect(one!.equals(other!)).toBe(true);
    const names = await readdir(place.cwd);
    expect(names.filter((name) => name.includes("kept"))).toEqual([]);
  });

  test.each([
    [["--checkpoint", "./model.st"], "--checkpoint and --output must be two files"],
    [["--likelihood", "ordered-probit"], "--likelihood ordered-probit is only for evaluations"],
    [["--rater-weight", "0.5"], "--rater-weight is only for evaluations"],
  ])("refuses %j as wrong usage", async (flags, message) => {
    const { status, stderr } = await runMatinee(await smallPlace(), ...SAMPLED, ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test.skipIf(NO_FULL_DISK).each([
    [["--sweeps", "500"], "--sweeps was 60, and is 500 now"],
    [["--data", "other"], "data was Ratings in"],
    [["--seed", "2"], "--seed was 1, and is 2 now"],
  ])(`refuses a checkpoint of another run: %j${WHY}`, async (changed, message) => {
    const place = await smallPlace();
    await writeSmallData(join(place.cwd, "other"));
    // The output cannot be written, so that the checkpoint stays.
    const argv = [...SAMPLED, "-o", "/dev/full", "--checkpoint", "kept"];
    const first = await runMatinee(place, ...argv);
    expect(first.status).toBe(1);
    await rm(keptElsewhere(first.stderr));
    const { status, stderr } = await runMatinee(place, ...argv, ...changed);
    expect(status).toBe(3);
    expect(stderr).toContain("kept: Cannot read the checkpoint: it is of another run: ");
    expect(stderr).toContain(message);
  });

  test("refuses a checkpoint that is no file of its own", async () => {
    const place = await smallPlace();
    const { status, stderr } = await runMatinee(place, ...SAMPLED, "--checkpoint", "noir.csv");
    expect(status).toBe(3);
    expect(stderr).toContain(
      "Cannot read the checkpoint: the file is damaged or of another program",
    );
    expect(await readFile(join(place.cwd, "noir.csv"), "utf8")).toContain("Noir 1");
    const none = await runMatinee(place, ...SAMPLED, "--checkpoint", "no/folder");
    expect(none.status).toBe(1);
    const empty = await runMatinee(place, ...SAMPLED, "--checkpoint", "");
    expect(empty.status).toBe(2);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "keeps the model elsewhere where the disk is full (skipped without /dev/full)",
    async () => {
      const { status, stderr } = await runMatinee(
        await smallPlace(),
        ...SAMPLED,
        "-o",
        "/dev/full",
      );
      expect(status).toBe(1);
      const [, kept] = /is in "(.+)": move it from there/u.exec(stderr)!;
      const model = Model.fromBytes(await readFile(kept!));
      await rm(kept!);
      expect(model.provenance.epochs).toBe(120);
      expect(stderr).toContain("the disk is full; free some space");
    },
  );
});

async function interrupted(
  place: CliPlace,
  argv: readonly string[],
  afterMs: number,
): Promise<CliResult> {
  return runMatinee({ ...place, signal: AbortSignal.timeout(afterMs) }, ...argv);
}
