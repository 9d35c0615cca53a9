// @ts-check
// One part of a measurement, in a process of its own: prints what it cost as JSON.
import { readFileSync } from "node:fs";
import process from "node:process";

const DIST = new URL("../../dist/", import.meta.url);
const started = performance.now();
const [what = "", text = "{}"] = process.argv.slice(2);
const asked = JSON.parse(text);

/** @type {Record<string, () => Promise<object>>} */
const PARTS = { write, descend, als };
const found = await PARTS[what]?.();
console.log(JSON.stringify({ ...found, peakMb: peakMb(), seconds: seconds() }));

async function write() {
  const { writePack } = await import(new URL("io/node-write-pack.js", DIST).href);
  const { synthesisSource } = await import(new URL("io/pack/synthesis-source.js", DIST).href);
  const { file, users, movies, ratings } = asked;
  const source = synthesisSource({ users, movies, ratings, seed: 1 });
  let readAt = 0;
  const onProgress = (/** @type {{ phase: string }} */ { phase }) => {
    if (phase === "reading") readAt = performance.now();
  };
  await writePack(file, source, { onProgress });
  const { user, system } = process.cpuUsage();
  return {
    ...{ ratings, threads: 1, firstNs: ((readAt - started) * 1e6) / ratings },
    ns: (seconds() * 1e9) / ratings,
    cpuNs: ((user + system) * 1e3) / ratings,
  };
}

async function descend() {
  const { descendStreamedInThreads } = await import(
    new URL("parallel/descend-in-threads.js", DIST).href
  );
  const options = new URL("core/learn/gradient-descent-options.js", DIST).href;
  const { resolveGradientDescentOptions } = await import(options);
  const { factors, passes: epochs } = asked;
  const settings = resolveGradientDescentOptions({ factors, epochs, heldOutShare: 0 });
  return await passes((ratings, around, onPass) =>
    descendStreamedInThreads(ratings, settings, { ...around, onEpoch: onPass }),
  );
}

async function als() {
  const { alsOfCellsInThreads } = await import(new URL("parallel/als-in-threads.js", DIST).href);
  const options = new URL("core/learn/weighted-als-options.js", DIST).href;
  const { resolveWeightedAlsOptions } = await import(options);
  const { factors, passes: sweeps } = asked;
  const settings = resolveWeightedAlsOptions({ factors, sweeps, views: 1 });
  return await passes((ratings, around, onPass) =>
    alsOfCellsInThreads(ratings.als, settings, { ...around, onSweep: onPass }),
  );
}

/**
 * Runs over a pack, and times each pass.
 *
 * @param {(ratings: any, around: object, onPass: () => void) => Promise<unknown>} run
 */
async function passes(run) {
  const { streamPack } = await import(new URL("io/node-stream-pack.js", DIST).href);
  const { nodeThreads } = await import(new URL("parallel/node-threads.js", DIST).href);
  const { fastestKernels } = await import(new URL("kernels/wasm-kernels.js", DIST).href);
  const { file, threads } = asked;
  const ratings = streamPack(file);
  /** @type {number[]} */
  const ms = [];
  /** @type {number[]} */
  const cpuMs = [];
  let at = performance.now();
  let cpu = process.cpuUsage();
  await run(ratings, { kernels: fastestKernels(), threads: nodeThreads(threads) }, () => {
    const { user, system } = process.cpuUsage(cpu);
    ms.push(performance.now() - at);
    cpuMs.push((user + system) / 1000);
    at = performance.now();
    cpu = process.cpuUsage();
  });
  const each = 1e6 / ratings.length;
  return {
    ...{ ratings: ratings.length, threads, firstNs: (ms[0] ?? NaN) * each },
    ns: Math.min(...ms.slice(1)) * each,
    cpuNs: Math.min(...cpuMs.slice(1)) * each,
  };
}

function seconds() {
  return (performance.now() - started) / 1000;
}

/** Linux hands the peak of whoever started a process along in `maxRSS`; `VmHWM` is the process's own. */
function peakMb() {
  try {
    const [, kB] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kB !== undefined) return (Number(kB) * 1024) / 1e6;
  } catch {
    // not Linux
  }
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
