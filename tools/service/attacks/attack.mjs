// @ts-check
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { AnswerReader } from "../connection.mjs";

/**
 * @typedef {{ address: import("../connection.mjs").Address, key: string, pid: number }} Target
 * @typedef {{ told: string, fault?: string | undefined }} Outcome - what came of it, and what is wrong with that
 * @typedef {{ name: string, run: (target: Target) => Promise<Outcome> }} Attack
 * @typedef {import("../connection.mjs").Answer} Answer
 * @typedef {{ answers: Answer[], sentBytes: number, ms: number, isOpen: boolean }} Exchange
 */

/** The first lines of a request with a key; the empty line is still to come. @param {Target} target @param {string} line */
export function headWith({ address, key }, line) {
  return `${line} HTTP/1.1\r\nhost: ${address.host}:${address.port}\r\nauthorization: Bearer ${key}\r\n`;
}

/**
 * Writes pieces as fast as they are taken until there is an answer, the connection ends or all are written, then
 * waits for the answers asked for.
 *
 * @param {Target} target
 * @param {Iterable<string | Uint8Array>} pieces
 * @param {{ answers?: number, withinMs?: number, everyMs?: number }} [options]
 * @returns {Promise<Exchange>}
 */
export async function exchange(target, pieces, options = {}) {
  const { answers: wanted = 1, withinMs = 60_000, everyMs = 0 } = options;
  const socket = connect({ ...target.address, noDelay: true });
  const reader = new AnswerReader();
  /** @type {Answer[]} */
  const answers = [];
  let isOpen = true;
  let sentBytes = 0;
  const started = performance.now();
  const until = started + withinMs;
  socket.on("data", (bytes) => reader.push(bytes, (answer) => answers.push(answer)));
  socket.on("error", () => {});
  socket.on("close", () => (isOpen = false));
  const isOver = () => !isOpen || answers.length >= wanted || performance.now() > until;
  for (const piece of pieces) {
    if (isOver()) break;
    sentBytes += piece.length;
    if (!socket.write(piece)) await drained(socket, isOver);
    if (everyMs > 0) await pause(everyMs);
  }
  while (!isOver()) await pause(10);
  const ms = performance.now() - started;
  socket.destroy();
  return { answers, sentBytes, ms, isOpen };
}

/** @param {import("node:net").Socket} socket @param {() => boolean} isOver */
async function drained(socket, isOver) {
  while (socket.writableNeedDrain && !isOver()) await pause(1);
}

/** @param {readonly Answer[]} answers */
export function statusesOf(answers) {
  return [...new Set(answers.map(({ status }) => status))].join(", ") || "none";
}

/** 5xx other than `overloaded`. @param {readonly Answer[]} answers @returns {string | undefined} */
export function serverFault(answers) {
  const bad = answers.find(({ status, body }) => status >= 500 && !isOverload(status, body));
  return bad && `answered with ${bad.status} ${bad.body.toString("utf8").slice(0, 200)}`;
}

/** @param {number} status @param {Buffer} body */
function isOverload(status, body) {
  return status === 503 && body.includes('"overloaded"');
}
