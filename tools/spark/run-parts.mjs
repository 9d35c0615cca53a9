// @ts-check
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { withFolder } from "../service/with-folder.mjs";
import { NotHereError } from "./environment.mjs";
import { PartContext, SharedCluster } from "./part.mjs";

/** @typedef {import("./part.mjs").Part} Part */
/** @typedef {import("./part.mjs").Row} Row */
/** @typedef {{ name: string, title: string, seconds: number, rows: readonly Row[], skipped?: string }} Outcome */

const PARTS = path.join(import.meta.dirname, "parts");
/** It looks whether a cluster works at all, so it comes before what takes long. */
const FIRST = "start";

/** All parts, in the order in which they run. @returns {Promise<Part[]>} */
export async function allParts() {
  const files = readdirSync(PARTS).filter((name) => name.endsWith(".mjs"));
  const modules = files.sort().map((name) => import(pathToFileURL(path.join(PARTS, name)).href));
  /** @type {Part[]} */
  const parts = await Promise.all(modules);
  return parts.sort((one, other) => Number(other.name === FIRST) - Number(one.name === FIRST));
}

/**
 * Those that are asked for.
 *
 * @param {readonly Part[]} parts
 * @param {{ only?: string | undefined, quick: boolean }} asked - `only`: names with commas between.
 * @throws {RangeError} for a name that there is not.
 */
export function chosenParts(parts, { only, quick }) {
  if (only === undefined) return parts.filter(({ slow = false }) => !(quick && slow));
  const names = only.split(",").map((name) => name.trim());
  const unknown = names.find((name) => parts.every((part) => part.name !== name));
  if (unknown !== undefined) {
    const all = parts.map(({ name }) => name).join(", ");
    throw new RangeError(`Cannot run the part "${unknown}": there is none; there are ${all}`);
  }
  return parts.filter(({ name }) => names.includes(name));
}

/**
 * Runs parts one after the other, none left out because another failed.
 *
 * @param {readonly Part[]} parts
 * @param {{ quick: boolean, say: (text: string) => void }} run
 * @returns {Promise<Outcome[]>}
 */
export async function runParts(parts, { quick, say }) {
  return withFolder(async (folder, atEnd) => {
    const shared = new SharedCluster({ quick, say });
    atEnd(() => shared.stop());
    const outcomes = [];
    for (const part of parts) {
      say(`${part.name}: ${part.title} …`);
      const own = path.join(folder, part.name);
      const context = new PartContext({ quick, say, folder: own, shared });
      atEnd(() => context.end());
      outcomes.push(await outcomeOf(part, context));
    }
    return outcomes;
  });
}

/** @param {Part} part @param {PartContext} context @returns {Promise<Outcome>} */
async function outcomeOf(part, context) {
  const { name, title } = part;
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 100) / 10;
  try {
    const rows = await part.run(context);
    return { name, title, seconds: seconds(), rows };
  } catch (error) {
    if (error instanceof NotHereError) {
      return { name, title, seconds: seconds(), rows: [], skipped: error.message };
    }
    const measured = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const row = { figure: "ends without an error", must: "yes", measured, ok: false };
    return { name, title, seconds: seconds(), rows: [row] };
  } finally {
    await context.end();
  }
}
