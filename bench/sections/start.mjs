// @ts-check
// The section on `npm start`, after install.
import { spawnSync } from "node:child_process";
import { conditions, sideBySide, tableOf } from "../side-by-side.mjs";

/**
 * @param {import("../support.mjs").Asked} asked
 * @returns {Promise<import("../support.mjs").Section>}
 */
export async function startSection({ rounds }) {
  const all = await sideBySide(rounds, [{ shown: [] }], { "npm start": start });
  return {
    title: "`npm start`: the whole demo, after install",
    rows: tableOf([], all),
    note: `npm, the check that the build is fresh, Node's start, reading, learning and printing. ${conditions(rounds)}`,
    runs: all,
  };
}

function start() {
  const begin = performance.now();
  const { status } = spawnSync("npm", ["start", "--silent"], { stdio: "ignore" });
  if (status !== 0) throw new Error(`Cannot time npm start: it ended with status ${status}`);
  return { ms: performance.now() - begin };
}
