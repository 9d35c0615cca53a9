// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { checkDocs } from "./check-docs.mjs";
import { examplesIn } from "./doc-examples.mjs";

const MANIFEST = JSON.stringify({
  name: "matinee",
  type: "module",
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./node": { types: "./dist/node.d.ts", default: "./dist/node.js" },
    "./store": { types: "./dist/store/index.d.ts", default: "./dist/store/index.js" },
  },
});

/**
 * A built package with one source file behind the entry `matinee`, and what the check says of it.
 *
 * @param {string} source - of src/half.ts, whose build exports half().
 * @param {Record<string, string>} [more]
 */
async function check(source, more = {}) {
  const root = temporaryFolder();
  const files = {
    "package.json": MANIFEST,
    "src/half.ts": source,
    "src/index.ts": 'export * from "./half.ts";',
    "src/node.ts": "export {};",
    "src/client/index.ts": "export {};",
    "src/store/index.ts": "export {};",
    "src/spark/index.ts": "export {};",
    "dist/half.js": "export function half(n) { return n / 2; }\n",
    "dist/half.d.ts": "export declare function half(n: number): number;\n",
    "dist/index.js": 'export * from "./half.js";',
    "dist/index.d.ts": 'export * from "./half.ts";',
    "dist/node.js": "export {};",
    "dist/node.d.ts": "export {};",
    "dist/store/index.js": "export {};",
    "dist/store/index.d.ts": "export {};",
    ...more,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkDocs(root);
}

/**
 * @param {readonly string[]} doc - lines of the docstring.
 * @param {string} [body]
 */
function half(doc, body = "return n / 2;") {
  const lines = doc.map((line) => ` * ${line}\n`).join("");
  return `/**\n${lines} */\nexport function half(n: number): number {\n  ${body}\n}\n`;
}

const EXAMPLE = ["@example", "```ts", "assert.equal(half(4), 2);", "```"];

describe("checkDocs()", () => {
  test("is content with a sentence and an example that holds", async () => {
    const { problems, names, examples } = await check(half(["Halves a number.", "", ...EXAMPLE]));
    expect({ problems, names, examples }).toEqual({ problems: [], names: 1, examples: 1 });
  });

  test("names the file and line of an example that fails", async () => {
    const wrong = ["Halves a number.", "@example", "```ts", "", "assert.equal(half(4), 3);", "```"];
    const { problems } = await check(half(wrong));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^src\/half\.ts:6: the example fails: .*2 !== 3/u);
  });

  test("names the file and line of an example that does not compile", async () => {
    const { problems } = await check(half(["Halves a number.", "", ...EXAMPLE]), {
      "README.md": 'Halves:\n\n```ts\nimport { half } from "matinee";\nhalf("4");\n```\n',
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^README\.md:5: the example fails: TS2345/u);
  });

  test("compiles an example marked no-run, and does not run it", async () => {
    const { problems, examples } = await check(half(["Halves a number.", "", ...EXAMPLE]), {
      "docs/page.md": "```ts no-run\nassert.equal(half(4), 3);\n```\n",
    });
    expect(problems).toEqual([]);
    expect(examples).toBe(2);
  });

  test.each([
    ["a first sentence", half(EXAMPLE)],
    ["an @example with a ```ts block", half(["Halves a number."])],
    ["@throws", half(["Halves a number.", ...EXAMPLE], "if (n < 0) throw new RangeError();")],
    ['a line "Cost: …"', half(["Halves a number.", ...EXAMPLE], "while (n > 1) n /= 2;")],
    ["a first sentence", "export interface Half {}\nexport { half } from './other.ts';\n"],
  ])("asks for %s", async (missing, source) => {
    const other = half(["Halves a number.", "", ...EXAMPLE]);
    const { problems } = await check(source, { "src/other.ts": other });
    expect(problems.filter((problem) => problem.endsWith(`lacks ${missing}`))).toHaveLength(1);
  });

  test("asks for @throws where a function of the same file throws on its behalf", async () => {
    const source = half(["Halves a number.", ...EXAMPLE], "return checked(n) / 2;");
    const { problems } = await check(
      `${source}\nfunction checked(n: number): number {\n  throw new TypeError("no");\n}\n`,
    );
    expect(problems).toEqual(["src/half.ts:8: the docstring of half lacks @throws"]);
  });
});

test("examplesIn() strips what stands before the lines of a docstring", () => {
  const doc = "*\n * ```ts\n * if (x) {\n *   y();\n * }\n * ```\n ";
  expect(examplesIn("a.ts", doc, 10)).toEqual([
    { file: "a.ts", line: 12, code: "if (x) {\n  y();\n}", run: true },
  ]);
});
