import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { errnoOf, writing } from "./node-disk-fault.ts";

/**
 * Makes an empty file that its owner alone may read, and the folders it is in; what is there already stays.
 *
 * @throws {WriteError} if that is not possible.
 */
export async function makePrivateFile(path: string): Promise<void> {
  await writing(path, mkdir(dirname(path), { recursive: true, mode: 0o700 }));
  try {
    await (await open(path, "wx", 0o600)).close();
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") await writing(path, Promise.reject(error as Error));
  }
}
