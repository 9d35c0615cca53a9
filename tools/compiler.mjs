// @ts-check
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The script of `tsc`, or undefined where TypeScript is not installed. Run with node itself: the
 * link in node_modules/.bin is a shell script on some systems.
 *
 * @returns {string | undefined}
 */
export function compilerPath() {
  try {
    const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
    return join(dirname(manifest), "lib/tsc.js");
  } catch {
    return undefined;
  }
}
