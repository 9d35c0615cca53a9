// @ts-check
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../test/support/temporary-folder.ts";

/** Where there is no Java, which is looked for before anything is fetched. @param {readonly string[]} flags */
function runWithoutJava(...flags) {
  const script = join(import.meta.dirname, "test-spark.mjs");
  return spawnSync(process.execPath, [script, ...flags], {
    encoding: "utf8",
    env: { PATH: temporaryFolder() },
  });
}

describe.skipIf(process.platform !== "linux")("npm run test:spark (runs on Linux)", () => {
  test("says why Spark cannot be had, and is content", () => {
    const { stdout, status } = runWithoutJava("--quick");
    expect(stdout).toBe(
      "skipped: Spark 4.1.4 needs Java 17 or later; there is none (Debian: openjdk-17-jre-headless)\n" +
        "0 passed, 0 failed\n",
    );
    expect(status).toBe(0);
  });

  test("is not content where Spark is required", () => {
    const { stdout, status } = runWithoutJava("--required", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ parts: [], passed: 0, failed: 0 });
    expect(JSON.parse(stdout).skipped).toContain("there is none");
    expect(status).toBe(1);
  });

  test("refuses a part that there is not", () => {
    const { stderr, status } = runWithoutJava("--only", "nothing");
    expect(stderr).toContain('Cannot run the part "nothing": there is none; there are start');
    expect(status).toBe(1);
  });
});
