import { describe } from "../core/check.ts";
import { segmentOfId } from "../contract/path-id.ts";

/** An id as it stands in a path. Numbers are those of MovieLens: 7 and "7" are one movie. */
export type Id = string | number;

/** A value of a query; arrays stand there once for each item. */
export type QueryValue = Id | readonly Id[] | undefined;

/**
 * The path of a route with ids in the place of its parameters.
 *
 * @throws {TypeError | RangeError} for an id that no address can hold.
 */
export function pathOf(action: string, template: string, ids: readonly Id[]): string {
  let next = 0;
  return template.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    return segmentOfId(checkId(action, name, ids[next++]));
  });
}

/** "" or what follows the path, with its question mark. */
export function queryOf(query: Readonly<Record<string, QueryValue>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, textOf(one));
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

function checkId(action: string, name: string, id: unknown): string {
  const text = typeof id === "number" && Number.isSafeInteger(id) && id >= 0 ? String(id) : id;
  if (typeof text !== "string") {
    throw new TypeError(`${action}: "${name}" must be a text, got ${describe(id)}`);
  }
  if (text !== "" && !/\p{Surrogate}/u.test(text)) return text;
  throw new RangeError(`${action}: "${name}" must be a text of well-formed Unicode, not empty`);
}

/** Without an exponent, and with no more decimals than the contract takes. */
function textOf(value: unknown): string {
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  return value.toFixed(9).replace(/\.?0+$/u, "");
}
