// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";

const LOAD = join(import.meta.dirname, "load.mjs");

/**
 * Runs the load generator in a process of its own.
 *
 * @param {import("./load.mjs").Plan} plan
 * @returns {Promise<import("./load.mjs").Load>}
 */
export async function runLoad(plan) {
  const child = spawn(process.execPath, [LOAD, JSON.stringify(plan)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text) => (printed += text));
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`Cannot measure: the load generator ended with ${status}`);
  return JSON.parse(printed);
}
