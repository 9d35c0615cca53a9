import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

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
