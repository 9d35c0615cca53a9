import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname } from "node:path";
import { WriteError } from "../core/errors.ts";
import { writing } from "./node-disk-fault.ts";
import { kindAt } from "./node-kind-at.ts";

/**
 * Checks before long work that its result can be written to `path`: nothing is written yet, and a
 * disk may still fill up.
 *
 * @throws {WriteError} if it is a folder, its folder is missing, or there is no permission.
 */
export async function checkWritable(path: string): Promise<void> {
  const kind = await kindAt(path);
  if (kind === "folder") {
    throw new WriteError(`Cannot write "${path}": it is a folder; name a file`, path);
  }
  if (kind === "file") return await writing(path, access(path, constants.W_OK));
  if ((await kindAt(dirname(path))) === "file") {
    const folder = `"${dirname(path)}" is a file, not a folder; choose another folder`;
    throw new WriteError(`Cannot write "${path}": ${folder}`, path);
  }
  await writing(path, access(dirname(path), constants.W_OK));
}
