import { mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errnoOf, writing } from "./node-disk-fault.ts";

/**
 * Makes an empty file that its owner alone may read, and the folders it is in; what is there already stays.
 *
 * @throws {WriteError} if that is not possible.
 */
export async function makePrivateFile(path: string): Promise<void> {
  await writing(path, makeFolder(dirname(path)));
  try {
    await (await open(path, "wx", 0o600)).close();
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") await writing(path, Promise.reject(error as Error));
  }
}

/**
 * One after the other: Node's own way of making several never ends where a folder that is there has no room for others,
 * as those of `/proc`.
 */
async function makeFolder(path: string): Promise<void> {
  if (await isThere(path)) return;
  await makeFolder(dirname(path));
  try {
    await mkdir(path, 0o700);
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error; // another process was faster
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
