// @ts-check
// What docs/accuracy.md is made of: every protocol that a data set allows, by every method.
import { METHODS } from "../../dist/index.js";

/** @typedef {{ readonly id: string, readonly command: readonly string[], readonly script: string }} Cell */

const FOLDS = ["u1", "u2", "u3", "u4", "u5"];
const PEOPLE = ["thirty-ratings", "cold-start"];

/** Only MovieLens 100K has folds; of MovieLens 1M 60 % of the times are unknown. */
const PROTOCOLS = {
  "ml-100k": [...FOLDS, "random-90-10", "random-80-20", "time-80-20", ...PEOPLE],
  "ml-latest-small": ["random-90-10", "time-80-20", ...PEOPLE],
  "ml-1m": ["random-90-10", ...PEOPLE],
};

/** Data sets, small ones first. */
export const DATA = /** @type {(keyof typeof PROTOCOLS)[]} */ (Object.keys(PROTOCOLS));

/** @param {string} data @param {string} protocol @param {string} method */
export function cellId(data, protocol, method) {
  return `${data} ${protocol} ${method}`;
}

/** @param {keyof typeof PROTOCOLS} data */
export function protocolsOf(data) {
  return PROTOCOLS[data];
}

/** @returns {Cell[]} */
export function allCells() {
  const cells = DATA.flatMap((data) =>
    PROTOCOLS[data].flatMap((protocol) => METHODS.map((method) => cellOf(data, protocol, method))),
  );
  const extra = {
    id: "ml-100k weight-decay",
    command: [],
    script: "tools/accuracy/weight-decay.mjs",
  };
  return [...cells, extra];
}

/** @param {string} data @param {string} protocol @param {string} method @returns {Cell} */
function cellOf(data, protocol, method) {
  const hidden = protocol === "random-80-20" ? ["--test-share", "0.2"] : ["--protocol", protocol];
  return {
    id: cellId(data, protocol, method),
    command: ["evaluate", "--data", data, ...hidden, "--method", method],
    script: "tools/accuracy/cell.mjs",
  };
}
