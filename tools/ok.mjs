// @ts-check
// Everything that CI runs, one step after the other, none skipped because another failed; ends with
// `N passed, N failed`, the tests and the other steps together. Uses nothing but Node, since with
// --install it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const ROOT = join(import.meta.dirname, "..");
const CHECKS = [
  "lint",
  "format:check",
  "types",
  "boundaries",
  "dead-code",
  "docs:check",
  "api:check",
  "package:check",
  "wasm:check",
  "web:budget",
];

/** @typedef {{ passed: number, failed: number }} Tally */

process.exitCode = main(process.argv.includes("--install"));

/** @param {boolean} install - before the tests, as someone who has just cloned the repository. */
function main(install) {
  const tallies = [];
  if (install) tallies.push(step("install", ["install"]));
  tallies.push(tests(), spark());
  for (const name of CHECKS) tallies.push(step(name, ["run", "--silent", name]));
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/**
 * @param {string} name
 * @param {readonly string[]} parameters - of npm.
 * @returns {Tally}
 */
function step(name, parameters) {
  const { ok, seconds } = npm(name, parameters);
  report(name, ok, seconds);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/**
 * Counts each test. A run that ends badly without a failed test (a file that does not load, an
 * error outside all tests, no report at all) counts as one failure.
 *
 * @returns {Tally}
 */
function tests() {
  const folder = mkdtempSync(join(tmpdir(), "matinee-tests-"));
  const file = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  try {
    const { ok, seconds } = npm("test", ["test", "--", ...reporters]);
    const { passed, failed, skipped } = counts(file);
    const counted = ok ? failed : Math.max(failed, 1);
    report(
      "test",
      ok && failed === 0,
      seconds,
      `${passed} passed, ${failed} failed, ${skipped} skipped`,
    );
    return { passed, failed: counted };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A real Spark, where it can be had: counts as one step, or not at all. It has ended when this returns.
 *
 * @returns {Tally}
 */
function spark() {
  const { ok, seconds, output } = npm("spark", ["run", "--silent", "test:spark", "--", "--quick"], {
    isRead: true,
  });
  const why = /^skipped: (?<why>.*)$/mu.exec(output)?.groups?.["why"];
  if (ok && why !== undefined) {
    console.log(`skip  spark (${seconds.toFixed(1)} s; ${why})`);
    return { passed: 0, failed: 0 };
  }
  report("spark", ok, seconds);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/**
 * @param {string} file - vitest's report.
 * @returns {Tally & { skipped: number }}
 */
function counts(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
      readFileSync(file, "utf8"),
    );
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // the exit status tells of the failure
  }
}

/**
 * @param {string} name
 * @param {readonly string[]} parameters
 * @param {{ isRead?: boolean }} [options] - whether its standard output is wanted; it is printed at the end then.
 */
function npm(name, parameters, { isRead = false } = {}) {
  console.log(`== ${name}: npm ${parameters.join(" ")}`);
  const start = performance.now();
  const { status, stdout } = spawnSync("npm", parameters, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["inherit", isRead ? "pipe" : "inherit", "inherit"],
  });
  const output = stdout ?? ""; // null where it was not read, whatever the types say
  process.stdout.write(output);
  return { ok: status === 0, seconds: (performance.now() - start) / 1000, output };
}

/**
 * @param {string} name
 * @param {boolean} ok
 * @param {number} seconds
 * @param {string} [detail]
 */
function report(name, ok, seconds, detail) {
  const parts = [`${seconds.toFixed(1)} s`, ...(detail === undefined ? [] : [detail])];
  console.log(`${ok ? "ok  " : "FAIL"}  ${name} (${parts.join("; ")})`);
}
