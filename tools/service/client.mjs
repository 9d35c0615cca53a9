// @ts-check
import { Connection, headerOf } from "./connection.mjs";
import { requestBytes } from "./request-bytes.mjs";

/** @typedef {{ status: number, json: any, header: (name: string) => string | undefined }} Told */

const encoder = new TextEncoder();

/** One connection that speaks JSON; written without the project's own client, so that it can judge it. */
export class Client {
  /** @type {import("./connection.mjs").Address} */ #address;
  /** @type {string} */ #key;
  /** @type {Connection} */ #connection;

  /** @param {import("./connection.mjs").Address} address @param {string} key */
  constructor(address, key) {
    this.#address = address;
    this.#key = key;
    this.#connection = new Connection(address);
  }

  /**
   * Rejects only where no answer came.
   *
   * @param {string} method
   * @param {string} target
   * @param {unknown} [body] - a text is NDJSON, anything else becomes JSON
   * @param {{ timeoutMs?: number }} [options]
   * @returns {Promise<Told>}
   */
  async call(method, target, body, options) {
    /** @type {[string, string][]} */
    const headers = [["authorization", `Bearer ${this.#key}`]];
    const isText = typeof body === "string";
    if (body !== undefined) {
      headers.push(["content-type", isText ? "application/x-ndjson" : "application/json"]);
    }
    const bytes =
      body === undefined ? undefined : encoder.encode(isText ? body : JSON.stringify(body));
    const request = requestBytes({ method, target, headers, body: bytes }, this.#address);
    const answer = await this.#connection.ask(request, options);
    const header = (/** @type {string} */ name) => headerOf(answer, name);
    const isJson = /json/u.test(header("content-type") ?? "");
    const json = isJson ? JSON.parse(answer.body.toString("utf8")) : undefined;
    return { status: answer.status, json, header };
  }

  /**
   * As `call`, where nothing else than this status will do.
   *
   * @param {number} status
   * @param {string} method
   * @param {string} target
   * @param {unknown} [body]
   * @returns {Promise<any>} what the answer says
   */
  async expect(status, method, target, body) {
    const told = await this.call(method, target, body);
    if (told.status === status) return told.json;
    const said = JSON.stringify(told.json);
    throw new Error(`Cannot ${method} ${target}: expected ${status}, got ${told.status}; ${said}`);
  }

  close() {
    this.#connection.close();
  }
}

/** A part of a path. @param {string} text */
export function part(text) {
  return encodeURIComponent(text);
}
