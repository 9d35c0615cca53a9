// @ts-check
// Checks that what is public is explained, and that every example still does what it says.
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { examplesIn, failingExamples } from "./doc-examples.mjs";
import { missingDocs } from "./doc-rules.mjs";
import { listFiles } from "./list-files.mjs";
import { publicApi, readModule } from "./public-api.mjs";
import { lineAt } from "./source-module.mjs";

/** @typedef {import("./doc-examples.mjs").Example} Example */
/** @typedef {import("./doc-examples.mjs").Scope} Scope */

const ENTRIES = [
  { specifier: "matinee", path: "src/index.ts" },
  { specifier: "matinee/node", path: "src/node.ts" },
  { specifier: "matinee/client", path: "src/client/index.ts" },
  { specifier: "matinee/store", path: "src/store/index.ts" },
  { specifier: "matinee/spark", path: "src/spark/index.ts" },
];

/**
 * @param {string} root - of a built checkout.
 * @returns {Promise<{ problems: string[], names: number, examples: number }>}
 */
export async function checkDocs(root) {
  const problems = [];
  /** @type {{ specifier: string, names: string[] }[]} */
  const scope = [];
  const seen = new Set();
  for (const { specifier, path } of ENTRIES) {
    const api = publicApi(join(root, path));
    scope.push({ specifier, names: [...api.keys()] });
    for (const [name, declarations] of api) {
      const [first] = declarations;
      if (first === undefined || seen.has(first.node)) continue;
      seen.add(first.node);
      const line = lineAt(first.module.text, first.statement.start);
      const place = `${relative(root, first.module.path)}:${line}`;
      for (const missing of missingDocs(declarations)) {
        problems.push(`${place}: the docstring of ${name} lacks ${missing}`);
      }
    }
  }
  const examples = [...pageExamples(root, scope), ...sourceExamples(root, scope)];
  problems.push(...(await failingExamples(root, examples)));
  return { problems, names: seen.size, examples: examples.length };
}

/**
 * @param {string} root
 * @param {Scope} scope
 */
function pageExamples(root, scope) {
  const pages = listFiles(join(root, "docs")).map((path) => `docs/${path}`);
  return ["README.md", ...pages]
    .filter((path) => path.endsWith(".md") && existsSync(join(root, path)))
    .flatMap((path) => examplesIn(path, readFileSync(join(root, path), "utf8")))
    .map((example) => ({ example, scope }));
}

/**
 * Those of every source file, public or not: an example may use what its file exports.
 *
 * @param {string} root
 * @param {Scope} scope
 */
function sourceExamples(root, scope) {
  const sources = listFiles(join(root, "src")).filter(
    (path) => path.endsWith(".ts") && !/\.(?:d|test)\.ts$|^kernels\/assembly\//u.test(path),
  );
  return sources.flatMap((path) => {
    const module = readModule(join(root, "src", path));
    const found = module.comments
      .filter(({ value }) => value.includes("```ts"))
      .flatMap(({ value, start }) => examplesIn(`src/${path}`, value, lineAt(module.text, start)));
    if (found.length === 0) return [];
    const output = join(root, "dist", path.replace(/\.ts$/u, ".js"));
    const own = { specifier: output, names: publicApi(module.path).keys() };
    const ownScope = [{ ...own, names: [...own.names] }, ...scope];
    return found.map((example) => ({ example, scope: ownScope }));
  });
}

async function main() {
  const root = join(import.meta.dirname, "..");
  const missing = ENTRIES.filter(({ path }) => {
    const output = path.replace("src/", "dist/").replace(".ts", ".js");
    return !existsSync(join(root, path)) || !existsSync(join(root, output));
  });
  if (missing.length > 0) {
    const paths = missing.map(({ path }) => path).join(" and ");
    console.error(`Cannot check the docs: ${paths} must be there and built; run "npm run build"`);
    process.exitCode = 1;
    return;
  }
  const { problems, names, examples } = await checkDocs(root);
  for (const problem of problems) console.error(problem);
  console.log(`${names} public names, ${examples} examples, ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
