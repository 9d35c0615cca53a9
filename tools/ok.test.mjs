// @ts-check
import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../test/support/temporary-folder.ts";

/**
 * Runs tools/ok.mjs with another program in the place of npm.
 *
 * @param {string} fakeNpm - JavaScript; `step` is the name of the script, `reportFile` vitest's.
 * @param {readonly string[]} [parameters]
 */
function runOk(fakeNpm, parameters = []) {
  const folder = temporaryFolder();
  const head =
    "const [verb, ...rest] = process.argv.slice(2);" +
    'const step = verb === "run" ? rest.find((one) => !one.startsWith("-")) : verb;' +
    'const reportFile = rest.at(-1)?.split("=")[1];' +
    'const write = (passed, failed) => require("node:fs").writeFileSync(reportFile,' +
    " JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 0 }));";
  writeFileSync(join(folder, "npm"), `#!${process.execPath}\n${head}\n${fakeNpm}\n`);
  chmodSync(join(folder, "npm"), 0o755);
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "ok.mjs"), ...parameters],
    { encoding: "utf8", env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` } },
  );
  return { lines: stdout.trimEnd().split("\n"), status };
}

describe.skipIf(process.platform === "win32")("ok (needs a system that runs #! files)", () => {
  test("adds tests and steps, and is content where nothing failed", () => {
    const { lines, status } = runOk('if (step === "test") write(40, 0);');
    expect(lines.at(-1)).toBe("51 passed, 0 failed");
    expect(status).toBe(0);
  });

  test("runs every step though one fails, and names it", () => {
    const { lines, status } = runOk(
      'if (step === "test") write(40, 0); if (step === "lint") process.exit(1);',
    );
    expect(lines.filter((line) => line.startsWith("FAIL"))).toEqual([
      expect.stringMatching(/^FAIL {2}lint /u),
    ]);
    expect(lines.at(-1)).toBe("50 passed, 1 failed");
    expect(status).toBe(1);
  });

  test("counts failed tests one by one", () => {
    const { lines, status } = runOk('if (step === "test") { write(38, 2); process.exit(1); }');
    expect(lines.at(-1)).toBe("49 passed, 2 failed");
    expect(status).toBe(1);
  });

  test("counts a Spark that misses a figure as one failure", () => {
    const { lines, status } = runOk(
      'if (step === "test") write(40, 0);' +
        'if (step === "test:spark") { console.log("skipped: not this one"); process.exit(1); }',
    );
    expect(lines).toContainEqual(expect.stringMatching(/^FAIL {2}spark /u));
    expect(lines.at(-1)).toBe("50 passed, 1 failed");
    expect(status).toBe(1);
  });

  test("counts a Spark that cannot be had neither way, and says why", () => {
    const { lines, status } = runOk(
      'if (step === "test") write(40, 0);' +
        'if (step === "test:spark") console.log("skipped: there is no Java\\n0 passed, 0 failed");',
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^skip {2}spark \(.* s; there is no Java\)$/u),
    );
    expect(lines.at(-1)).toBe("50 passed, 0 failed");
    expect(status).toBe(0);
  });

  test("counts a test run without report as one failure", () => {
    const { lines, status } = runOk('if (step === "test") process.exit(1);', ["--install"]);
    expect(lines.at(-1)).toBe("12 passed, 1 failed");
    expect(status).toBe(1);
  });
});
