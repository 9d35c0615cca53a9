import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { StreamedPack } from "../dist/node.js";
import { nodeThreads, streamPack, writePack } from "../dist/node.js";
import { AbortedError, DataError, jsKernels, synthesize, train } from "../dist/index.js";
import { open } from "node:fs/promises";
import { temporaryFolder } from "./support/temporary-folder.ts";

// Against dist/, as threads load a file of their own.
const TABLE = synthesize({ users: 400, movies: 200, ratings: 16_000, seed: 6 });
const DESCENT = { method: "gradient-descent", factors: 5, epochs: 4 } as const;
const ALS = { method: "weighted-als", factors: 8, sweeps: 2, views: 2 } as const;

/** As many blocks, with a quarter of the work. */
const QUARTER = synthesize({ users: 200, movies: 100, ratings: 4000, seed: 6 });

async function packed(
  table = TABLE,
  blockRows = 50,
): Promise<StreamedPack & { readonly path: string }> {
  const path = join(temporaryFolder(), "table.pack");
  await writePack(path, table, { blockRows });
  const ratings = streamPack(path);
  onTestFinished(() => ratings.close());
  return { ...ratings, path };
}

describe("train() from a pack", () => {
  test.each([DESCENT, ALS])(
    "learns the same in threads as alone, with either kernels: %o",
    async (options) => {
      const ratings = await packed(QUARTER, 25);
      const alone = (await train(ratings, options)).toBytes();
      for (const context of [
        { threads: nodeThreads(1) },
        { threads: nodeThreads(3) },
        { kernels: jsKernels, threads: nodeThreads(2) },
      ]) {
        expect((await train(ratings, options, context)).toBytes()).toEqual(alone);
      }
    },
  );

  test("learns as well as from memory", async () => {
    const options = { ...DESCENT, epochs: 15 };
    const ratings = await packed();
    const { provenance } = await train(ratings, options, { threads: nodeThreads(2) });
    const there = (await train(TABLE, options)).provenance;
    expect(provenance).toMatchObject({ users: 400, ratings: 16_000, data: "Synthetic ratings" });
    expect(provenance.heldOutError).toBeCloseTo(there.heldOutError!, 1);
    const biases = (await train(ratings, ALS)).provenance.heldOutError!;
    expect(biases).toBeCloseTo((await train(TABLE, ALS)).provenance.heldOutError!, 1);
    expect(provenance.heldOutError).toBeLessThan(biases);
  });

  test("knows people and films by their ids", async () => {
    const model = await train(await packed(), { ...DESCENT, epochs: 15 });
    const { ratings } = TABLE;
    let [mine, mean] = [0, 0];
    for (let n = 0; n < 2000; n++) {
      const [user, movie] = [ratings.userIndex[n]! + 1, ratings.movieIndex[n]! + 1];
      mine += (ratings.value[n]! - model.predict(user, movie)) ** 2;
      mean += (ratings.value[n]! - ratings.mean()) ** 2;
    }
    expect(mine).toBeLessThan(0.85 * mean);
    expect(model.movieCounts.reduce((sum, count) => sum + count, 0)).toBe(16_000);
  });

  test("reports epochs and sweeps, and stops at a signal", async () => {
    const ratings = await packed();
    const told: string[] = [];
    const threads = nodeThreads(2);
    await train(ratings, DESCENT, {
      threads,
      onEpoch: ({ phase, epoch }) => told.push(`${phase} ${epoch}`),
      onPicksSweep: ({ sweep }) => told.push(`picks ${sweep}`),
    });
    expect(told.slice(0, 5)).toEqual(["search 1", "search 2", "search 3", "search 4", "refit 1"]);
    expect(told.at(-1)).toBe("picks 15");
    for (const options of [DESCENT, ALS]) {
      const signal = { aborted: false };
      const stop = (): void => void (signal.aborted = true);
      const run = train(ratings, options, { threads, signal, onEpoch: stop, onPicksSweep: stop });
      await expect(run).rejects.toThrow(AbortedError);
    }
  });

  test.each([DESCENT, ALS])(
    "tells of a block that is damaged, from within a thread too: %o",
    async (options) => {
      const ratings = await packed();
      const file = await open(ratings.path, "r+");
      await file.write(Uint8Array.of(255, 255, 255, 255), 0, 4, 64);
      await file.close();
      for (const context of [{}, { threads: nodeThreads(2) }]) {
        const run = train(ratings, options, context);
        await expect(run).rejects.toThrow(DataError);
        await expect(run).rejects.toThrow(
          /table\.pack: Cannot read the pack: bucket 0 is damaged/u,
        );
      }
    },
  );

  test.each([DESCENT, ALS])(
    "tells of a pack that was replaced before threads opened it: %o",
    async (options) => {
      const ratings = await packed();
      await writePack(ratings.path, TABLE, { blockRows: 50, seed: 2 });
      const run = train(ratings, options, { threads: nodeThreads(2) });
      await expect(run).rejects.toThrow(DataError);
      await expect(run).rejects.toThrow(/table\.pack: Cannot read the pack: it was replaced/u);
    },
  );

  test("refuses to sample from a pack, naming what can be done", async () => {
    const run = train(await packed(), { method: "bayesian" });
    await expect(run).rejects.toThrow(DataError);
    await expect(run).rejects.toThrow(
      "can be learned from by gradient-descent and weighted-als, not by bayesian; choose one of these",
    );
  });
});
