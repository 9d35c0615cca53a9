// @ts-check
import fc from "fast-check";
import { mutated, RAW } from "./mutations.mjs";
import { operationsOf } from "./operations.mjs";
import { partly, valueOf } from "./schema-arbitrary.mjs";

/**
 * @typedef {import("./json-schema.mjs").Schema} Schema
 * @typedef {import("./operations.mjs").Operation} Operation
 * @typedef {import("./schema-arbitrary.mjs").Known} Known
 * @typedef {import("./request-bytes.mjs").RawRequest & { operation: string, mutations: string[] }} FuzzRequest
 */

const encoder = new TextEncoder();
const EXTRA_HEADERS = /** @type {const} */ ([
  ["accept", "*/*"],
  ["if-none-match", '"abc"'],
  ["x-request-id", "abc-123"],
  ["accept-language", "de"],
]);

/**
 * Requests for every route of a document, right ones and changed ones.
 *
 * @param {Schema} document
 * @param {Known & { key: string }} known
 * @param {{ withRaw?: boolean }} [options] - raw ones are no HTTP any longer, so only a socket can send them
 * @returns {fc.Arbitrary<FuzzRequest>}
 */
export function fuzzRequests(document, known, { withRaw = false } = {}) {
  const right = fc.oneof(
    ...operationsOf(document).map((operation) => rightRequest(operation, document, known)),
  );
  const broken = fc.array(mutated, { minLength: 1, maxLength: 2 });
  const wrong = fc.tuple(right, broken).map(([request, mutations]) => {
    let changed = request;
    for (const mutation of mutations) changed = mutation(changed);
    return changed;
  });
  const most = [
    { weight: 3, arbitrary: right },
    { weight: 7, arbitrary: wrong },
  ];
  if (!withRaw) return fc.oneof(...most);
  const raw = fc.tuple(right, RAW).map(([request, change]) => change(request));
  return fc.oneof(...most, { weight: 1, arbitrary: raw });
}

/** @param {Operation} operation @param {Schema} document @param {Known & { key: string }} known @returns {fc.Arbitrary<FuzzRequest>} */
function rightRequest(operation, document, known) {
  const { id, method, path, parameters, body } = operation;
  const values = partly(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [name, valueOf(schema, document, known, name)]),
    ),
    parameters.filter(({ required }) => required).map(({ name }) => name),
  );
  const content = body === undefined ? fc.constant(undefined) : bodies(body, document, known);
  const extra = fc.subarray([...EXTRA_HEADERS], { maxLength: 1 });
  return fc.tuple(values, content, extra).map(([chosen, sent, more]) => {
    /** @type {[string, string][]} */
    const headers = [["authorization", `Bearer ${known.key}`]];
    for (const [name, value] of more) headers.push([name, value]);
    if (sent !== undefined) headers.push(["content-type", sent.type]);
    const target = targetOf(path, parameters, chosen);
    return { operation: id, mutations: [], method, target, headers, body: sent?.bytes };
  });
}

/** @param {string} path @param {readonly Schema[]} parameters @param {Record<string, unknown>} chosen */
function targetOf(path, parameters, chosen) {
  let filled = path;
  const query = [];
  for (const { name, in: where } of parameters) {
    if (!Object.hasOwn(chosen, name)) continue;
    const value = chosen[name];
    if (where === "path") filled = filled.replace(`{${name}}`, () => encoded(value));
    else if (where === "query") {
      for (const one of [value].flat()) query.push(`${encodeURIComponent(name)}=${encoded(one)}`);
    }
  }
  return query.length === 0 ? filled : `${filled}?${query.join("&")}`;
}

/** `.` and `..` would be taken out of a path. @param {unknown} value */
function encoded(value) {
  return encodeURIComponent(String(value)).replace(/^\.{1,2}$/u, (dots) => `${dots}x`);
}

/** @param {Schema} content @param {Schema} document @param {Known} known */
function bodies(content, document, known) {
  const kinds = Object.entries(content).map(([type, { schema }]) =>
    bytesOf(type, schema, document, known).map((bytes) => ({ type, bytes })),
  );
  return fc.oneof(...kinds);
}

/** @param {string} type @param {Schema} schema @param {Schema} document @param {Known} known @returns {fc.Arbitrary<Uint8Array>} */
function bytesOf(type, schema, document, known) {
  if (type.endsWith("ndjson")) return lines(known);
  // an export: its bytes are told apart, whatever the type says
  if (schema["format"] === "binary")
    return fc.oneof(csvs(known), fc.uint8Array({ maxLength: 200 }));
  return valueOf(schema, document, known).map((value) => encoder.encode(JSON.stringify(value)));
}

/** @param {Known} known */
function lines({ movieIds, people }) {
  const line = fc.record({
    personId: fc.constantFrom(...people),
    movieId: fc.oneof(fc.constantFrom(...movieIds), fc.nat()),
    rating: fc.oneof(fc.constantFrom(1, 2, 3, 4, 5), fc.double()),
  });
  return fc
    .array(line, { maxLength: 8 })
    .map((rows) => encoder.encode(rows.map((row) => `${JSON.stringify(row)}\n`).join("")));
}

/** A table as IMDb and Letterboxd have them, by the titles that made-up films have. @param {Known} known */
function csvs({ movieIds }) {
  const row = fc
    .tuple(fc.constantFrom(...movieIds), fc.integer({ min: 1, max: 5 }))
    .map(([movieId, rating]) => `Made-up film ${movieId},${rating}\n`);
  return fc
    .array(row, { minLength: 1, maxLength: 8 })
    .map((rows) => encoder.encode(`Title,Rating\n${rows.join("")}`));
}
