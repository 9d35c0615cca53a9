import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A path with all links followed; also of a file that is not there yet, in a folder that is. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return join(await realpath(dirname(path)), basename(path));
  }
}
