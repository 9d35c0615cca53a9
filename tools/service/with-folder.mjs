// @ts-check
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
  try {
    return await work(folder, (end) => ends.unshift(end));
  } finally {
    for (const end of ends) await end();
    rmSync(folder, { recursive: true, force: true });
  }
}
