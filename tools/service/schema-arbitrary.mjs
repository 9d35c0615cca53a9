// @ts-check
import fc from "fast-check";
import { resolve } from "./json-schema.mjs";

/**
 * @typedef {import("./json-schema.mjs").Schema} Schema
 * @typedef {{ movieIds: readonly string[], people: readonly string[] }} Known - what the server has, so that requests find something
 */

const MOST_OPTIONAL = 3;
const MOST_ITEMS = 5;
const MOST_LENGTH = 24;
const NEW_YEARS = { min: new Date("1900-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z") };
/** Zod's own pattern of a time has thousands of characters. */
const TIME = fc.date({ ...NEW_YEARS, noInvalidDate: true }).map((date) => date.toISOString());

/**
 * Values that a schema of the document allows.
 *
 * @param {Schema} schema
 * @param {Schema} document
 * @param {Known} known
 * @param {string} [name] - of the property or parameter: ids are taken from what is known
 * @returns {fc.Arbitrary<any>}
 */
export function valueOf(schema, document, known, name = "") {
  const named = ofName(name, known);
  if (named !== undefined && schema["type"] !== "array") {
    return fc.oneof(
      { weight: 4, arbitrary: named },
      { weight: 1, arbitrary: anyOf(schema, document, known) },
    );
  }
  return anyOf(schema, document, known, name);
}

/** @param {string} name @param {Known} known */
function ofName(name, { movieIds, people }) {
  if (["movieId", "exclude", "among", "after", "seen"].includes(name))
    return fc.constantFrom(...movieIds);
  if (name === "personId") return fc.constantFrom(...people);
  if (name === "rating") return fc.constantFrom(1, 2, 3, 4, 5);
  if (name === "genres" || name === "withoutGenres") return fc.constantFrom("Drama", "Comedy");
  // a model of next to nothing would be served from then on
  if (name === "promote") return fc.constant(false);
  if (name === "timeLimitSeconds") return fc.constantFrom(1, 2);
  return undefined;
}

/** @param {Schema} schema @param {Schema} document @param {Known} known @param {string} [name] @returns {fc.Arbitrary<any>} */
function anyOf(schema, document, known, name = "") {
  if (schema["$ref"] !== undefined)
    return valueOf(resolve(schema["$ref"], document), document, known, name);
  if (schema["const"] !== undefined) return fc.constant(schema["const"]);
  if (schema["enum"] !== undefined) return fc.constantFrom(...schema["enum"]);
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (choices !== undefined) {
    return fc.oneof(
      ...choices.map((/** @type {Schema} */ one) => valueOf(one, document, known, name)),
    );
  }
  const types = [schema["type"] ?? "object"].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, document, known, name)));
}

/** @param {string} type @param {Schema} schema @param {Schema} document @param {Known} known @param {string} name @returns {fc.Arbitrary<any>} */
function ofType(type, schema, document, known, name) {
  const { minimum = -1e6, maximum = 1e6 } = schema;
  if (type === "string") return texts(schema);
  if (type === "integer") return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31 - 1) });
  if (type === "number") return fc.double({ min: minimum, max: maximum, noNaN: true });
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (type === "array") {
    const maxLength = Math.min(schema["maxItems"] ?? MOST_ITEMS, MOST_ITEMS);
    const item = valueOf(schema["items"] ?? {}, document, known, name);
    return fc.array(item, { minLength: schema["minItems"] ?? 0, maxLength });
  }
  if (type === "object") return objects(schema, document, known);
  throw new Error(`Cannot make up a value: the type "${type}" is not known`);
}

/** @param {Schema} schema */
function texts({ format, minLength = 0, maxLength = MOST_LENGTH, pattern }) {
  if (format === "date-time") return TIME;
  if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern, "u"));
  return fc.string({ unit: "binary", minLength, maxLength: Math.min(maxLength, MOST_LENGTH) });
}

/** @param {Schema} schema @param {Schema} document @param {Known} known */
function objects({ properties = {}, required = [] }, document, known) {
  const values = Object.entries(properties).map(([name, inner]) => [
    name,
    valueOf(inner, document, known, name),
  ]);
  return partly(Object.fromEntries(values), required);
}

/**
 * What is required, and a few of the others: many at once nearly always contradict each other.
 *
 * @param {Record<string, fc.Arbitrary<any>>} values
 * @param {readonly string[]} required
 * @returns {fc.Arbitrary<Record<string, any>>}
 */
export function partly(values, required) {
  const others = Object.keys(values).filter((name) => !required.includes(name));
  const some = fc.subarray(others, { maxLength: Math.min(MOST_OPTIONAL, others.length) });
  return fc
    .tuple(fc.record(values, { noNullPrototype: true }), some)
    .map(([all, chosen]) =>
      Object.fromEntries([...required, ...chosen].map((name) => [name, all[name]])),
    );
}
