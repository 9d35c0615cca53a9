// @ts-check
import { join } from "node:path";
import { startPostgres } from "./postgres.mjs";

export const ENGINES = /** @type {const} */ (["sqlite", "postgres"]);

/** @typedef {typeof ENGINES[number]} Engine */
/** @typedef {import("./server.mjs").Place & { postgres?: import("./postgres.mjs").Postgres }} EnginePlace */

/**
 * An empty store of either engine.
 *
 * @param {Engine} engine
 * @param {string} folder
 * @param {import("./with-folder.mjs").AtEnd} atEnd
 * @returns {Promise<EnginePlace>}
 */
export async function emptyPlace(engine, folder, atEnd) {
  if (engine === "sqlite") return { store: join(folder, "store.sqlite") };
  const postgres = await startPostgres(folder);
  atEnd(() => postgres.kill());
  return { databaseUrl: postgres.url, postgres };
}

/** Those that a flag names; all without. @param {string | undefined} flag @returns {Engine[]} */
export function enginesOf(flag) {
  if (flag === undefined) return [...ENGINES];
  const engine = ENGINES.find((name) => name === flag);
  if (engine === undefined) {
    throw new RangeError(`Cannot use the engine "${flag}": it is none of ${ENGINES.join(", ")}`);
  }
  return [engine];
}
