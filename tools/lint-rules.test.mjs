// @ts-check
// The first net against wrong imports is made of patterns, and a pattern that never matches looks
// like one that is never broken. So each is broken here once.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const ARROW = "eslint(no-restricted-imports)";

/** @type {readonly (readonly [path: string, text: string, rule: string])[]} */
const MUST_FAIL = [
  ["src/core/learn/a.ts", 'import "../../io/x.ts";', ARROW],
  ["src/core/b.ts", 'import "../kernels/x.ts";', ARROW],
  ["src/core/c.ts", 'import "node:path";', ARROW],
  ["src/core/d.ts", 'import "papaparse";', ARROW],
  ["src/core/e.ts", 'export { x } from "../index.ts";', ARROW],
  ["src/kernels/a.ts", 'import "../io/x.ts";', ARROW],
  ["src/io/a.ts", 'import "node:path";', ARROW],
  ["src/io/b.ts", 'import "./node-files.ts";', ARROW],
  ["src/server/a.ts", 'import "node:fs/promises";', ARROW],
  ["src/server/b.ts", 'import "../cli/x.ts";', ARROW],
  ["src/web/a.tsx", 'import "node:path";', ARROW],
  ["src/web/b.tsx", 'import "../io/node-files.ts";', ARROW],
  ["src/web/c.tsx", 'import "../server/x.ts";', ARROW],
  ["src/io/node-c.ts", 'import "../cli/x.ts";', ARROW],
  ["src/cli/commands/a.ts", 'import "node:fs";', ARROW],
  ["src/index.ts", 'export { x } from "./node.ts";', ARROW],
  ["src/core/f.ts", 'console.log("x");', "eslint(no-console)"],
  ["src/core/g.ts", "export default 1;", "import(no-default-export)"],
  ["src/core/h.ts", "export const x: any = 1;", "typescript(no-explicit-any)"],
  ["src/core/i.ts", "Promise.resolve(1);", "typescript(no-floating-promises)"],
  ["src/cli/commands/b.ts", "process.exit(1);", "unicorn(no-process-exit)"],
  [
    "src/core/circle-a.ts",
    'import { b } from "./circle-b.ts"; export const a = b;',
    "import(no-cycle)",
  ],
];

/** @type {readonly (readonly [path: string, text: string])[]} */
const MUST_PASS = [
  ["src/core/circle-b.ts", 'export { a as b } from "./circle-a.ts";'],
  ["src/core/learn/z.ts", 'export * from "../errors.ts";'],
  ["src/kernels/z.ts", 'export * from "../core/kernels.ts";'],
  ["src/io/z.ts", 'export * from "../core/errors.ts";'],
  ["src/io/node-files.ts", 'export { open } from "node:fs/promises";'],
  ["src/io/node-z.ts", 'export { open } from "./node-files.ts"; export { sep } from "node:path";'],
  ["src/node.ts", 'export { open } from "./io/node-files.ts";'],
  ["src/web/z.tsx", 'import "./z.css"; export * from "../io/z.ts";'],
  ["src/server/node.ts", 'export { createServer } from "node:http";'],
  ["src/cli/main.ts", 'console.log("x"); process.exit(0);'],
];

/** @type {{ path: string, rule: string }[]} */
let findings = [];
let folder = "";

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "matinee-lint-")));
  copyFileSync(join(ROOT, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  for (const [path, text] of [...MUST_FAIL, ...MUST_PASS]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  const linter = join(ROOT, "node_modules/oxlint/bin/oxlint");
  const parameters = [linter, "--type-aware", "--format=json", "src"];
  const { stdout } = spawnSync(process.execPath, parameters, { cwd: folder, encoding: "utf8" });
  findings = JSON.parse(stdout).diagnostics.map(
    (/** @type {{ filename: string, code: string }} */ { filename, code }) => ({
      path: filename,
      rule: code,
    }),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the linter", () => {
  test.each(MUST_FAIL)("rejects in %s: %s", (path, _text, rule) => {
    expect(findings).toContainEqual({ path, rule });
  });

  test.each(MUST_PASS)("lets %s import along the arrows: %s", (path) => {
    const own = findings.filter((finding) => finding.path === path);
    expect(own.filter(({ rule }) => rule === ARROW || rule.includes("exit"))).toEqual([]);
  });
});
