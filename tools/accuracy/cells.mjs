// @ts-check
// What docs/accuracy.md is made of: every protocol that a data set allows, by every method.
import { METHODS } from "../../dist/index.js";

/** @typedef {{ readonly id: string, readonly command: readonly string[], readonly script: string }} Cell */

export const FOLDS = ["u1", "u2", "u3", "u4", "u5"];
/** The protocol that measures lists. */
export const LISTS = "thirty-ratings";
export const PEOPLE = [LISTS, "cold-start"];

/** Only MovieLens 100K has folds; of MovieLens 1M 60 % of the times are unknown. */
const PROTOCOLS = {
  "ml-100k": [...FOLDS, "random-90-10", "random-80-20", "time-80-20", ...PEOPLE],
  "ml-latest-small": ["random-90-10", "time-80-20", ...PEOPLE],
  "ml-1m": ["random-90-10", ...PEOPLE],
};

/** Data sets, small ones first. */
export const DATA = /** @type {(keyof typeof PROTOCOLS)[]} */ (Object.keys(PROTOCOLS));

/** Methods that learn stars; the stars of any other are those of biases, a column of their own. */
export const STARS_METHODS = METHODS.filter((method) => method !== "weighted-als");

/** What is measured by a script of its own, by name. */
const EXTRA = {
  "ml-100k weight-decay": "tools/accuracy/weight-decay.mjs",
  "ml-100k spread": "tools/accuracy/spread.mjs",
  "ml-latest-small embedded": "tools/accuracy/embedded.mjs",
};

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
    PROTOCOLS[data].flatMap((protocol) =>
      methodsOf(protocol).map((method) => cellOf(data, protocol, method)),
    ),
  );
  const extra = Object.entries(EXTRA).map(([id, script]) => ({ id, command: [], script }));
  return [...cells, ...extra];
}

/** Those that learn what it measures. @param {string} protocol */
function methodsOf(protocol) {
  return protocol === LISTS ? METHODS : STARS_METHODS;
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
