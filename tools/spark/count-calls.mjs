// @ts-check
import http2 from "node:http2";
import { syncBuiltinESMExports } from "node:module";

/**
 * Counts the calls of each method of Spark Connect that this process makes from now on, at the connection itself, so
 * that nothing of the client has to be asked.
 *
 * @returns {{ counts: ReadonlyMap<string, number>, restore: () => void }} `counts` by name: `ReattachExecute`.
 */
export function countCalls() {
  const { connect } = http2;
  /** @type {Map<string, number>} */
  const counts = new Map();
  http2.connect = /** @type {typeof connect} */ (
    (/** @type {[any, any, any]} */ ...args) => {
      const session = connect(...args);
      const request = session.request.bind(session);
      session.request = (headers, options) => {
        const method = String(headers?.[":path"]).split("/").at(-1) ?? "";
        counts.set(method, (counts.get(method) ?? 0) + 1);
        return request(headers, options);
      };
      return session;
    }
  );
  syncBuiltinESMExports();
  const restore = () => {
    http2.connect = connect;
    syncBuiltinESMExports();
  };
  return { counts, restore };
}
