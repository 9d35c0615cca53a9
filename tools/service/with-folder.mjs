// @ts-check
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const INTERRUPTS = /** @type {const} */ (["SIGINT", "SIGTERM"]);

/** @typedef {(end: () => unknown) => void} AtEnd - what is to be ended, last first, before the folder goes */

/**
 * Works in a new folder and leaves nothing behind, however it ends.
 *
 * @template T
 * @param {(folder: string, atEnd: AtEnd) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFolder(work) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "matinee-service-")));
  chmodSync(folder, 0o711); // Postgres runs as someone else, and has to get through
  /** @type {(() => unknown)[]} */
  const ends = [];
  const clear = async () => {
    for (const end of ends.splice(0)) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  const interrupted = () => void clear().finally(() => process.exit(130));
  for (const name of INTERRUPTS) process.once(name, interrupted);
  try {
    return await work(folder, (end) => ends.unshift(end));
  } finally {
    for (const name of INTERRUPTS) process.off(name, interrupted);
    await clear();
  }
}
