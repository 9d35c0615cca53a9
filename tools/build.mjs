// @ts-check
// Builds dist/ from src/ with `tsc -b`, bundles the program and the page, and keeps dist/ honest, which `tsc -b` alone does not:
// it neither removes the output of a deleted source nor notices that an output has gone missing.
// With everything up to date this takes about 0.2 s, so `npm start` and `npm test` always run it.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { buildWeb } from "./build-web.mjs";
import { bundleProgram, isBundled } from "./bundle.mjs";
import { compilerPath } from "./compiler.mjs";
import { listFiles } from "./list-files.mjs";

const ROOT = join(import.meta.dirname, "..");
const OUTPUT_ENDINGS = [".js", ".d.ts"];

process.exitCode = await build();

/** @returns {Promise<number>} the exit code */
async function build() {
  const compiler = compilerPath();
  if (compiler === undefined) return withoutCompiler();
  const sources = sourceStems();
  removeOrphans(sources);
  const force = existsSync(join(ROOT, "dist")) && missingOutputs(sources).length > 0;
  const options = ["-b", ...(force ? ["--force"] : [])];
  const { status } = spawnSync(process.execPath, [compiler, ...options], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (status !== 0) return status ?? 1;
  const missing = missingOutputs(sources);
  if (missing.length > 0) {
    console.error(
      `Cannot build: no tsconfig.json includes ${missing.map((stem) => `src/${stem}.ts`).join(", ")}`,
    );
    return 1;
  }
  try {
    await bundleProgram();
    await buildWeb();
  } catch (error) {
    console.error(`Cannot build: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  return 0;
}

/** `npm install --omit=dev` in a checkout that was built before is fine; in a fresh one it is not. */
function withoutCompiler() {
  if (existsSync(join(ROOT, "dist/index.js"))) return 0;
  console.error('Cannot build: TypeScript is not installed; run "npm install" without --omit=dev');
  return 1;
}

/** Paths below src/ without ending, of what tsc compiles. */
function sourceStems() {
  return listFiles(join(ROOT, "src"))
    .filter(
      (path) =>
        path.endsWith(".ts") && !/\.(?:d|test)\.ts$|^(?:kernels\/assembly|web)\//u.test(path),
    )
    .map((path) => path.slice(0, -".ts".length));
}

/** @param {readonly string[]} sources */
function missingOutputs(sources) {
  return sources.filter((stem) =>
    OUTPUT_ENDINGS.some((ending) => !existsSync(join(ROOT, "dist", stem + ending))),
  );
}

/** @param {readonly string[]} sources */
function removeOrphans(sources) {
  const wanted = new Set(sources.flatMap((stem) => OUTPUT_ENDINGS.map((ending) => stem + ending)));
  for (const path of listFiles(join(ROOT, "dist"))) {
    const compiled = OUTPUT_ENDINGS.some((ending) => path.endsWith(ending));
    if (compiled && !isBundled(path) && !wanted.has(path)) rmSync(join(ROOT, "dist", path));
  }
}
