import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type {
  BayesianOptions,
  EpochReport,
  SweepReport,
  ThreadListener,
  Threads,
  TrainContext,
} from "../dist/index.js";
import {
  AbortedError,
  DataError,
  Ratings,
  TrainingDivergedError,
  evaluate,
  jsKernels,
  splitAtRandom,
  synthesize,
  train,
} from "../dist/index.js";
import { nodeThreads, openCheckpoint } from "../dist/node.js";
import { temporaryFolder } from "./support/temporary-folder.ts";

// Against dist/, as threads load a file of their own.
const { ratings } = synthesize({ users: 120, movies: 70, ratings: 3000, seed: 6 });
const split = splitAtRandom(ratings, 0.2, 1);
const SAMPLED: BayesianOptions = { method: "bayesian", factors: [2, 5, 3], sweeps: 30, burnIn: 6 };

describe("gradient descent in threads", () => {
  const large = synthesize({ users: 3000, movies: 700, ratings: 450_000, seed: 2 }).ratings;
  const parts = splitAtRandom(large, 0.1, 1);
  const options = { method: "gradient-descent", factors: 5, epochs: 4 } as const;
  const alone = evaluate(parts, options);

  test.each([2, 3, 8])("learns the same in %i of them as in none, bit for bit", async (count) => {
    const reports: EpochReport[] = [];
    const onEpoch = (report: EpochReport): void => void reports.push(report);
    const beside = await evaluate(parts, options, { threads: nodeThreads(count), onEpoch });
    expect(beside).toEqual(await alone);
    expect(reports.map(({ phase, epoch }) => `${phase} ${epoch}`)).toEqual(
      ["search", "refit"].flatMap((phase) => [1, 2, 3, 4].map((epoch) => `${phase} ${epoch}`)),
    );
  });

  test("learns the same with kernels in plain TypeScript", async () => {
    const threads = nodeThreads(2);
    const plain = await evaluate(parts, options, { threads, kernels: jsKernels });
    expect(plain).toEqual(await alone);
  });

  test("stops at a signal, rejects with what a callback throws, and says that it diverges", async () => {
    const signal = { aborted: false };
    const onEpoch = (): void => void (signal.aborted = true);
    const threads = nodeThreads(2);
    const stopped = evaluate(parts, options, { threads, signal, onEpoch });
    await expect(stopped).rejects.toThrow(AbortedError);
    const fail = (): never => {
      throw new Error("from outside");
    };
    const failed = evaluate(parts, options, { threads, onEpoch: fail });
    await expect(failed).rejects.toThrow("from outside");
    const diverged = evaluate(parts, { ...options, learningRate: 10 }, { threads });
    await expect(diverged).rejects.toThrow(TrainingDivergedError);
  });
});

describe("weighted factorisation in threads", () => {
  const large = synthesize({ users: 3000, movies: 400, ratings: 400_000, seed: 2 }).ratings;
  const options = { method: "weighted-als", factors: 8, sweeps: 2, views: 2 } as const;
  const alone = train(large, options);

  test.each([2, 3, 8])("learns the same in %i of them as in none, bit for bit", async (count) => {
    const reports: number[] = [];
    const beside = await train(large, options, {
      threads: nodeThreads(count),
      onPicksSweep: ({ sweep }) => reports.push(sweep),
    });
    expect(beside.toBytes()).toEqual((await alone).toBytes());
    expect(reports).toEqual([1, 2, 3, 4]);
  });

  test("stops at a signal, and rejects with what a callback throws", async () => {
    const signal = { aborted: false };
    const stop = (): void => void (signal.aborted = true);
    const threads = nodeThreads(2);
    const run = train(large, options, { threads, signal, onPicksSweep: stop });
    await expect(run).rejects.toThrow(AbortedError);
    const fail = (): never => {
      throw new Error("from outside");
    };
    await expect(train(large, options, { threads, onPicksSweep: fail })).rejects.toThrow(
      "from outside",
    );
  });

  test("rejects where a thread cannot be started, or tells of a failure", async () => {
    const broken = (listen: (listener: ThreadListener) => void): Threads => ({
      count: 2,
      start(listener) {
        setTimeout(() => listen(listener), 1);
        return { post: () => undefined, stop: () => undefined };
      },
    });
    const crashed = broken(({ onFailure }) => onFailure(new Error("no thread")));
    await expect(train(large, options, { threads: crashed })).rejects.toThrow("no thread");
    const failed = { kind: "failed", name: "RangeError", message: "no room" };
    const telling = broken(({ onMessage }) => onMessage(failed));
    await expect(train(large, options, { threads: telling })).rejects.toThrow(RangeError);
  });
});

describe("sampling in threads", () => {
  const sampledAlone = evaluate(split, SAMPLED);

  test.each([1, 2, 3, 8])(
    "finds the same with %i of them as with none, bit for bit",
    async (count) => {
      const beside = await evaluate(split, SAMPLED, { threads: nodeThreads(count) });
      expect(beside).toEqual(await sampledAlone);
    },
  );

  test("knows the other likelihood", async () => {
    const options = { ...SAMPLED, likelihood: "ordered-probit" } as const;
    const alone = await evaluate(split, options);
    expect(alone.rmse).not.toBe((await sampledAlone).rmse);
    expect(await evaluate(split, options, { threads: nodeThreads(2) })).toEqual(alone);
  });

  test("parts the one view that there is, and what is left of the last one, with the same bits", async () => {
    const kinds: string[] = [];
    const threads = nodeThreads(2);
    const heard: Threads = {
      count: 2,
      start: (listener) =>
        threads.start({
          ...listener,
          onMessage(message) {
            kinds.push((message as { kind: string }).kind);
            listener.onMessage(message);
          },
        }),
    };
    const one = { ...SAMPLED, factors: 4, raterWeight: 0 };
    expect(await evaluate(split, one, { threads: heard })).toEqual(await evaluate(split, one));
    expect(kinds.filter((kind) => kind === "done").length).toBe(2);
    expect(kinds).not.toContain("halved");
    const uneven = { ...SAMPLED, factors: [2, 12], sweeps: 300, raterWeight: 0 };
    const beside = await evaluate(split, uneven, { threads: heard });
    expect(beside).toEqual(await evaluate(split, uneven));
    expect(kinds).toContain("halved");
  });

  test("trains the same model, and tells how far off it is", async () => {
    const options = { ...SAMPLED, heldOutShare: 0.1 };
    const alone = await train(ratings, options);
    const beside = await train(ratings, options, { threads: nodeThreads(2) });
    expect(beside.toBytes()).toEqual(alone.toBytes());
    expect(beside.provenance.epochs).toBe(90);
  });

  test("reports every sweep of all of them, and the error of what they found so far", async () => {
    const reports: SweepReport[] = [];
    const options = { ...SAMPLED, sweeps: 100, heldOutShare: 0.1 };
    await train(ratings, options, {
      threads: nodeThreads(2),
      onSweep: (report) => reports.push(report),
    });
    expect(reports.map(({ sweep }) => sweep)).toEqual(Array.from({ length: 300 }, (_, k) => k + 1));
    expect(reports.every(({ sweeps, noise }) => sweeps === 300 && noise > 0)).toBe(true);
  });

  test("stops at a signal, soon", async () => {
    const signal = { aborted: false };
    const onSweep = (): void => void (signal.aborted = true);
    const long = { ...SAMPLED, sweeps: 100_000 };
    const run = train(ratings, long, { threads: nodeThreads(2), signal, onSweep });
    await expect(run).rejects.toThrow(AbortedError);
    await expect(
      train(ratings, long, { threads: nodeThreads(2), signal: { aborted: true } }),
    ).rejects.toThrow(AbortedError);
  });

  test.each([1, 60])("makes a usable model of %i sweeps when that is enough", async (sweeps) => {
    const enough = { aborted: false };
    const onSweep = ({ sweep }: SweepReport): void => void (enough.aborted = sweep >= sweeps);
    const long = { ...SAMPLED, sweeps: 100_000, burnIn: 10 };
    const model = await train(ratings, long, { threads: nodeThreads(2), enough, onSweep });
    expect(model.provenance.epochs).toBeLessThan(10_000);
    const { stars, low, high } = model.taste([{ movieId: 1, rating: 5 }]).predict(2);
    expect(low).toBeLessThan(stars);
    expect(high).toBeGreaterThan(stars);
  });

  test("goes on with what others have done, and counts what it does not go on with", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "kept");
    const first = await openCheckpoint(file, {});
    const whole = await train(ratings, SAMPLED, {
      threads: nodeThreads(3),
      checkpoint: first.run("a"),
    });
    await first.close();
    for (const threads of [nodeThreads(1), nodeThreads(2)]) {
      const again = await openCheckpoint(file, {});
      const context = { threads, checkpoint: again.run("a"), enough: { aborted: true } };
      expect((await train(ratings, SAMPLED, context)).toBytes()).toEqual(whole.toBytes());
    }
  });

  test.each([1, 2])("rejects with what a callback throws, in %i threads", async (count) => {
    const onSweep = (): never => {
      throw new Error("from outside");
    };
    const run = train(ratings, SAMPLED, { threads: nodeThreads(count), onSweep });
    await expect(run).rejects.toThrow("from outside");
  });

  test("tells nobody of anything after it was stopped", async () => {
    const signal = { aborted: false };
    let calls = 0;
    const onSweep = (): void => {
      calls++;
      signal.aborted = true;
    };
    const long = { ...SAMPLED, sweeps: 100_000 };
    const run = train(ratings, long, { threads: nodeThreads(2), signal, onSweep });
    await expect(run).rejects.toThrow(AbortedError);
    const before = calls;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(calls).toBe(before);
  });

  test.each([
    [{ threads: 2 }, "threads"],
    [{ threads: { count: 0 } }, "threads"],
    [{ checkpoint: {} }, "checkpoint"],
  ])("refuses %o", async (context, name) => {
    const run = train(ratings, SAMPLED, context as unknown as TrainContext);
    await expect(run).rejects.toThrow(TypeError);
    await expect(run).rejects.toThrow(`"${name}" must be`);
  });

  test("tells of what is wrong as it would alone", async () => {
    const equal = Ratings.fromRows(
      [1, 2, 3].flatMap((userId) => [1, 2].map((movieId) => ({ userId, movieId, rating: 4 }))),
    );
    const options = { ...SAMPLED, likelihood: "ordered-probit" as const };
    const half = splitAtRandom(equal, 0.3, 1);
    const alone = await evaluate(half, options).catch((error: unknown) => error);
    const beside = await evaluate(half, options, { threads: nodeThreads(2) }).catch(
      (error: unknown) => error,
    );
    expect(beside).toEqual(alone);
    const none = { ...half, train: equal.select(new Uint32Array(0)) };
    await expect(evaluate(none, SAMPLED, { threads: nodeThreads(2) })).rejects.toThrow(DataError);
    expect(() => nodeThreads(0)).toThrow('"count" must be an integer in [1, 256], got 0');
  });
});
