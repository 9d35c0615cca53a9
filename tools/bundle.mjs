// @ts-check
// The program as one file, dist/bin/matinee.js, made of dist/cli/main.js and what that imports of ours:
// loading some 230 modules one by one took 0.4 s of every command, the bundle with its dependencies takes
// 0.2 s (2 cores, Node 20). What is loaded only when needed stays in files of its own beside it.
import { chmodSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "./list-files.mjs";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const FOLDER = "bin";
const PROGRAM = join(DIST, FOLDER, "matinee.js");

/** Whether a path below dist/ is of a bundle: of the program, or of the page. @param {string} path */
export function isBundled(path) {
  return path.startsWith(`${FOLDER}/`) || path.startsWith("web/");
}

/** Bundles the program, unless nothing of it has changed since. */
export async function bundleProgram() {
  if (isFresh()) return;
  const { build } = await import("vite");
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    build: {
      ssr: "dist/cli/main.js", // for Node: what is in package.json's dependencies stays outside
      outDir: join(DIST, FOLDER),
      emptyOutDir: true,
      target: "node20",
      minify: false, // stack traces are to be read
      rollupOptions: { output: { entryFileNames: "matinee.js", chunkFileNames: "[name].js" } },
    },
  });
  chmodSync(PROGRAM, 0o755);
}

function isFresh() {
  if (!existsSync(PROGRAM)) return false;
  const { mtimeMs } = statSync(PROGRAM);
  const compiled = listFiles(DIST).filter((path) => path.endsWith(".js") && !isBundled(path));
  return compiled.every((path) => statSync(join(DIST, path)).mtimeMs < mtimeMs);
}
