// @ts-check
import fc from "fast-check";
import { STRANGE_NAMES, STRANGE_VALUES } from "./strange.mjs";

/** @typedef {(body: Uint8Array) => Uint8Array} BodyChange */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const DEEP = 20_000;

/** Whole bodies instead. */
const INSTEAD = [
  ...[
    "",
    " ",
    "null",
    "0",
    '"x"',
    "[]",
    "{}",
    "{",
    "[",
    "}",
    '{"',
    "tru",
    "NaN",
    "Infinity",
    "-",
    "1e999",
  ],
  ...[
    "\ufeff{}",
    "{}\n{}",
    "{}x",
    "'{}'",
    "{a:1}",
    '{"a":1,}',
    "[1,]",
    '{"rating":1,"rating":2}',
    "// x",
  ],
  ...['{"rating":1e999}', '{"rating":NaN}', '{"rating":0x10}', '{"rating":01}', '{"rating":.5}'],
  ...['{"__proto__":{"rating":3}}', '{"constructor":{"prototype":{}}}', '{"rating":"\\ud800"}'],
  ...[
    "[".repeat(DEEP),
    "[".repeat(DEEP) + "]".repeat(DEEP),
    '{"a":'.repeat(DEEP),
    "\n".repeat(5000),
  ],
  ...[
    `{"rating":${"9".repeat(10_000)}}`,
    `"${"x".repeat(20_000)}"`,
    `{"rating":3${" ".repeat(50_000)}}`,
  ],
].map((text) => encoder.encode(text));

const BYTES = [
  ...[
    [0xff, 0xfe],
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d],
    [0],
  ],
  ...[
    [0xfe, 0xff, 0, 0x7b, 0, 0x7d],
    [0x50, 0x4b, 3, 4],
    [0x1f, 0x8b, 8],
    [0xef, 0xbb, 0xbf, 0x7b, 0x7d],
  ],
].map((bytes) => Uint8Array.from(bytes));

/** @type {fc.Arbitrary<BodyChange>} */
const instead = fc.constantFrom(...INSTEAD, ...BYTES).map((bytes) => () => bytes);

/** @type {fc.Arbitrary<BodyChange>} */
const cut = fc.nat(200).map((at) => (body) => body.subarray(0, at % Math.max(body.length, 1)));

/** @type {fc.Arbitrary<BodyChange>} */
const flipped = fc
  .tuple(fc.nat(500), fc.integer({ min: 0, max: 255 }))
  .map(([at, byte]) => (body) => {
    const copy = Uint8Array.from(body);
    if (copy.length > 0) copy[at % copy.length] = byte;
    return copy;
  });

/** A value somewhere in it becomes another, a name is added or one goes. @type {fc.Arbitrary<BodyChange>} */
const inside = fc
  .tuple(
    fc.nat(50),
    fc.constantFrom(...STRANGE_VALUES),
    fc.constantFrom(...STRANGE_NAMES),
    fc.constantFrom(/** @type {const} */ ("replace"), "add", "remove"),
  )
  .map(([at, value, name, how]) => (body) => {
    const text = decoder.decode(body);
    const first = text.split("\n", 1)[0] ?? "";
    const isLines = text.endsWith("\n") && first.startsWith("{");
    const json = parsed(isLines ? first : text);
    if (json === undefined || isDeep(json)) return body;
    const places = placesIn(json);
    const place = places[at % Math.max(places.length, 1)];
    if (how === "add" && isObject(json)) {
      return encoder.encode(
        `${JSON.stringify(json).slice(0, -1)}${comma(json)}${pair(name, value)}}${isLines ? "\n" : ""}`,
      );
    }
    if (place === undefined) return encoder.encode(JSON.stringify(value));
    if (how === "remove") delete place.of[place.name];
    else place.of[place.name] = value;
    return encoder.encode(JSON.stringify(json) + (isLines ? text.slice(first.length) : ""));
  });

/** @type {fc.Arbitrary<BodyChange>} */
export const BODY_CHANGES = fc.oneof(
  { weight: 3, arbitrary: instead },
  { weight: 1, arbitrary: cut },
  { weight: 1, arbitrary: flipped },
  { weight: 5, arbitrary: inside },
);

/** @param {any} json @returns {{ of: any, name: string }[]} */
function placesIn(json) {
  if (typeof json !== "object" || json === null) return [];
  return Object.keys(json).flatMap((name) => [{ of: json, name }, ...placesIn(json[name])]);
}

/** Another change may have made it deeper than any stack. */
const MOST_DEPTH = 100;

/** @param {any} json @param {number} [depth] @returns {boolean} */
function isDeep(json, depth = 0) {
  if (typeof json !== "object" || json === null) return false;
  return depth === MOST_DEPTH || Object.values(json).some((value) => isDeep(value, depth + 1));
}

/** As text, since `__proto__` is no name that an object can be given. @param {string} name @param {unknown} value */
function pair(name, value) {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}

/** @param {object} json */
function comma(json) {
  return Object.keys(json).length > 0 ? "," : "";
}

/** @param {unknown} json */
function isObject(json) {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
