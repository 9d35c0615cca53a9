// @ts-check
import Database from "libsql";

/**
 * What the engine itself finds wrong with a store that a server has open.
 *
 * @param {import("./places.mjs").EnginePlace} place
 * @returns {string | undefined}
 */
export function faultsOfStore({ store, postgres }) {
  if (store === undefined) return postgres?.faults();
  const database = new Database(store, { readonly: true });
  try {
    const rows = /** @type {{ integrity_check: string }[]} */ (
      database.prepare("PRAGMA integrity_check").all()
    );
    const found = rows.map((row) => row.integrity_check).join("; ");
    return found === "ok" ? undefined : found;
  } finally {
    database.close();
  }
}
