// @ts-check
// One TypeScript file as the tools see it: syntax tree, comments, imports. Parsed by the parser of
// the bundler that the tests run on; TypeScript 7 offers its own only as "unstable".
import { parseSync } from "vite";

/** @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node */
/** @typedef {{ type: string, value: string, start: number, end: number }} Comment */
/** @typedef {{ specifier: string, line: number }} Import */
/** @typedef {{ path: string, text: string, body: Node[], comments: Comment[], imports: Import[] }} SourceModule */

/**
 * @param {string} path - for messages, and for its ending.
 * @param {string} text
 * @returns {SourceModule}
 */
export function parseModule(path, text) {
  const { program, comments, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`Cannot parse ${path}: ${error.message}`);
  const body = /** @type {Node[]} */ (/** @type {unknown} */ (program.body));
  return { path, text, body, comments, imports: importsOf(body, text) };
}

/**
 * The line of a position, from 1.
 *
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  return text.slice(0, offset).split("\n").length;
}

/**
 * Calls `visit` for a node and all below it; `visit` returns false to stay out of a node.
 *
 * @param {unknown} node
 * @param {(node: Node) => boolean | void} visit
 */
export function walk(node, visit) {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, visit);
    return;
  }
  if (typeof node !== "object" || node === null || !("type" in node)) return;
  if (visit(/** @type {Node} */ (node)) === false) return;
  for (const child of Object.values(node)) walk(child, visit);
}

const WITH_SOURCE = new Set([
  "ImportDeclaration",
  "ImportExpression",
  "TSImportType",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
]);

/**
 * Static, dynamic and type imports, and re-exports. What a dynamic import computes is "(computed)".
 *
 * @param {Node[]} body
 * @param {string} text
 * @returns {Import[]}
 */
function importsOf(body, text) {
  /** @type {Import[]} */
  const imports = [];
  walk(body, (node) => {
    if (!WITH_SOURCE.has(node.type) || !node.source) return;
    const specifier = node.source.type === "Literal" ? node.source.value : "(computed)";
    imports.push({ specifier, line: lineAt(text, node.start) });
  });
  return imports;
}
