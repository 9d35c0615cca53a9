// @ts-check
import fc from "fast-check";
import { BODY_CHANGES } from "./body-mutations.mjs";
import { STRANGE_HEADERS, STRANGE_PARTS, STRANGE_QUERIES, STRANGE_TYPES } from "./strange.mjs";

/**
 * @typedef {import("./fuzz-requests.mjs").FuzzRequest} FuzzRequest
 * @typedef {(request: FuzzRequest) => FuzzRequest} Change
 */

const METHODS = ["PATCH", "OPTIONS", "HEAD", "PUT", "POST", "DELETE", "GET", "PROPFIND", "QUERY"];
const HOSTS = [
  "evil.example",
  "127.0.0.1:1",
  "[::1",
  "a b",
  "",
  "127.0.0.1.evil.example",
  "x".repeat(300),
];

/** @param {string} name @param {Partial<FuzzRequest>} change @param {FuzzRequest} request @returns {FuzzRequest} */
export function changed(name, change, request) {
  return { ...request, ...change, mutations: [...request.mutations, name] };
}

/** @param {FuzzRequest} request @param {string} name @returns {[string, string][]} */
function without({ headers }, name) {
  return headers.flatMap(([own, value]) => (own === name ? [] : [[own, value]]));
}

/** @type {fc.Arbitrary<Change>} */
const method = fc.constantFrom(...METHODS).map((name) => (request) => {
  const isBodiless = ["GET", "HEAD"].includes(name);
  const body = isBodiless ? undefined : request.body;
  return changed("method", { method: name, body }, request);
});

/** @type {fc.Arbitrary<Change>} */
const path = fc
  .tuple(fc.constantFrom(...STRANGE_PARTS), fc.nat(6))
  .map(([part, at]) => (request) => {
    const [whole = "", query] = request.target.split(/\?(?<query>.*)/su);
    const parts = whole.split("/");
    parts[1 + (at % Math.max(parts.length - 1, 1))] = part;
    const target = parts.join("/") + (query === undefined ? "" : `?${query}`);
    return changed("path", { target }, request);
  });

/** @type {fc.Arbitrary<Change>} */
const query = fc.constantFrom(...STRANGE_QUERIES).map((text) => (request) => {
  const target = `${request.target}${request.target.includes("?") ? "&" : "?"}${text}`;
  return changed("query", { target }, request);
});

/** @type {fc.Arbitrary<Change>} */
const type = fc.constantFrom(...STRANGE_TYPES).map((text) => (request) => {
  const headers = [
    ...without(request, "content-type"),
    /** @type {const} */ (["content-type", text]),
  ];
  return changed("type", { headers }, request);
});

/** @type {fc.Arbitrary<Change>} */
const noType = fc.constant((/** @type {FuzzRequest} */ request) =>
  changed("no type", { headers: without(request, "content-type") }, request),
);

/** @type {fc.Arbitrary<Change>} */
const noKey = fc.constant((/** @type {FuzzRequest} */ request) =>
  changed("no key", { headers: without(request, "authorization") }, request),
);

/** Added to what there is already, so some are there twice. @type {fc.Arbitrary<Change>} */
const header = fc.constantFrom(...STRANGE_HEADERS).map((pair) => (request) => {
  return changed("header", { headers: [...request.headers, pair] }, request);
});

/** @type {fc.Arbitrary<Change>} */
const twice = fc.nat(4).map((at) => (request) => {
  const pair = request.headers[at % request.headers.length];
  return changed("header twice", { headers: pair ? [...request.headers, pair] : [] }, request);
});

/** @type {fc.Arbitrary<Change>} */
const body = BODY_CHANGES.map(
  (change) => (request) =>
    request.body === undefined ? request : changed("body", { body: change(request.body) }, request),
);

/** Changes after which it is still HTTP. @type {fc.Arbitrary<Change>} */
export const mutated = fc.oneof(
  ...[
    ...[
      { weight: 2, arbitrary: method },
      { weight: 5, arbitrary: path },
    ],
    ...[
      { weight: 4, arbitrary: query },
      { weight: 2, arbitrary: type },
    ],
    ...[
      { weight: 1, arbitrary: noType },
      { weight: 1, arbitrary: noKey },
    ],
    ...[
      { weight: 3, arbitrary: header },
      { weight: 1, arbitrary: twice },
    ],
    { weight: 8, arbitrary: body },
  ],
);

/** @param {string} name @param {(request: FuzzRequest) => Partial<FuzzRequest>} change @returns {Change} */
function raw(name, change) {
  return (request) => changed(`raw ${name}`, change(request), request);
}

/** Changes that a parser of HTTP may refuse before anyone asks what is meant. @type {fc.Arbitrary<Change>} */
export const RAW = fc.constantFrom(
  raw("NUL in target", ({ target }) => ({ target: `${target}\u0000` })),
  raw("space in target", ({ target }) => ({ target: `${target} x` })),
  raw("bytes in target", ({ target }) => ({ target: `${target}\u00ff\u00fe` })),
  raw("absolute target", ({ target }) => ({ target: `http://evil.example${target}` })),
  raw("star", () => ({ target: "*" })),
  raw("no slash", () => ({ target: "x" })),
  raw("double slash", ({ target }) => ({ target: `//evil.example${target}` })),
  raw("fragment", ({ target }) => ({ target: `${target}#x` })),
  raw("backslash", () => ({ target: "/\\..\\..\\x" })),
  raw("made-up method", () => ({ method: "NOSUCH" })),
  raw("TRACE", () => ({ method: "TRACE" })),
  raw("small letters", ({ method: name }) => ({ method: name.toLowerCase() })),
  raw("body of GET", () => ({ method: "GET", body: new Uint8Array(50) })),
  raw("bad name of header", ({ headers }) => ({ headers: [...headers, ["a b", "c"]] })),
  raw("NUL in header", ({ headers }) => ({ headers: [...headers, ["x-a", "\u0000"]] })),
  raw("expectation", ({ headers }) => ({ headers: [...headers, ["expect", "a miracle"]] })),
  raw("upgrade", ({ headers }) => ({
    headers: [...headers, ["connection", "upgrade"], ["upgrade", "websocket"]],
  })),
  raw("lengths that differ", ({ headers }) => ({
    headers: [...headers, ["content-length", "1"], ["content-length", "2"]],
  })),
  raw("length of letters", ({ headers }) => ({ headers: [...headers, ["content-length", "x"]] })),
  raw("two hosts", ({ headers }) => ({ headers: [...headers, ["host", "a"], ["host", "b"]] })),
  ...HOSTS.map((host) =>
    raw(`host ${host.slice(0, 30)}`, ({ headers }) => ({ headers: [...headers, ["host", host]] })),
  ),
);
