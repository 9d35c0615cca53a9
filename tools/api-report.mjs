// @ts-check
// Writes api/*.md: every name of an entry point with its declaration as users' compilers see it, and
// api/openapi.json: the contract of the service; so that a change of a public interface is a change in a
// diff. With --check, compares instead.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { publicApi } from "./public-api.mjs";
import { walk } from "./source-module.mjs";

/** @typedef {import("./public-api.mjs").Declaration} Declaration */
/** @typedef {import("./source-module.mjs").SourceModule} SourceModule */

const ENTRIES = [
  { name: "matinee", types: "dist/index.d.ts", report: "api/matinee.api.md" },
  {
    name: "matinee/node",
    types: "dist/node.d.ts",
    report: "api/matinee-node.api.md",
    base: "dist/index.d.ts",
  },
  {
    name: "matinee/client",
    types: "dist/client/index.d.ts",
    report: "api/matinee-client.api.md",
  },
  {
    name: "matinee/store",
    types: "dist/store/index.d.ts",
    report: "api/matinee-store.api.md",
    base: "dist/index.d.ts",
  },
  {
    name: "matinee/spark",
    types: "dist/spark/index.d.ts",
    report: "api/matinee-spark.api.md",
    base: "dist/index.d.ts",
  },
];

/**
 * @param {string} name - of the entry point.
 * @param {string} path - of its emitted `.d.ts` file.
 * @param {string} [base] - `.d.ts` file of the entry point that its users have as well.
 * @returns {string} the report, in Markdown.
 */
export function apiReport(name, path, base) {
  const api = publicApi(path);
  const declarations = [...api.values()].flat();
  const parts = [...api].map(([exported, found]) => section(exported, found));
  const importable = new Set([
    ...api.keys(),
    ...(base === undefined ? [] : publicApi(base).keys()),
  ]);
  const hidden = hiddenTypes(declarations, importable);
  const head = [
    `# API of \`${name}\``,
    "",
    "Written by `npm run api`; do not edit. What changes here changes for users: it needs a line in",
    "CHANGELOG.md.",
  ];
  if (hidden.length > 0) parts.push(["## Used above, not exported", "", ...hidden].join("\n"));
  return `${[head.join("\n"), ...parts].join("\n\n")}\n`;
}

/**
 * @param {string} exported
 * @param {readonly Declaration[]} declarations
 */
function section(exported, declarations) {
  const code = declarations.map(({ module, statement }) =>
    withoutComments(module, statement.start, statement.end),
  );
  return `## ${exported}\n\n\`\`\`ts\n${code.join("\n")}\n\`\`\``;
}

/**
 * @param {SourceModule} module
 * @param {number} start
 * @param {number} end
 */
function withoutComments(module, start, end) {
  let text = "";
  let from = start;
  for (const comment of module.comments) {
    if (comment.start < start || comment.end > end) continue;
    text += module.text.slice(from, comment.start);
    from = comment.end;
  }
  return (text + module.text.slice(from, end)).replace(/^[ \t]*\n/gmu, "");
}

/**
 * Types that a signature names and users cannot import: declared or imported in the declaring file,
 * but not exported by the entry point.
 *
 * @param {readonly Declaration[]} declarations
 * @param {ReadonlySet<string>} importable
 * @returns {string[]} as a list in Markdown.
 */
function hiddenTypes(declarations, importable) {
  /** @type {Set<string>} */
  const hidden = new Set();
  for (const { module, statement } of declarations) {
    const inFile = new Set(module.body.flatMap(namesOf));
    walk(statement, (node) => {
      const name = node.type === "TSTypeReference" ? node.typeName.name : undefined;
      if (inFile.has(name) && !importable.has(name)) hidden.add(name);
    });
  }
  return [...hidden].sort().map((name) => `- \`${name}\``);
}

/**
 * @param {import("./source-module.mjs").Node} statement
 * @returns {string[]}
 */
function namesOf(statement) {
  if (statement.type === "ImportDeclaration") {
    return statement.specifiers.map((/** @type {any} */ specifier) => specifier.local.name);
  }
  const declaration = statement.declaration ?? statement;
  return declaration.id?.name === undefined ? [] : [declaration.id.name];
}

const ROOT = join(import.meta.dirname, "..");
const CONTRACT = "dist/contract/openapi.js";

/** @param {boolean} checkOnly */
async function main(checkOnly) {
  for (const { name, types, report, base } of ENTRIES) {
    if (!isBuilt(types)) continue;
    const wanted = apiReport(name, join(ROOT, types), base && join(ROOT, base));
    settle({ report, wanted, from: types, checkOnly });
  }
  if (isBuilt(CONTRACT)) {
    settle({
      report: "api/openapi.json",
      wanted: await contractReport(),
      from: CONTRACT,
      checkOnly,
    });
  }
}

/** The contract without the version of the package, which changes with each release. */
async function contractReport() {
  const { openApiDocument } = await import(pathToFileURL(join(ROOT, CONTRACT)).href);
  return `${JSON.stringify(openApiDocument("0.0.0"), undefined, 2)}\n`;
}

/** @param {string} path */
function isBuilt(path) {
  if (existsSync(join(ROOT, path))) return true;
  console.error(`Cannot report the API: ${path} is not there; run "npm run build" first`);
  process.exitCode = 1;
  return false;
}

/** @param {{ report: string, wanted: string, from: string, checkOnly: boolean }} what */
function settle({ report, wanted, from, checkOnly }) {
  const target = join(ROOT, report);
  const found = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (found === wanted) return;
  if (checkOnly) {
    console.error(
      `${report} differs from ${from}${firstDifference(found, wanted)}; run "npm run api" and look at the diff`,
    );
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, wanted);
}

/**
 * @param {string} found
 * @param {string} wanted
 */
function firstDifference(found, wanted) {
  const [old, now] = [found.split("\n"), wanted.split("\n")];
  const line = now.findIndex((text, index) => text !== old[index]);
  return ` from line ${line < 0 ? now.length : line + 1} on`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(process.argv.includes("--check"));
}
