// @ts-check
import { exchange, headWith, serverFault, statusesOf } from "./attack.mjs";

/** @typedef {import("./attack.mjs").Attack} Attack */

const GIGABYTE = 2 ** 30;
const PIECE = 2 ** 16;
const MEGABYTE = 2 ** 20;
const DEPTH = 1_000_000;
const DEEP = ["[".repeat(DEPTH), '{"a":'.repeat(DEPTH / 10)];
const LINE = `${JSON.stringify({ personId: "x".repeat(200), movieId: "1", rating: "none" })}\n`;

/**
 * Routes, with how many bytes each may take before it refuses: its limit, and what is on the way meanwhile.
 *
 * @type {readonly (readonly [string, string, number, string])[]}
 */
const ROUTES = [
  ["PUT /v1/people/large/ratings/1", "application/json", 1 + 16, " "],
  ["POST /v1/picks", "application/json", 1 + 16, " "],
  ["POST /v1/ratings", "application/x-ndjson", 512 + 16, LINE],
  ["POST /v1/ratings", "application/x-ndjson", 512 + 16, "x"],
  ["POST /v1/imports", "text/csv", 128 + 16, "a,b\n"],
];

/** Bodies that are far too large, or too deep. @type {readonly Attack[]} */
export const LARGE = [
  ...ROUTES.map((route) => declared(...route)),
  ...ROUTES.map((route) => chunked(...route)),
  ...DEEP.flatMap((text) => [
    deep("POST /v1/picks", "application/json", text),
    deep("POST /v1/ratings", "application/x-ndjson", text),
    deep("POST /v1/imports", "application/json", text),
  ]),
];

/** It says how much will come, so not a byte need be taken. @param {string} line @param {string} type @param {number} _limit @param {string} text @returns {Attack} */
function declared(line, type, _limit, text) {
  const head = `content-type: ${type}\r\ncontent-length: ${GIGABYTE}\r\n\r\n`;
  return {
    name: `1 GB said to come (${JSON.stringify(text.slice(0, 9))}): ${line}`,
    run: (target) => refused(target, stream(headWith(target, line) + head, plain(text)), 16),
  };
}

/** @param {string} line @param {string} type @param {number} limit @param {string} text @returns {Attack} */
function chunked(line, type, limit, text) {
  const head = `content-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`;
  const body = plain(text);
  const size = Buffer.from(`${body.length.toString(16)}\r\n`);
  const piece = Buffer.concat([size, body, Buffer.from("\r\n")]);
  return {
    name: `1 GB in chunks (${JSON.stringify(text.slice(0, 9))}): ${line}`,
    run: (target) => refused(target, stream(headWith(target, line) + head, piece), limit),
  };
}

/** @param {string} line @param {string} type @param {string} text @returns {Attack} */
function deep(line, type, text) {
  return {
    name: `${text.slice(0, 5)} many times nested: ${line}`,
    run: async (target) => {
      const head = `content-type: ${type}\r\ncontent-length: ${text.length}\r\n\r\n`;
      const { answers } = await exchange(target, [headWith(target, line) + head, text]);
      const [answer] = answers;
      // a bulk request tells of the one line that was wrong
      const isRight =
        answer !== undefined &&
        ((answer.status < 500 && answer.status >= 400) || line.includes("/ratings"));
      const fault = isRight ? undefined : "it was not refused";
      return { told: `answer ${statusesOf(answers)}`, fault: serverFault(answers) ?? fault };
    },
  };
}

/** @param {import("./attack.mjs").Target} target @param {Iterable<string | Uint8Array>} pieces @param {number} limit */
async function refused(target, pieces, limit) {
  const { answers, sentBytes, ms } = await exchange(target, pieces, { withinMs: 300_000 });
  const sent = sentBytes / MEGABYTE;
  const told = `${statusesOf(answers)} after ${sent.toFixed(0)} MB, ${(ms / 1000).toFixed(1)} s`;
  const isRight = answers[0]?.status === 413 && sent <= limit;
  return { told, fault: isRight ? undefined : `expected 413 before ${limit} MB` };
}

/** @param {string} text */
function plain(text) {
  return Buffer.from(text.repeat(Math.ceil(PIECE / text.length)));
}

/** @param {string} head @param {Uint8Array} piece */
function* stream(head, piece) {
  yield head;
  for (let sent = 0; sent < GIGABYTE; sent += piece.length) yield piece;
}
