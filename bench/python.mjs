// @ts-check
// Python with pinned packages in an environment of its own under .cache/, made once.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/** @typedef {import("./support.mjs").Section} Section */

const windows = process.platform === "win32";

/** Why Python cannot be had here: the benchmark leaves that part out, and says so. */
class NoPythonError extends Error {
  /** @override */
  name = "NoPythonError";
}

/**
 * A section that needs Python with some packages, or one that says why it is not there.
 *
 * @param {{ name: string, title: string, requirements: string }} about
 * @param {(python: string) => Section | Promise<Section>} measure
 * @returns {Promise<Section>}
 */
export async function sectionWithPython({ name, title, requirements }, measure) {
  try {
    return await measure(pythonWith(requirements));
  } catch (error) {
    if (!(error instanceof NoPythonError)) throw error;
    process.stderr.write(`${name} skipped: ${error.message}\n`);
    const rows = [
      [name, "skipped"],
      ["why", error.message],
    ];
    return { title, rows, note: "Not measured." };
  }
}

/**
 * @param {string} requirements - a file of pinned packages; another one makes the environment anew.
 * @returns {string} the environment's Python
 * @throws {NoPythonError} if there is no Python, or pip cannot install.
 */
function pythonWith(requirements) {
  const folder = path.join(".cache", path.basename(requirements, ".txt"));
  const python = path.join(folder, windows ? "Scripts/python.exe" : "bin/python");
  const stamp = path.join(folder, "installed.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === readFileSync(requirements, "utf8")) {
    return python;
  }
  rmSync(folder, { recursive: true, force: true });
  mustRun(windows ? "python" : "python3", ["-m", "venv", folder]);
  // wheels only: what a compiler here would make of the sources is not what people install
  const wheels = ["--only-binary", ":all:", "--quiet", "--disable-pip-version-check"];
  mustRun(python, ["-m", "pip", "install", ...wheels, "-r", requirements]);
  copyFileSync(requirements, stamp);
  return python;
}

/**
 * Runs a script isolated, so that no file beside it is what it imports, with BLAS on one thread.
 *
 * @param {string} python
 * @param {string} script
 * @param {{ readonly threads?: number, readonly [key: string]: unknown }} problem - as JSON to its standard input.
 * @returns {any} the JSON that it prints
 */
export function runPython(python, script, problem) {
  const { threads = 1 } = problem;
  const { error, status, stdout, stderr } = spawnSync(python, ["-I", script], {
    ...{ input: JSON.stringify(problem), encoding: "utf8", maxBuffer: 2 ** 26 },
    env: { ...process.env, OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: "1" },
  });
  if (status === 0) return JSON.parse(stdout);
  throw new Error(`Cannot run ${script}: ${python} failed: ${error?.message ?? stderr}`);
}

/** @param {string} command @param {string[]} args */
function mustRun(command, args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (error === undefined && status === 0) return;
  const said = error?.message ?? `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  const reason = said.replaceAll(process.cwd(), "."); // it may be published
  throw new NoPythonError(`${command} ${args.slice(0, 3).join(" ")} failed: ${reason}`);
}
