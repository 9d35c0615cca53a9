import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CliPlace } from "../../../test/support/cli-run.ts";
import { runForJson, runMatinee, smallPlace } from "../../../test/support/cli-run.ts";
import { Model } from "../../index.ts";

const TRAIN = ["train", "--data", "small.pack", "-o", "model.st", "--factors", "4"];

async function packedPlace(): Promise<CliPlace> {
  const place = await smallPlace();
  const { status } = await runMatinee(place, "data", "pack", "small", "-o", "small.pack");
  expect(status).toBe(0);
  return place;
}

test.each(["gradient-descent", "weighted-als"])(
  "matinee train --method %s streams a pack, and says so",
  async (method) => {
    const place = await packedPlace();
    const argv = [...TRAIN, "--method", method];
    const { status, stdout, stderr } = await runMatinee(place, ...argv);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Streaming 1,920 ratings from .*small\.pack\n$/u);
    expect(stdout).toMatch(
      /^data {5}the ratings in small\n {9}1,920 ratings by 80 people of 40 films\n/u,
    );
    const model = Model.fromBytes(await readFile(join(place.cwd, "model.st")));
    expect(model.provenance).toMatchObject({ users: 80, movies: 40, ratings: 1920, method });
    const json = await runForJson(place, "picks", "noir.csv", "--model", "model.st");
    for (const { title } of json["picks"] as readonly { title: string }[]) {
      expect(title).toMatch(/^Noir/u);
    }
  },
);

test("matinee train --json from a pack has the keys that it has from a folder", async () => {
  const place = await packedPlace();
  const argv = ["--method", "gradient-descent", "-o", "model.st"];
  const packed = await runForJson(place, "train", "--data", "small.pack", ...argv);
  const whole = await runForJson(place, "train", "--data", "small", ...argv);
  expect(Object.keys(packed)).toEqual(Object.keys(whole));
  expect(packed).toMatchObject({ data: whole["data"], movies: 40, superseded: 0 });
});

test("matinee train samples a pack from memory, which it can only do so", async () => {
  const place = await packedPlace();
  const { status, stderr } = await runMatinee(place, ...TRAIN, "--sweeps", "60");
  expect(status).toBe(0);
  expect(stderr).toMatch(/^Read 1,920 ratings from .*small\.pack\n/u);
});

test("matinee train tells of a damaged pack, and leaves nothing", async () => {
  const place = await packedPlace();
  const file = join(place.cwd, "small.pack");
  const bytes = await readFile(file);
  bytes[64]! ^= 1;
  await writeFile(file, bytes);
  for (const method of ["gradient-descent", "bayesian"]) {
    const { status, stderr } = await runMatinee(place, ...TRAIN, "--method", method);
    expect(status).toBe(3);
    expect(stderr).toContain("bucket 0 is damaged: its checksum is wrong");
  }
  expect((await readdir(place.cwd)).toSorted()).toEqual([
    ...["boom.csv", "noir.csv", "small", "small.pack"],
  ]);
});
