// @ts-check
// What an entry point exports, re-exports followed to the declarations. Works on sources (.ts) and
// on what tsc emits for them (.d.ts).
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseModule } from "./source-module.mjs";

/** @typedef {import("./source-module.mjs").SourceModule} SourceModule */
/** @typedef {import("./source-module.mjs").Node} Node */
/**
 * One declaration: `statement` is the whole statement, `node` the function, class, … in it.
 * Overloads of one function are several.
 *
 * @typedef {{ module: SourceModule, statement: Node, node: Node, name: string }} Declaration
 */

/** @type {Map<string, SourceModule>} */
const modules = new Map();

/**
 * @param {string} path - of a file on disk; read and parsed once.
 * @returns {SourceModule}
 */
export function readModule(path) {
  const known = modules.get(path);
  if (known !== undefined) return known;
  const module = parseModule(path, readFileSync(path, "utf8"));
  modules.set(path, module);
  return module;
}

/**
 * Public name → its declarations, sorted by name.
 *
 * @param {string} path - of the entry point.
 * @returns {Map<string, Declaration[]>}
 */
export function publicApi(path) {
  const api = new Map();
  for (const name of exportedNames(path)) api.set(name, declarationsOf(path, name));
  return new Map([...api].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The text between `/**` and its end that stands right before a statement, or "".
 *
 * @param {SourceModule} module
 * @param {Node} node - a statement, or a member of a class.
 */
export function docOf(module, node) {
  const comment = module.comments.findLast(
    ({ type, value, end }) =>
      type === "Block" &&
      value.startsWith("*") &&
      end <= node.start &&
      module.text.slice(end, node.start).trim() === "",
  );
  return comment?.value ?? "";
}

/**
 * @param {string} path
 * @returns {Set<string>}
 */
function exportedNames(path) {
  const names = new Set();
  for (const statement of readModule(path).body) {
    if (statement.type === "ExportAllDeclaration") {
      for (const name of exportedNames(follow(path, statement.source.value))) names.add(name);
    }
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const { exported } of statement.specifiers) names.add(exported.name);
    for (const { name } of declared(statement.declaration)) names.add(name);
  }
  return names;
}

/**
 * @param {string} path
 * @param {string} name - as exported by that file.
 * @returns {Declaration[]}
 */
function declarationsOf(path, name) {
  const module = readModule(path);
  const own = localDeclarations(module, name, true);
  if (own.length > 0) return own;
  for (const statement of module.body) {
    if (statement.type === "ExportAllDeclaration") {
      const target = follow(path, statement.source.value);
      if (exportedNames(target).has(name)) return declarationsOf(target, name);
    }
    if (statement.type !== "ExportNamedDeclaration") continue;
    const found = statement.specifiers.find((/** @type {Node} */ s) => s.exported.name === name);
    if (found === undefined) continue;
    if (statement.source)
      return declarationsOf(follow(path, statement.source.value), found.local.name);
    return declaredOrImported(module, found.local.name);
  }
  throw new SyntaxError(`Cannot find where "${name}" of ${path} is declared`);
}

/**
 * @param {SourceModule} module
 * @param {string} name
 */
function declaredOrImported(module, name) {
  const own = localDeclarations(module, name, false);
  if (own.length > 0) return own;
  for (const statement of module.body) {
    if (statement.type !== "ImportDeclaration") continue;
    const found = statement.specifiers.find((/** @type {Node} */ s) => s.local.name === name);
    if (found?.imported === undefined) continue;
    return declarationsOf(follow(module.path, statement.source.value), found.imported.name);
  }
  throw new SyntaxError(`Cannot find where "${name}" of ${module.path} is declared`);
}

/**
 * @param {SourceModule} module
 * @param {string} name
 * @param {boolean} exportedOnly
 * @returns {Declaration[]}
 */
function localDeclarations(module, name, exportedOnly) {
  return module.body.flatMap((statement) => {
    const exported = statement.type === "ExportNamedDeclaration";
    if (exportedOnly && !exported) return [];
    return declared(exported ? statement.declaration : statement)
      .filter((found) => found.name === name)
      .map(({ node }) => ({ module, statement, node, name }));
  });
}

/**
 * @param {Node | null} declaration
 * @returns {{ name: string, node: Node }[]}
 */
function declared(declaration) {
  if (declaration === null) return [];
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.map((/** @type {Node} */ node) => ({
      name: node.id.name,
      node,
    }));
  }
  const name = declaration.id?.name;
  return name === undefined ? [] : [{ name, node: declaration }];
}

/**
 * The file that a relative specifier means; `./x.ts` in a `.d.ts` file means `x.d.ts`.
 *
 * @param {string} from
 * @param {string} specifier
 */
function follow(from, specifier) {
  const path = join(dirname(from), specifier);
  const candidates = [path, path.replace(/\.(?:js|ts)$/u, ".d.ts"), path.replace(/\.js$/u, ".ts")];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new SyntaxError(`Cannot find "${specifier}" from ${from}`);
  return found;
}
