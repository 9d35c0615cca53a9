// @ts-check

/**
 * @typedef {object} RawRequest
 * @property {string} method
 * @property {string} target - path and query, sent as it is: percent-encoded, or broken
 * @property {readonly (readonly [string, string])[]} headers - besides host and content-length
 * @property {Uint8Array | undefined} body
 */

/**
 * A request as it goes over the wire. Texts are sent as latin1, so that any byte can be said.
 *
 * @param {RawRequest} request
 * @param {import("./connection.mjs").Address} address
 */
export function requestBytes({ method, target, headers, body }, { host, port }) {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const lines = [`${method} ${target} HTTP/1.1`];
  if (!names.has("host")) lines.push(`host: ${host}:${port}`);
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const hasLength = names.has("content-length") || names.has("transfer-encoding");
  if (body !== undefined && !hasLength) lines.push(`content-length: ${body.length}`);
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  return body === undefined ? head : Buffer.concat([head, body]);
}
