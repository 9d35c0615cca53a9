import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder for what can be had again: `matinee` in `XDG_CACHE_HOME`, else where the system keeps
 * such things (`~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows, `~/.cache` elsewhere).
 *
 * It may not exist yet. A relative `XDG_CACHE_HOME` is ignored, as its specification demands.
 *
 * Cost: O(1); nothing is created.
 *
 * @example
 * ```ts
 * import { join } from "node:path";
 *
 * const home = process.cwd();
 * assert.equal(cacheFolder({ XDG_CACHE_HOME: home }), join(home, "matinee"));
 * ```
 */
export function cacheFolder(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = env["XDG_CACHE_HOME"];
  if (chosen !== undefined && isAbsolute(chosen)) return join(chosen, "matinee");
  const home = nonEmpty(platform === "win32" ? env["USERPROFILE"] : env["HOME"]) ?? homedir();
  if (platform === "darwin") return join(home, "Library", "Caches", "matinee");
  if (platform !== "win32") return join(home, ".cache", "matinee");
  return join(nonEmpty(env["LOCALAPPDATA"]) ?? join(home, "AppData", "Local"), "matinee", "Cache");
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
