// @ts-check
// Python with pinned packages in an environment of its own under .cache/, made once.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const windows = process.platform === "win32";

/** Why Python cannot be had here: the benchmark leaves that part out, and says so. */
export class NoPythonError extends Error {
  /** @override */
  name = "NoPythonError";
}

/**
 * @param {string} requirements - a file of pinned packages; another one makes the environment anew.
 * @returns {string} the environment's Python
 * @throws {NoPythonError} if there is no Python, or pip cannot install.
 */
export function pythonWith(requirements) {
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

/** @param {string} command @param {string[]} args */
function mustRun(command, args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (error === undefined && status === 0) return;
  const said = error?.message ?? `${stdout}\n${stderr}`.trim().split("\n").at(-1) ?? "";
  const reason = said.replaceAll(process.cwd(), "."); // it may be published
  throw new NoPythonError(`${command} ${args.slice(0, 3).join(" ")} failed: ${reason}`);
}
