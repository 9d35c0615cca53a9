// @ts-check

/**
 * @typedef {import("./json-schema.mjs").Schema} Schema
 * @typedef {{ id: string, method: string, path: string, parameters: Schema[], body: Schema | undefined, responses: Schema }} Operation
 */

const METHODS = ["get", "put", "post", "delete", "patch"];

/** Every operation of an OpenAPI document. @param {Schema} document @returns {Operation[]} */
export function operationsOf(document) {
  return Object.entries(document["paths"]).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => {
      const { operationId, parameters = [], requestBody, responses } = item[method];
      return {
        ...{ id: operationId ?? `${method} ${path}`, method: method.toUpperCase(), path },
        ...{ parameters, body: requestBody?.content, responses },
      };
    }),
  );
}

/** The operations that a target may mean. @param {readonly Operation[]} operations @param {string} method @param {string} target */
export function operationsAt(operations, method, target) {
  const asked = method === "HEAD" ? "GET" : method;
  const paths = pathsOf(target);
  return operations.filter(
    (operation) => operation.method === asked && paths.some((path) => isAt(operation.path, path)),
  );
}

/** The path of a target as it is written, and after what URLs do to `..`. @param {string} target @returns {string[]} */
export function pathsOf(target) {
  const written = target.split(/[?#]/u)[0] ?? "";
  try {
    return [written, new URL(target, "http://x").pathname];
  } catch {
    return [written];
  }
}

/** @param {string} template @param {string} path */
function isAt(template, path) {
  const wanted = template.split("/");
  const found = path.split("/");
  return (
    wanted.length === found.length &&
    wanted.every((name, place) => name.startsWith("{") || name === found[place])
  );
}
