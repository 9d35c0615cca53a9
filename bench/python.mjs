// @ts-check
// Python with pinned packages in an environment of its own under .cache/, made once.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { progress } from "./side-by-side.mjs";

/** @typedef {import("./support.mjs").Section} Section */

const windows = process.platform === "win32";

/** Why something cannot be had here: the benchmark leaves that part out, and says so. */
export class NotHereError extends Error {
  /** @override */
  name = "NotHereError";
}

/**
 * A section that needs something of this machine, or one that says why it is not there.
 *
 * @param {{ name: string, title: string }} about
 * @param {() => Section | Promise<Section>} measure
 * @returns {Promise<Section>}
 */
export async function sectionOrWhyNot({ name, title }, measure) {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof NotHereError)) throw error;
    progress(`${name} skipped: ${error.message}`);
    const rows = [
      [name, "skipped"],
      ["why", error.message],
    ];
    return { title, rows, note: "Not measured." };
  }
}

/**
 * The Python of an environment with the packages of `bench/python/NAME.txt`, which lists all of them.
 *
 * @param {string} name - another content of its list makes the environment anew.
 * @throws {NotHereError} if there is no Python, or pip cannot install.
 */
export function pythonWith(name) {
  const requirements = `bench/python/${name}.txt`;
  const folder = path.join(".cache", `python-${name}`);
  const python = path.join(folder, windows ? "Scripts/python.exe" : "bin/python");
  const stamp = path.join(folder, "installed.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === readFileSync(requirements, "utf8")) {
    return python;
  }
  progress(`installing Python packages: ${name}`);
  rmSync(folder, { recursive: true, force: true });
  mustRun(windows ? "python" : "python3", ["-m", "venv", folder]);
  // wheels only: what a compiler here would make of the sources is not what people install
  const wheels = ["--only-binary", ":all:", "--no-deps", "--quiet", "--disable-pip-version-check"];
  mustRun(python, ["-m", "pip", "install", ...wheels, "-r", requirements]);
  copyFileSync(requirements, stamp);
  return python;
}

/**
 * Runs a script of bench/python isolated, so that no file beside it is what it imports, with BLAS on
 * one thread.
 *
 * @param {string} python
 * @param {string} script - its name without `.py`.
 * @param {{ readonly threads?: number | undefined, readonly [key: string]: unknown }} problem - as JSON to its standard input.
 * @returns {any} the JSON that it prints
 */
export function runPython(python, script, problem) {
  const threads = String(problem.threads ?? 1);
  const file = `bench/python/${script}.py`;
  const { error, status, stdout, stderr } = spawnSync(python, ["-I", "bench/python/run.py", file], {
    ...{ input: JSON.stringify(problem), encoding: "utf8", maxBuffer: 2 ** 26 },
    env: {
      ...process.env,
      ...{ OMP_NUM_THREADS: threads, NUMBA_NUM_THREADS: threads, POLARS_MAX_THREADS: threads },
      ...{ OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
    },
  });
  if (status === 0) return JSON.parse(stdout);
  throw new Error(`Cannot run ${file}: ${python} failed: ${error?.message ?? stderr}`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnSyncOptions} [options]
 * @throws {NotHereError} with what it said last, if it fails.
 */
export function mustRun(command, args, options = {}) {
  const done = spawnSync(command, args, { ...options, encoding: "utf8" });
  if (done.error === undefined && done.status === 0) return;
  const said = done.error?.message ?? `${done.stdout}\n${done.stderr}`.trim().split("\n").at(-1);
  const reason = (said ?? "").replaceAll(process.cwd(), "."); // it may be published
  throw new NotHereError(`${command} ${args.slice(0, 3).join(" ")} failed: ${reason}`);
}
