// @ts-check
import { connect } from "node:net";

/**
 * @typedef {{ status: number, head: string, body: Buffer }} Answer - `head` is latin1, without its last line end.
 * @typedef {{ host: string, port: number }} Address
 */

const HEAD_END = Buffer.from("\r\n\r\n");
const EMPTY = Buffer.alloc(0);

/** Cuts a stream of bytes into HTTP/1.1 answers; knows lengths and chunks, which is all that servers send. */
export class AnswerReader {
  /** @type {Buffer} */ #kept = EMPTY;
  /** Whether the next answer is to HEAD, so has no body whatever its head says. */
  isHead = false;

  /** @param {Buffer} bytes @param {(answer: Answer) => void} onAnswer */
  push(bytes, onAnswer) {
    let rest = this.#kept.length === 0 ? bytes : Buffer.concat([this.#kept, bytes]);
    for (let read = this.#read(rest); read !== undefined; read = this.#read(rest)) {
      rest = rest.subarray(read.end);
      if (read.status >= 200 || read.status === 101) onAnswer(read);
    }
    this.#kept = rest;
  }

  /** @param {Buffer} bytes @returns {Answer & { end: number } | undefined} */
  #read(bytes) {
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd < 0) return undefined;
    const head = bytes.toString("latin1", 0, headEnd);
    const status = Number(head.slice(9, 12));
    const start = headEnd + HEAD_END.length;
    const isBare = this.isHead || status < 200 || status === 204 || status === 304;
    if (isBare) return { status, head, body: EMPTY, end: start };
    const length = /\r\ncontent-length: *(\d+)/iu.exec(head)?.[1];
    if (length === undefined && /\r\ntransfer-encoding: *chunked/iu.test(head)) {
      const body = readChunks(bytes, start);
      return body && { status, head, ...body };
    }
    const end = start + Number(length ?? 0);
    return bytes.length < end ? undefined : { status, head, body: bytes.subarray(start, end), end };
  }
}

/** @param {Buffer} bytes @param {number} start */
function readChunks(bytes, start) {
  const parts = [];
  for (let at = start; ;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (!(bytes.length >= end)) return undefined;
    if (size === 0) return { body: Buffer.concat(parts), end };
    parts.push(bytes.subarray(lineEnd + 2, end - 2));
    at = end;
  }
}

/** A header's value, or undefined. @param {Answer} answer @param {string} name */
export function headerOf({ head }, name) {
  for (const line of head.split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    if (line.slice(0, colon).toLowerCase() === name) return line.slice(colon + 1).trim();
  }
  return undefined;
}

/** A connection that stays open and asks again and again; opened anew where the server has closed it. */
export class Connection {
  /** @type {Address} */ #address;
  /** @type {import("node:net").Socket | undefined} */ #socket;
  #reader = new AnswerReader();
  /** @type {{ resolve: (answer: Answer) => void, reject: (error: Error) => void } | undefined} */ #waiting;

  /** @param {Address} address */
  constructor(address) {
    this.#address = address;
  }

  /**
   * One at a time. Rejects where the connection ends before the answer has come.
   *
   * @param {string | Uint8Array} bytes - of the whole request
   * @param {{ isHead?: boolean, timeoutMs?: number }} [options]
   * @returns {Promise<Answer>}
   */
  ask(bytes, { isHead = false, timeoutMs } = {}) {
    const socket = this.#open();
    this.#reader.isHead = isHead;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (timeoutMs !== undefined) socket.setTimeout(timeoutMs);
      socket.write(bytes);
    });
  }

  close() {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open() {
    if (this.#socket !== undefined) return this.#socket;
    const socket = connect({ ...this.#address, noDelay: true });
    this.#socket = socket;
    this.#reader = new AnswerReader();
    const gone = (/** @type {Error} */ error) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      socket.destroy();
      this.#settle()?.reject(error);
    };
    socket.on("data", (bytes) => {
      this.#reader.push(bytes, (answer) => {
        if (/\r\nconnection: *close/iu.test(answer.head)) this.close();
        this.#settle()?.resolve(answer);
      });
    });
    socket.on("error", gone);
    socket.on("close", () => gone(new Error("the connection was closed without an answer")));
    socket.on("timeout", () => gone(new Error("no answer came in time")));
    return socket;
  }

  #settle() {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}
