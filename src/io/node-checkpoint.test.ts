import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import type { WriteError } from "../core/errors.ts";
import { CheckpointError, DataError } from "../core/errors.ts";
import type { PartState } from "../core/learn/part-run.ts";
import { synthesize } from "../core/synthesis/synthesize.ts";
import type { TrainContext } from "../train.ts";
import { train } from "../train.ts";
import { openCheckpoint } from "./node-checkpoint.ts";

const SUBJECT = { data: "synthetic" };
const { ratings } = synthesize({ users: 60, movies: 40, ratings: 900 });
const OPTIONS = { factors: [2, 3], sweeps: 60, burnIn: 10 };
const ALONE = await train(ratings, OPTIONS);

/** Trains until so many sweeps are done, and is interrupted then. */
async function interruptedAfter(
  sweeps: number,
  checkpoint: TrainContext["checkpoint"],
): Promise<void> {
  const signal = { aborted: false };
  const onSweep = ({ sweep }: { sweep: number }): void => void (signal.aborted = sweep >= sweeps);
  await train(ratings, OPTIONS, { checkpoint, signal, onSweep }).catch(() => undefined);
  expect(signal.aborted).toBe(true);
}

describe("openCheckpoint()", () => {
  test("lets an interrupted run end as if it had not been, however often", async () => {
    const file = join(temporaryFolder(), "run");
    for (const sweeps of [30, 55, 90]) {
      const checkpoint = await openCheckpoint(file, SUBJECT);
      await interruptedAfter(sweeps, checkpoint.run("a"));
      await checkpoint.close();
    }
    const checkpoint = await openCheckpoint(file, SUBJECT);
    expect(checkpoint.found).toBe(true);
    const begun: number[] = [];
    const model = await train(ratings, OPTIONS, {
      checkpoint: checkpoint.run("a"),
      onSweep: ({ sweep }) => begun.push(sweep),
    });
    expect(model.toBytes()).toEqual(ALONE.toBytes());
    expect(begun[0]).toBe(60 + 25 + 1);
  });

  test("has the whole result of a run that was done", async () => {
    const file = join(temporaryFolder(), "run");
    const first = await openCheckpoint(file, SUBJECT);
    await train(ratings, OPTIONS, { checkpoint: first.run("a") });
    await first.close();
    const again = await openCheckpoint(file, SUBJECT);
    let sweeps = 0;
    const model = await train(ratings, OPTIONS, {
      checkpoint: again.run("a"),
      onSweep: () => sweeps++,
    });
    expect(sweeps).toBe(0);
    expect(model.toBytes()).toEqual(ALONE.toBytes());
  });

  test("keeps runs apart by name, and is gone when it is removed", async () => {
    const folder = temporaryFolder();
    const checkpoint = await openCheckpoint(join(folder, "run"), SUBJECT);
    expect([checkpoint.found, checkpoint.isWritten]).toEqual([false, false]);
    await interruptedAfter(30, checkpoint.run("a"));
    expect(checkpoint.isWritten).toBe(false);
    expect(() => checkpoint.run("a").resume("something else")).toThrow(CheckpointError);
    expect(() => checkpoint.run("a").resume("something else")).toThrow(
      'run: Cannot read the checkpoint: its run "a" is of other ratings, pairs to predict or options',
    );
    expect(checkpoint.run("b").resume("anything")).toEqual([]);
    await checkpoint.close();
    expect(checkpoint.isWritten).toBe(true);
    expect(await readdir(folder)).toEqual(["run"]);
    await checkpoint.remove();
    expect(await readdir(folder)).toEqual([]);
  });

  test("is written on the way, not too often", async () => {
    const file = join(temporaryFolder(), "run");
    const checkpoint = await openCheckpoint(file, SUBJECT, { writeEveryMs: 0 });
    await interruptedAfter(30, checkpoint.run("a"));
    await expect.poll(() => readFile(file).catch(() => undefined)).toBeTruthy();
    const rare = await openCheckpoint(`${file}2`, SUBJECT);
    await interruptedAfter(30, rare.run("a"));
    await expect(readFile(`${file}2`)).rejects.toThrow("ENOENT");
  });

  test("tells what keeps it from being written, and the run goes on", async () => {
    const file = join(temporaryFolder(), "no folder", "run");
    const errors: WriteError[] = [];
    const onWriteError = (error: WriteError): void => void errors.push(error);
    const checkpoint = await openCheckpoint(file, SUBJECT, { writeEveryMs: 0, onWriteError });
    const model = await train(ratings, OPTIONS, { checkpoint: checkpoint.run("a") });
    await checkpoint.close();
    expect(model.toBytes()).toEqual(ALONE.toBytes());
    expect(errors.length).toBeGreaterThan(0);
    expect(errors[0]!.message).toContain("there is no folder");
    expect(checkpoint.isWritten).toBe(false);
    await mkdir(join(file, ".."));
    await checkpoint.close();
    expect((await openCheckpoint(file, SUBJECT)).isWritten).toBe(true);
  });

  test("names the file that is of another run, is foreign, or cannot be read", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "run");
    const checkpoint = await openCheckpoint(file, SUBJECT);
    const run = checkpoint.run("a");
    expect(() => run.keep(0, {} as PartState)).toThrow(RangeError);
    run.resume("something");
    run.keep(0, {} as PartState);
    await checkpoint.close();
    await expect(openCheckpoint(file, { data: "other" })).rejects.toThrow(CheckpointError);
    await expect(openCheckpoint(file, { data: "other" })).rejects.toThrow(
      `${file}: Cannot read the checkpoint: it is of another run: data was synthetic, and is other now`,
    );
    await writeFile(join(folder, "text"), "some text\n");
    await expect(openCheckpoint(join(folder, "text"), SUBJECT)).rejects.toThrow(CheckpointError);
    await expect(openCheckpoint(folder, SUBJECT)).rejects.toThrow(DataError);
  });
});
