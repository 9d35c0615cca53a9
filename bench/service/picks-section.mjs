// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { grouped } from "../../tools/service/report.mjs";
import { runLoad } from "./run-load.mjs";

/** @typedef {import("../../tools/service/report.mjs").Row} Row */

/** More only makes a queue: two cores answer one at a time. */
export const CONNECTIONS = 4;
const CEILING_SECONDS = 5;

/**
 * Picks of random people, each of whom has asked once before.
 *
 * @param {import("./world.mjs").World} world
 * @param {number} seconds
 */
export async function measurePicks({ plan }, seconds) {
  const common = { ...plan, connections: CONNECTIONS };
  const ceiling = await measureCeiling(common);
  const cold = await runLoad({ ...common, scenario: "warm", requests: plan.people, seed: 1 });
  const warm = await runLoad({ ...common, scenario: "picks", seconds, seed: 2 });
  const fixed = { ...common, connections: CONNECTIONS * 4, rate: 1500, seconds: seconds / 3 };
  const due = await runLoad({ ...fixed, scenario: "picks", seed: 3 });
  return { rows: picksRows(cold, warm, due, ceiling), details: { ceiling, cold, warm, due } };
}

/**
 * @param {import("./load.mjs").Load} cold
 * @param {import("./load.mjs").Load} warm
 * @param {import("./load.mjs").Load} due
 * @param {import("./load.mjs").Load} ceiling
 * @returns {Row[]}
 */
function picksRows(cold, warm, due, ceiling) {
  const { p50, p99, max } = warm.times;
  const faults = cold.wrong + warm.wrong + due.wrong;
  return [
    must("throughput, warm", perSecond(warm), "≥ 1,500 req/s", warm.perSecond >= 1500),
    must("half of them within", ms(p50), "≤ 5 ms", p50 <= 5),
    must("99 % of them within", ms(p99), "≤ 25 ms", p99 <= 25),
    must("wrong or no answers", faultsText(faults, [cold, warm, due]), "0", faults === 0),
    told("slowest", ms(max)),
    told("cold: asked for the first time", `${perSecond(cold)}, p99 ${ms(cold.times.p99)}`),
    told("due 1,500 times a second", `p50 ${ms(due.times.p50)}, p99 ${ms(due.times.p99)}`),
    told("bodies read and right", grouped(cold.checked + warm.checked + due.checked)),
    told("ceiling of the generator", perSecond(ceiling)),
  ];
}

/** @param {Omit<import("./load.mjs").Plan, "scenario" | "seed">} plan @returns {Promise<import("./load.mjs").Load>} */
async function measureCeiling(plan) {
  const child = spawn(process.execPath, [join(import.meta.dirname, "ceiling.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [printed] = await once(child.stdout, "data");
    const { hostname: host, port } = new URL(JSON.parse(String(printed)).url);
    const address = { host, port: Number(port) };
    return await runLoad({
      ...plan,
      address,
      scenario: "picks",
      seconds: CEILING_SECONDS,
      seed: 4,
    });
  } finally {
    child.kill();
  }
}

/** @param {string} what @param {string} measured @param {string} text @param {boolean} ok @returns {Row} */
export function must(what, measured, text, ok) {
  return { what, measured, must: text, ok };
}

/** @param {string} what @param {string} measured @returns {Row} */
export function told(what, measured) {
  return { what, measured };
}

/** @param {number} value */
export function ms(value) {
  return `${grouped(value, 2)} ms`;
}

/** @param {import("./load.mjs").Load} load */
export function perSecond(load) {
  return `${grouped(load.perSecond)} req/s`;
}

/** @param {number} count @param {readonly import("./load.mjs").Load[]} loads */
export function faultsText(count, loads) {
  const [example] = loads.flatMap(({ examples }) => examples);
  return example === undefined ? String(count) : `${count}, e.g. ${example.slice(0, 200)}`;
}
