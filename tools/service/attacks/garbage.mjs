// @ts-check
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { exchange, headWith, serverFault, statusesOf } from "./attack.mjs";
import { randomFrom } from "../random.mjs";

/** @typedef {import("./attack.mjs").Attack} Attack */
/** @typedef {import("./attack.mjs").Target} Target */

const random = randomFrom(1);
const NOISE = Buffer.from(Array.from({ length: 100_000 }, () => Math.floor(random() * 256)));
const UNREAD = 20_000;
const BATCH = 100;
const UNREAD_MS = 5000;
const JSON_HEAD = "content-type: application/json\r\n";

/** What is hardly HTTP. @type {readonly Attack[]} */
export const GARBAGE = [
  attack("noise", () => [NOISE]),
  attack("a request, then noise", (target) => [`${headWith(target, "GET /v1/model")}\r\n`, NOISE]),
  attack("a TLS greeting", () => [Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), NOISE]),
  attack("HTTP/2 without asking", () => ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", NOISE]),
  attack("a header of 10 MB", (target) => [
    `${headWith(target, "GET /v1/model")}x-a: ${"b".repeat(10_000_000)}\r\n\r\n`,
  ]),
  attack("100,000 headers", (target) => [
    `${headWith(target, "GET /v1/model")}${"a: b\r\n".repeat(100_000)}\r\n`,
  ]),
  attack("an address of 10 MB", (target) => [
    `${headWith(target, `GET /${"a".repeat(10_000_000)}`)}\r\n`,
  ]),
  attack("10,000 parameters", (target) => [
    `${headWith(target, `GET /v1/movies?${"q=a&".repeat(3000)}`)}\r\n`,
  ]),
  attack("chunk sizes that are none", (target) => [
    `${headWith(target, "POST /v1/picks")}${JSON_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  ]),
  attack("a chunk larger than any number", (target) => [
    `${headWith(target, "POST /v1/picks")}${JSON_HEAD}transfer-encoding: chunked\r\n\r\n${"f".repeat(40)}\r\n`,
  ]),
  attack("length and chunks at once", (target) => [
    `${headWith(target, "POST /v1/picks")}${JSON_HEAD}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n`,
    "1\r\n{\r\n0\r\n\r\nGET /v1/admin/models HTTP/1.1\r\n\r\n",
  ]),
  attack("trailers without end", (target) => [
    `${headWith(target, "POST /v1/picks")}${JSON_HEAD}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`,
    "a: b\r\n".repeat(100_000),
  ]),
  attack("a body of bytes that are no UTF-8", (target) => [
    `${headWith(target, "POST /v1/picks")}${JSON_HEAD}content-length: ${NOISE.length}\r\n\r\n`,
    NOISE,
  ]),
  { name: `${UNREAD} requests without reading an answer`, run: unread },
  { name: "2,000 connections that say half a word and go", run: halfWords },
];

/** @param {string} name @param {(target: Target) => (string | Uint8Array)[]} make @returns {Attack} */
function attack(name, make) {
  return {
    name,
    run: async (target) => {
      const { answers, isOpen } = await exchange(target, make(target), {
        answers: 2,
        withinMs: 15_000,
      });
      const told = `answers ${statusesOf(answers)}, then ${isOpen ? "open" : "closed"}`;
      return { told, fault: serverFault(answers) };
    },
  };
}

/** Answers pile up where nobody takes them, unless the server takes no further questions. @param {Target} target */
async function unread(target) {
  const request = `${headWith(target, "GET /v1/features?films=100")}\r\n`;
  const socket = connect(target.address);
  socket.on("error", () => {});
  socket.pause();
  for (let sent = 0; sent < UNREAD; sent += BATCH) socket.write(request.repeat(BATCH));
  await pause(UNREAD_MS);
  socket.destroy();
  return { told: `${UNREAD} sent, ${socket.bytesRead} bytes read` };
}

/** @param {Target} target */
async function halfWords(target) {
  for (let wave = 0; wave < 20; wave++) {
    const options = { withinMs: 50 };
    await Promise.all(Array.from({ length: 100 }, () => exchange(target, ["PU"], options)));
  }
  return { told: "gone" };
}
