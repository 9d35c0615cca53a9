// @ts-check
import { describe, expect, test } from "vitest";
import { checkBoundaries } from "./check-boundaries.mjs";

/**
 * @param {Record<string, string>} files - path below src/ → text.
 */
function problemsIn(files) {
  return checkBoundaries(
    new Map(Object.entries(files)),
    new Set(["commander"]),
    new Set(["preact"]),
  ).problems;
}

const EMPTY = "export const x = 1;";

describe("checkBoundaries()", () => {
  test("finds nothing wrong with imports along the arrows", () => {
    const problems = problemsIn({
      "core/errors.ts": EMPTY,
      "core/ratings/ratings.ts": 'import { x } from "../errors.ts";',
      "core/learn/learning.ts": 'import type { R } from "../ratings/ratings.ts";',
      "kernels/wasm-kernels.ts": 'import { x } from "../core/errors.ts";',
      "io/node-files.ts": 'import { open } from "node:fs/promises";',
      "io/zip-files.ts": EMPTY,
      "io/node-download.ts": 'import { x } from "./node-files.ts"; import "./zip-files.ts";',
      "index.ts": 'export * from "./core/ratings/ratings.ts";',
      "web/app.tsx": 'import "preact/hooks"; import "../index.ts"; import "./app.css";',
      "web/main.ts": 'import "./app.tsx";',
      "server/app.ts": 'import "../io/zip-files.ts";',
      "cli/main.ts": 'import "commander"; import "../index.ts"; process.exit(0);',
    });
    expect(problems).toEqual([]);
  });

  test.each([
    ["core/learn/a.ts", 'import "../../io/x.ts";', "core may not import io"],
    ["core/learn/a.ts", 'type X = import("../../kernels/x.ts").X;', "core may not import kernels"],
    ["core/learn/a.ts", 'const x = await import("../../io/x.ts");', "core may not import io"],
    ["core/learn/a.ts", 'export * from "../model/x.ts";', "core/learn may not import core/model"],
    ["core/a.ts", 'import "./learn/x.ts";', "core/ may not import core/learn"],
    ["core/a.ts", 'import "commander";', 'core imports no package, not even "commander"'],
    ["core/a.ts", 'import "node:path";', 'core may not import "node:path"'],
    ["io/a.ts", 'import "node:path";', 'io may not import "node:path"'],
    ["io/a.ts", 'import "./node-x.ts";', "io may not import io/node"],
    ["io/a.ts", 'import "leftpad/x.js";', '"leftpad" is not among the dependencies'],
    ["cli/a.ts", 'import "preact";', '"preact" is not among the dependencies'],
    ["web/a.tsx", 'import "leftpad";', '"leftpad" is not among the dependencies'],
    ["web/a.tsx", 'import "node:path";', 'web may not import "node:path"'],
    ["web/a.tsx", 'import "../io/node-x.ts";', "web may not import io/node"],
    ["web/a.tsx", 'import "../cli/x.ts";', "web may not import cli"],
    ["server/a.ts", 'import "../cli/x.ts";', "server may not import cli"],
    ["server/a.ts", 'import "node:fs";', "only src/io/node-*.ts may import"],
    ["cli/a.ts", 'import "fs/promises";', "only src/io/node-*.ts may import"],
    ["index.ts", 'export * from "./node.ts";', "entry may not import entry/node"],
    ["cli/a.ts", 'import "./b.js";', '"./b.js" is not there'],
    ["cli/a.ts", "process.exit(1);", "only src/cli/main.ts ends the process"],
    ["core/utils.ts", EMPTY, 'say what it is instead of "utils"'],
    ["plugins/a.ts", EMPTY, "has no row in tools/check-boundaries.mjs"],
    ["core/plugins/a.ts", EMPTY, "has no place in CORE_ORDER"],
  ])("catches in %s: %s", (path, text, problem) => {
    const targets = [
      "cli/x.ts",
      "io/x.ts",
      "io/node-x.ts",
      "kernels/x.ts",
      "core/model/x.ts",
      "core/learn/x.ts",
    ];
    const files = Object.fromEntries(["node.ts", ...targets].map((target) => [target, EMPTY]));
    const problems = problemsIn({ ...files, [path]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`src/${path}`);
    expect(problems[0]).toContain(problem);
  });

  test("catches folders that import each other in a circle, even within one layer", () => {
    const problems = problemsIn({
      "cli/commands/a.ts": 'import "../print/b.ts";',
      "cli/print/b.ts": 'import "../commands/c.ts";',
      "cli/commands/c.ts": EMPTY,
    });
    expect(problems).toEqual(["src: folders in a circle: cli/commands → cli/print → cli/commands"]);
  });

  test("names the line", () => {
    const [problem] = problemsIn({ "core/a.ts": '\n\nimport "node:os";' });
    expect(problem).toMatch(/^src\/core\/a\.ts:3: /u);
  });
});
