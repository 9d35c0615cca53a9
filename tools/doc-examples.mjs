// @ts-check
// The ```ts examples of docstrings and pages: taken out, compiled against dist/, run one by one.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { compilerPath } from "./compiler.mjs";

/**
 * `line` is where the first line of `code` stands in `file`.
 *
 * @typedef {{ file: string, line: number, code: string, run: boolean }} Example
 */
/**
 * Names by the specifier they are imported from. The first that offers a name wins.
 *
 * @typedef {readonly { specifier: string, names: Iterable<string> }[]} Scope
 */

const FENCE =
  /^(?<indent>[ \t]*(?:\*[ \t]?)?[ \t]*)```ts(?<info>[^\n`]*)\n(?<code>[^]*?)^[ \t*]*```[ \t]*$/gmu;
const TIME_LIMIT_MS = 30_000;

/**
 * The examples of a page (whole text) or of one comment in a source file.
 *
 * @param {string} file - for messages.
 * @param {string} text
 * @param {number} firstLine - of `text` in `file`, from 1.
 * @returns {Example[]}
 */
export function examplesIn(file, text, firstLine = 1) {
  return [...text.matchAll(FENCE)].map(({ index, groups }) => {
    const { indent = "", info = "", code = "" } = groups ?? {};
    const fence = text.slice(0, index).split("\n").length - 1;
    const lines = code.split("\n").map((line) => withoutIndent(line, indent));
    return {
      file,
      line: firstLine + fence + 1,
      code: lines.join("\n").trimEnd(),
      run: info.trim() !== "no-run",
    };
  });
}

/**
 * @param {string} line
 * @param {string} indent
 */
function withoutIndent(line, indent) {
  if (line.startsWith(indent)) return line.slice(indent.length);
  return line.replace(/^[ \t]*\*?/u, "");
}

/**
 * Compiles all examples, then runs those meant to be run, in this process.
 *
 * @param {string} root - of the built package.
 * @param {readonly { example: Example, scope: Scope }[]} examples
 * @returns {Promise<string[]>} what failed, as `file:line: why`.
 */
export async function failingExamples(root, examples) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "matinee-examples-")));
  const workingFolder = process.cwd();
  const { TMPDIR } = process.env;
  try {
    writeProject(folder, root);
    for (const [index, { example, scope }] of examples.entries()) {
      writeFileSync(join(folder, `example-${index}.ts`), sourceOf(example, scope));
    }
    const failures = compile(folder, examples);
    process.chdir(folder); // an example that writes a file writes it here, a temporary one too
    process.env["TMPDIR"] = folder;
    for (const [index, { example }] of examples.entries()) {
      if (!example.run || failures.has(index)) continue;
      const failure = await run(join(folder, `example-${index}.js`));
      if (failure !== undefined) failures.set(index, placed(example, failure));
    }
    return [...failures].sort(([a], [b]) => a - b).map(([, failure]) => failure);
  } finally {
    process.chdir(workingFolder);
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A package beside the one that is documented, which it imports by name as users do.
 *
 * @param {string} folder
 * @param {string} root
 */
function writeProject(folder, root) {
  const types = dirname(createRequire(import.meta.url).resolve("@types/node/package.json"));
  mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules/matinee"), "dir");
  symlinkSync(types, join(folder, "node_modules/@types/node"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    lib: ["ES2023", "DOM"],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    inlineSourceMap: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
}

/**
 * The example below one line of imports: `assert`, and the public names that it mentions and does
 * not import or declare.
 *
 * @param {Example} example
 * @param {Scope} scope
 */
function sourceOf({ code }, scope) {
  const own = code.matchAll(/^import [^]*?from|\b(?:const|let|function|class) +[\w{[][^=(]*/gmu);
  const taken = new Set([...own].flatMap(([text]) => text.match(/[\w$]+/gu) ?? []));
  const mentioned = new Set(code.match(/[A-Za-z_$][\w$]*/gu));
  const imports = taken.has("assert") ? [] : ['import assert from "node:assert/strict";'];
  for (const { specifier, names } of scope) {
    const wanted = [...names].filter((name) => mentioned.has(name) && !taken.has(name));
    for (const name of wanted) taken.add(name);
    if (wanted.length > 0) imports.push(`import { ${wanted.join(", ")} } from "${specifier}";`);
  }
  return `${imports.join(" ")}\n${code}\nexport {};\n`;
}

/**
 * @param {string} folder
 * @param {readonly { example: Example }[]} examples
 * @returns {Map<number, string>} the first error of each example that does not compile.
 */
function compile(folder, examples) {
  const compiler = compilerPath();
  if (compiler === undefined) throw new Error('Cannot compile the examples: run "npm install"');
  const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", folder], {
    cwd: folder,
    encoding: "utf8",
  });
  const failures = new Map();
  for (const { groups } of stdout.matchAll(
    /^example-(?<index>\d+)\.ts\((?<line>\d+),\d+\): error (?<error>.*)$/gmu,
  )) {
    const index = Number(groups?.["index"]);
    const example = examples[index]?.example;
    if (example === undefined || failures.has(index)) continue;
    const line = Number(groups?.["line"]);
    failures.set(index, placed(example, { line, message: groups?.["error"] ?? "" }));
  }
  if (status !== 0 && failures.size === 0)
    throw new Error(`Cannot compile the examples: ${stdout}`);
  return failures;
}

/**
 * @param {string} path
 * @returns {Promise<{ line: number, message: string } | undefined>} why it failed.
 */
async function run(path) {
  process.setSourceMapsEnabled(true);
  const { log, info } = console;
  console.log = console.info = () => {}; // examples may print
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took over ${TIME_LIMIT_MS} ms`)), TIME_LIMIT_MS);
    });
    await Promise.race([import(pathToFileURL(path).href), limit]);
    return undefined;
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    const source = path.replace(/\.js$/u, ".ts");
    const line = stack.includes(source) ? Number(stack.split(`${source}:`)[1]?.split(":")[0]) : 2;
    return { line, message };
  } finally {
    clearTimeout(timer);
    Object.assign(console, { log, info });
  }
}

/**
 * @param {Example} example
 * @param {{ line: number, message: string }} failure - its line in the file that was compiled.
 */
function placed({ file, line }, failure) {
  const message = failure.message.trim().replace(/\s*\n\s*/gu, " ");
  return `${file}:${line + Math.max(0, failure.line - 2)}: the example fails: ${message}`;
}
