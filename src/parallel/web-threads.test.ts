import { afterEach, describe, expect, test, vi } from "vitest";
import { synthesize } from "../core/synthesis/synthesize.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import { learnByWeightedAls } from "../core/learn/weighted-als.ts";
import { resolveWeightedAlsOptions } from "../core/learn/weighted-als-options.ts";
import { train } from "../train.ts";
import { runToEnd } from "../../test/support/run-to-end.ts";
import { alsInThreads } from "./als-in-threads.ts";
import type { Order } from "./messages.ts";
import { serve } from "./serve.ts";
import { webThreads } from "./web-threads.ts";

/** A browser's worker, as far as it is used: what it does is done here, a moment later. */
class FakeWorker {
  static started: { readonly url: URL; readonly type: string | undefined }[] = [];
  static all: FakeWorker[] = [];
  static terminated = 0;
  readonly #listeners = new Map<string, (event: unknown) => void>();
  readonly #take = serve((news) => {
    const data = structuredClone(news);
    setTimeout(() => this.hear("message", { data }), 0);
  });

  constructor(url: URL, { type }: { readonly type?: string } = {}) {
    FakeWorker.started.push({ url, type });
    FakeWorker.all.push(this);
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.#listeners.set(type, listener);
  }

  hear(type: string, event: unknown): void {
    this.#listeners.get(type)?.(event);
  }

  postMessage(order: Order): void {
    const copy = structuredClone(order); // memory that is shared stays shared
    setTimeout(() => this.#take(copy), 0);
  }

  terminate(): void {
    FakeWorker.terminated++;
  }
}

const { ratings } = synthesize({ users: 120, movies: 70, ratings: 3000, seed: 6 });

function inBrowser(parts: Record<string, unknown> = {}): void {
  FakeWorker.started = [];
  FakeWorker.all = [];
  FakeWorker.terminated = 0;
  vi.stubGlobal("Worker", FakeWorker);
  for (const [name, value] of Object.entries(parts)) vi.stubGlobal(name, value);
}

afterEach(() => vi.unstubAllGlobals());

describe("webThreads()", () => {
  test("learns the same as one thread, bit for bit", async () => {
    inBrowser();
    const options = { method: "bayesian", factors: [2, 3], sweeps: 12, burnIn: 4 } as const;
    const beside = await train(ratings, options, { threads: webThreads(2) });
    expect(FakeWorker.started).toHaveLength(2);
    expect(FakeWorker.terminated).toBe(2);
    expect(beside.toBytes()).toEqual((await train(ratings, options)).toBytes());
  });

  test("factorises the same as one thread, bit for bit", async () => {
    inBrowser();
    const settings = resolveWeightedAlsOptions({ factors: 8, sweeps: 2, views: 2 });
    const kernels = fastestKernels();
    const beside = await alsInThreads(ratings, settings, { kernels, threads: webThreads(3) });
    const alone = runToEnd(learnByWeightedAls(ratings, settings, { kernels })).result;
    expect(beside).toEqual(alone);
  });

  test("starts modules that lie beside it", () => {
    inBrowser();
    webThreads(2).start({ onMessage: () => undefined, onFailure: () => undefined });
    expect(FakeWorker.started[0]!.url.href).toBe(new URL("./web-worker.js", import.meta.url).href);
    expect(FakeWorker.started[0]!.type).toBe("module");
  });

  test("is as many as the machine runs, at most 256", () => {
    inBrowser({ navigator: { hardwareConcurrency: 12 } });
    expect(webThreads().count).toBe(12);
    vi.stubGlobal("navigator", { hardwareConcurrency: 1000 });
    expect(webThreads().count).toBe(256);
    vi.stubGlobal("navigator", undefined);
    expect(webThreads().count).toBe(1);
  });

  test("is one thread where memory cannot be shared, and where there are no workers", () => {
    inBrowser({ SharedArrayBuffer: undefined });
    expect(webThreads(4).count).toBe(1);
    vi.unstubAllGlobals();
    expect(webThreads(4).count).toBe(1); // Node has no such workers
  });

  test("tells of a worker that breaks", () => {
    inBrowser();
    const failures: string[] = [];
    webThreads(2).start({
      onMessage: () => undefined,
      onFailure: (error) => failures.push(error.message),
    });
    const [worker] = FakeWorker.all;
    worker!.hear("error", { message: "" });
    worker!.hear("error", { message: "out of memory" });
    expect(failures).toEqual(["a web worker could not be loaded", "out of memory"]);
  });

  test("refuses a count that is none", () => {
    expect(() => webThreads(0)).toThrow(
      new RangeError('Cannot start threads: "count" must be an integer in [1, 256], got 0'),
    );
  });
});
