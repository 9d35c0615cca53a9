import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";

/**
 * How `path` lies to what is at `place`, links followed.
 *
 * @param path - of a file that need not be there yet, in a folder that is.
 * @returns undefined where it lies outside.
 */
export async function realWay(place: string, path: string): Promise<"same" | "inside" | undefined> {
  const way = relative(await realpath(place), await realPathOf(path));
  if (way === "") return "same";
  const isOutside = way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
  return isOutside ? undefined : "inside";
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return join(await realpath(dirname(path)), basename(path));
  }
}
