// @ts-check
import { faultOf } from "./json-schema.mjs";
import { operationsAt, operationsOf, pathsOf } from "./operations.mjs";

/**
 * @typedef {import("./json-schema.mjs").Schema} Schema
 * @typedef {{ status: number, type: string, body: string }} Said - an answer, however it came
 * @typedef {(method: string, target: string, said: Said) => string | undefined} Judge - what is wrong with an answer
 */

const PROBLEM = "application/problem+json";
/** What addresses of the page are answered with, or problems. */
const PAGE = new Set([200, 304, 400, 404, 405, 414, 421]);
const BODILESS = new Set([204, 304]);

/**
 * Judges answers by the document alone: an answer is one that the document has for that address, with the body that
 * it says, or a problem of a known code; never a fault of the server.
 *
 * @param {Schema} document
 * @returns {Judge}
 */
export function judgeBy(document) {
  const operations = operationsOf(document);
  const roots = new Set(operations.map(({ path }) => rootOf(path)));
  const problem = document["components"].schemas.Problem;
  return (method, target, said) => {
    if (said.status >= 500) return `answered with ${said.status}: ${said.body.slice(0, 300)}`;
    if (isOfPage(roots, target) && !said.type.includes("json")) return faultOfPage(said);
    const found = operationsAt(operations, method, target);
    if (said.status >= 400) return faultOfProblem(problem, said, document, method === "HEAD");
    if (method === "OPTIONS" && said.status === 204) return undefined;
    if (found.length === 0) return `${said.status} at an address that the document does not have`;
    const faults = found.map(({ responses }) => faultOfSuccess(responses, said, document, method));
    return faults.includes(undefined) ? undefined : faults[0];
  };
}

/** @param {Schema} problem @param {Said} said @param {Schema} document @param {boolean} isHead */
function faultOfProblem(problem, { status, type, body }, document, isHead) {
  if (!type.startsWith(PROBLEM))
    return `a ${status} is of the type "${type}": ${body.slice(0, 200)}`;
  if (isHead) return undefined;
  const json = parsed(body);
  if (json === undefined) return `a ${status} is no JSON: ${body.slice(0, 200)}`;
  const fault = faultOf(problem, json, document);
  if (fault !== undefined) return `a ${status} is no problem: ${fault}`;
  return json.status === status ? undefined : `a ${status} says that it is a ${json.status}`;
}

/**
 * The server has a page too, for whoever comes with a browser. An address may be read as it is written or without
 * its dots, and of two slashes at its start nothing sensible can be said.
 *
 * @param {ReadonlySet<string>} roots
 * @param {string} target
 */
function isOfPage(roots, target) {
  return pathsOf(target).some((path) => path.startsWith("/") && !roots.has(rootOf(path)));
}

/** @param {string} path */
function rootOf(path) {
  return path.split(/[/?#]/u)[1] ?? "";
}

/** @param {Said} said */
function faultOfPage({ status, type }) {
  return PAGE.has(status) ? undefined : `the page answers with ${status}, ${type}`;
}

/** @param {Schema} responses @param {Said} said @param {Schema} document @param {string} method */
function faultOfSuccess(responses, { status, type, body }, document, method) {
  const response = responses[String(status)];
  if (response === undefined) return `the document has no ${status} there`;
  if (method === "HEAD") return undefined;
  if (response.content === undefined || BODILESS.has(status)) {
    return body === "" ? undefined : `a ${status} has a body`;
  }
  const content = response.content[type.split(";")[0]?.trim() ?? ""];
  if (content === undefined) return `a ${status} is of the type "${type}"`;
  if (!type.includes("json")) return undefined;
  const json = parsed(body);
  if (json === undefined) return `a ${status} is no JSON: ${body.slice(0, 200)}`;
  return faultOf(content.schema, json, document);
}

/** @param {string} body @returns {any} */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
