// @ts-check

/** @typedef {Record<string, any>} Schema */

/** What says nothing about a value, or is checked with its neighbour. */
const SILENT = new Set([
  ...["description", "example", "examples", "title", "default", "deprecated", "readOnly"],
  ...["$ref", "x-scope"],
]);
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/u;

/**
 * What of a value is not as a JSON Schema (2020-12, what of it an OpenAPI document of zod has) says; undefined
 * where all is. A keyword that is not known here is an error, so nothing is passed over.
 *
 * @param {Schema} schema
 * @param {unknown} value
 * @param {Schema} document - where references lead
 * @param {string} [at]
 * @returns {string | undefined}
 */
export function faultOf(schema, value, document, at = "$") {
  if (typeof schema["$ref"] === "string") {
    const fault = faultOf(resolve(schema["$ref"], document), value, document, at);
    if (fault !== undefined) return fault;
  }
  for (const [keyword, asked] of Object.entries(schema)) {
    if (SILENT.has(keyword)) continue;
    const check = CHECKS[keyword];
    if (check === undefined)
      throw new Error(`Cannot check ${at}: the keyword "${keyword}" is not known`);
    const fault = check(asked, value, { schema, document, at });
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** @param {string} reference @param {Schema} document @returns {Schema} */
export function resolve(reference, document) {
  const names = reference.replace(/^#\//u, "").split("/");
  const found = names.reduce((/** @type {any} */ within, name) => within?.[name], document);
  if (found === undefined) throw new Error(`Cannot follow ${reference}: it leads nowhere`);
  return found;
}

/** @typedef {{ schema: Schema, document: Schema, at: string }} Place */
/** @type {Record<string, (asked: any, value: any, place: Place) => string | undefined>} */
const CHECKS = {
  type: (asked, value, { at }) => {
    const names = [asked].flat();
    return names.some((name) => isOf(name, value))
      ? undefined
      : `${at} is no ${names.join(" or ")}`;
  },
  enum: (asked, value, { at }) => (asked.includes(value) ? undefined : `${at} is ${text(value)}`),
  const: (asked, value, { at }) => (asked === value ? undefined : `${at} is ${text(value)}`),
  minimum: number((asked, value) => value >= asked),
  maximum: number((asked, value) => value <= asked),
  exclusiveMinimum: number((asked, value) => value > asked),
  exclusiveMaximum: number((asked, value) => value < asked),
  minLength: string((asked, value) => [...value].length >= asked),
  maxLength: string((asked, value) => [...value].length <= asked),
  pattern: string((asked, value) => new RegExp(asked, "u").test(value)),
  format: string((asked, value) => asked !== "date-time" || DATE_TIME.test(value)),
  minItems: array((asked, value) => value.length >= asked),
  maxItems: array((asked, value) => value.length <= asked),
  items: (asked, value, { document, at }) =>
    Array.isArray(value)
      ? first(value.map((item, place) => faultOf(asked, item, document, `${at}[${place}]`)))
      : undefined,
  required: (asked, value, { at }) => {
    if (!isObject(value)) return undefined;
    const missing = asked.find((/** @type {string} */ name) => !Object.hasOwn(value, name));
    return missing === undefined ? undefined : `${at} has no ${missing}`;
  },
  properties: (asked, value, { document, at }) => {
    if (!isObject(value)) return undefined;
    const names = Object.keys(asked).filter((name) => Object.hasOwn(value, name));
    return first(names.map((name) => faultOf(asked[name], value[name], document, `${at}.${name}`)));
  },
  additionalProperties: (asked, value, { schema, document, at }) => {
    if (!isObject(value) || asked === true) return undefined;
    const more = Object.keys(value).filter(
      (name) => !Object.hasOwn(schema["properties"] ?? {}, name),
    );
    if (asked === false)
      return more.length === 0 ? undefined : `${at} has ${more[0]}, which is not foreseen`;
    return first(more.map((name) => faultOf(asked, value[name], document, `${at}.${name}`)));
  },
  propertyNames: (asked, value, { document, at }) =>
    isObject(value)
      ? first(Object.keys(value).map((name) => faultOf(asked, name, document, `${at} name`)))
      : undefined,
  anyOf: (asked, value, { document, at }) =>
    asked.some((/** @type {Schema} */ one) => faultOf(one, value, document, at) === undefined)
      ? undefined
      : `${at} is none of what it may be`,
  oneOf: (asked, value, { document, at }) => {
    const count = asked.filter(
      (/** @type {Schema} */ one) => faultOf(one, value, document, at) === undefined,
    );
    return count.length === 1 ? undefined : `${at} is ${count.length} of what it may be one of`;
  },
  allOf: (asked, value, { document, at }) =>
    first(asked.map((/** @type {Schema} */ one) => faultOf(one, value, document, at))),
};

/** @param {string} name @param {unknown} value */
function isOf(name, value) {
  if (name === "null") return value === null;
  if (name === "array") return Array.isArray(value);
  if (name === "object") return isObject(value);
  if (name === "integer") return Number.isInteger(value);
  return typeof value === name;
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {(asked: number, value: number) => boolean} holds */
function number(holds) {
  return only("number", holds);
}

/** @param {(asked: any, value: string) => boolean} holds */
function string(holds) {
  return only("string", holds);
}

/** @param {string} type @param {(asked: any, value: any) => boolean} holds */
function only(type, holds) {
  return (/** @type {any} */ asked, /** @type {any} */ value, /** @type {Place} */ { at }) =>
    typeof value !== type || holds(asked, value)
      ? undefined
      : `${at} is ${text(value)}, not ${asked}`;
}

/** @param {(asked: number, value: unknown[]) => boolean} holds */
function array(holds) {
  return (/** @type {any} */ asked, /** @type {any} */ value, /** @type {Place} */ { at }) =>
    !Array.isArray(value) || holds(asked, value) ? undefined : `${at} has ${value.length} items`;
}

/** @param {(string | undefined)[]} faults */
function first(faults) {
  return faults.find((fault) => fault !== undefined);
}

/** @param {unknown} value */
function text(value) {
  return JSON.stringify(value)?.slice(0, 80);
}
