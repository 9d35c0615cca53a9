// @ts-check

/** @typedef {(method: string, target: string, body?: string | Uint8Array, type?: string) => string | Uint8Array} Ask */

/** Writes requests of a plan with its key. @param {import("./load.mjs").Plan} plan @returns {Ask} */
export function asking({ address, key }) {
  const common = `HTTP/1.1\r\nhost: ${address.host}:${address.port}\r\nauthorization: Bearer ${key}\r\n`;
  return (method, target, body, type = "application/json") => {
    const head = `${method} ${target} ${common}`;
    if (body === undefined) return `${head}\r\n`;
    const bytes = Buffer.from(body);
    const more = `content-type: ${type}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head + more, "latin1"), bytes]);
  };
}

/** A person of the prepared store. @param {number} place - from 0 */
export function personOf(place) {
  return `person-${place}`;
}

/** Whole stars, on every scale there is here. */
export const STARS = Object.freeze([1, 2, 3, 4, 5]);
