import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errnoOf } from "./node-disk-fault.ts";

const unfinished = new Set<string>();

/**
 * A name beside `path` for what is still being made, in the same folder so that renaming it is one
 * step of the file system. {@link removeUnfinishedFiles} knows it until it is forgotten.
 */
export function reserveUnfinished(path: string): string {
  const random = randomBytes(4).toString("hex");
  const name = join(dirname(path), `.${basename(path)}.${process.pid}.${random}.part`);
  unfinished.add(name);
  return name;
}

/**
 * Removes what runs that were killed left beside `path`: files and folders under names that
 * {@link reserveUnfinished} gave, of processes that are no more. Processes of other machines are not
 * seen: where several write the same `path` of a shared disk, only for who holds a lock on it.
 *
 * @returns how many.
 */
export async function sweepUnfinished(path: string): Promise<number> {
  const folder = dirname(path);
  const start = `.${basename(path)}`;
  const names = await readdir(folder).catch(() => []); // then there is nothing to be swept either
  const dead = names.filter((name) => {
    const found = /^\.(\d+)\.[0-9a-f]{8}\.part$/.exec(name.slice(start.length));
    return name.startsWith(start) && found !== null && isProcessGone(Number(found[1]));
  });
  await Promise.all(dead.map((name) => dropUnfinished(join(folder, name))));
  return dead.length;
}

/** Has a process of this machine ended? */
export function isProcessGone(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks only
    return false;
  } catch (error) {
    return errnoOf(error) === "ESRCH";
  }
}

/** Has {@link removeUnfinishedFiles} remove `path` too, e.g. a lock that is held. */
export function rememberUnfinished(path: string): void {
  unfinished.add(path);
}

/** Takes `path` off the list: it is finished, or removed already. */
export function forgetUnfinished(path: string): void {
  unfinished.delete(path);
}

/** Removes a reserved file or folder, if it is still there, and forgets it. */
export async function dropUnfinished(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    // What failed before is what the caller has to hear; a left-over has a hidden name.
  }
  unfinished.delete(path);
}

/**
 * Removes, at once and synchronously, every temporary file and folder that this process is
 * writing: for a handler of an interrupt, right before the process ends. Parts of downloads stay,
 * because the next download goes on from them.
 *
 * @example
 * ```ts no-run
 * process.once("SIGINT", () => {
 *   removeUnfinishedFiles();
 *   process.kill(process.pid, "SIGINT");
 * });
 * ```
 */
export function removeUnfinishedFiles(): void {
  for (const path of unfinished) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // The process is ending and nobody is left to act on it; the next path may still go.
    }
  }
  unfinished.clear();
}
