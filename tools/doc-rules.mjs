// @ts-check
// What the docstring of a public name must hold. The rule in words stands in CONTRIBUTING.md.
import { docOf } from "./public-api.mjs";
import { walk } from "./source-module.mjs";

/** @typedef {import("./public-api.mjs").Declaration} Declaration */
/** @typedef {import("./source-module.mjs").Node} Node */
/** @typedef {import("./source-module.mjs").SourceModule} SourceModule */

/** A function no longer than this, without loop or wait, costs too little to be worth a line. */
const TRIVIAL_LINES = 5;

const FUNCTIONS = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "TSDeclareFunction",
]);
const COSTLY = new Set([
  "ForStatement",
  "ForOfStatement",
  "ForInStatement",
  "WhileStatement",
  "DoWhileStatement",
  "AwaitExpression",
  "YieldExpression",
]);

/**
 * What is missing, in words; empty where the docstring is whole.
 *
 * @param {readonly Declaration[]} declarations - of one name, overloads together.
 * @returns {string[]}
 */
export function missingDocs(declarations) {
  const docs = declarations.map(({ module, statement }) => docOf(module, statement)).join("\n");
  const missing = [];
  if (!hasSentence(docs)) missing.push("a first sentence");
  for (const { module, node } of declarations) {
    if (isClass(node)) missing.push(...missingInClass(module, node, docs));
    const body = functionOf(node);
    if (body !== undefined) missing.push(...missingInFunction(module, body, docs));
  }
  return [...new Set(missing)];
}

/**
 * @param {SourceModule} module
 * @param {Node} node
 * @param {string} docs
 */
function missingInFunction(module, node, docs) {
  const missing = [];
  if (!hasExample(docs)) missing.push("an @example with a ```ts block");
  if (throws(module, node) && !docs.includes("@throws")) missing.push("@throws");
  if (!isTrivial(module, node) && !/^[\s*]*Cost:/mu.test(docs)) missing.push('a line "Cost: …"');
  return missing;
}

/**
 * @param {SourceModule} module
 * @param {Node} node
 * @param {string} docs
 */
function missingInClass(module, node, docs) {
  const missing = [];
  const isError = String(node.superClass?.name).endsWith("Error"); // told of in docs/errors.md
  if (!isError && !hasExample(docs)) missing.push("an @example with a ```ts block");
  for (const member of node.body.body) {
    if (member.type !== "MethodDefinition" || member.key.type !== "Identifier") continue;
    const own = docOf(module, member);
    const { name } = member.key;
    if (member.kind === "method" && !hasSentence(own)) missing.push(`a sentence for ${name}()`);
    if (throws(module, member.value) && !(own + docs).includes("@throws")) {
      missing.push(`@throws for ${name}()`);
    }
  }
  return missing;
}

/** @param {string} docs */
function hasSentence(docs) {
  const [prose = ""] = docs.split(/^[\s*]*@/mu);
  const words = prose.replace(/^[\s*]+/gmu, "").trim();
  return /\S+\s\S+/u.test(words) && /[.!?:)]/u.test(words);
}

/** @param {string} docs */
function hasExample(docs) {
  return /@example[^@]*?```ts/u.test(docs);
}

/** @param {Node} node */
function isClass(node) {
  return node.type === "ClassDeclaration" && !node.declare;
}

/**
 * The function that a declaration is or holds: `function f` or `const f = () => …`.
 *
 * @param {Node} node
 * @returns {Node | undefined}
 */
function functionOf(node) {
  const candidate = node.type === "VariableDeclarator" ? node.init : node;
  return FUNCTIONS.has(candidate?.type) ? candidate : undefined;
}

/**
 * @param {SourceModule} module
 * @param {Node} node
 */
function isTrivial(module, node) {
  let costly = false;
  walk(node.body, (child) => {
    costly ||= COSTLY.has(child.type);
  });
  const lines = module.text.slice(node.body?.start, node.body?.end).split("\n").length - 2;
  return !costly && lines <= TRIVIAL_LINES;
}

/**
 * Whether a function throws: itself, by a check of core/check.ts, or by a function of its own file.
 * Further calls are not followed: everything throws in the end, and a docstring is for readers.
 *
 * @param {SourceModule} module
 * @param {Node} node
 */
function throws(module, node) {
  const names = throwingNames(module);
  return throwsDirectly(node, names);
}

/**
 * @param {Node} node
 * @param {ReadonlySet<string>} names
 */
function throwsDirectly(node, names) {
  let found = false;
  walk(node.body, (child) => {
    found ||= child.type === "ThrowStatement";
    found ||= child.type === "CallExpression" && names.has(child.callee.name);
    return !found;
  });
  return found;
}

const HARMLESS_CHECKS = new Set(["nearestName", "editDistance"]);

/**
 * @param {SourceModule} module
 * @returns {Set<string>}
 */
function throwingNames(module) {
  const names = new Set(["throwIfAborted"]);
  const functions = new Map();
  for (const statement of module.body) {
    const node = statement.declaration ?? statement;
    if (node.type === "FunctionDeclaration") functions.set(node.id.name, node);
    if (statement.type !== "ImportDeclaration") continue;
    if (!/(?:^|\/)check\.ts$/u.test(statement.source.value)) continue;
    for (const { local } of statement.specifiers) {
      if (!HARMLESS_CHECKS.has(local.name)) names.add(local.name);
    }
  }
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const [name, node] of functions) if (throwsDirectly(node, names)) names.add(name);
  }
  return names;
}
