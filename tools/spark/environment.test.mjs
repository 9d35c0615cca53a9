// @ts-check
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { NotHereError, javaOf } from "./environment.mjs";

/** A program that says which Java it is. @param {string} file @param {string} version */
function fakeJava(file, version) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho 'openjdk version "${version}" 2025-04-15' >&2\n`);
  chmodSync(file, 0o755);
}

/** @param {{ home?: string, inPath?: string }} versions */
function machineWith({ home, inPath }) {
  const folder = temporaryFolder();
  if (home !== undefined) fakeJava(join(folder, "home/bin/java"), home);
  if (inPath !== undefined) fakeJava(join(folder, "path/java"), inPath);
  const JAVA_HOME = join(folder, "home");
  return { JAVA_HOME, env: { PATH: join(folder, "path"), ...(home && { JAVA_HOME }) } };
}

describe.skipIf(process.platform === "win32")("Java (needs a system that runs #! files)", () => {
  test("of JAVA_HOME comes first", () => {
    const { env, JAVA_HOME } = machineWith({ home: "21.0.2", inPath: "17.0.15" });
    expect(javaOf(env)).toEqual({ JAVA_HOME });
  });

  test("of the path stands in where JAVA_HOME's is too old or not there", () => {
    expect(javaOf(machineWith({ home: "1.8.0_412", inPath: "17.0.15" }).env)).toEqual({});
    expect(javaOf(machineWith({ inPath: "17" }).env)).toEqual({});
  });

  test("that is too old is named with the place where it is", () => {
    const { env } = machineWith({ home: "1.8.0_412", inPath: "11.0.2" });
    expect(() => javaOf(env)).toThrow(NotHereError);
    expect(() => javaOf(env)).toThrow("needs Java 17 or later; JAVA_HOME has 8, PATH has 11");
  });

  test("that is not there is a reason to go without Spark", () => {
    expect(() => javaOf(machineWith({}).env)).toThrow(
      "Spark 4.1.4 needs Java 17 or later; there is none (Debian: openjdk-17-jre-headless)",
    );
  });
});
