// @ts-check
// npm run zip-attacks: gives each archive of test/support/exports/zip-attacks.ts to `readExport` of dist/ in a
// process of its own and prints how long the refusal took and the most memory of that process.
import { spawnSync } from "node:child_process";
import { mkdtempSync, openAsBlob, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { runnerImport } from "vite";

const ROOT = join(import.meta.dirname, "..");
const MADE = join(ROOT, "test/support/exports/zip-attacks.ts");
const [path] = process.argv.slice(2);
if (path === undefined) await measureAll();
else process.stdout.write(JSON.stringify(await measure(path)));

/** @param {string} archive */
async function measure(archive) {
  const { readExport } = await import(pathToFileURL(join(ROOT, "dist/index.js")).href);
  const blob = await openAsBlob(archive);
  const started = performance.now();
  /** @type {unknown} */
  const error = await readExport(blob, "x.zip").catch((/** @type {unknown} */ reason) => reason);
  const ms = performance.now() - started;
  const message = error instanceof Error ? error.message : "was read";
  return { ms, message, megabytes: mostMegabytes() };
}

/** On Linux the kernel's own figure: `maxRSS` counts what the parent had when it started this one. */
function mostMegabytes() {
  try {
    const status = readFileSync("/proc/self/status", "utf8");
    return Number(/VmHWM:\s+(\d+) kB/u.exec(status)?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

async function measureAll() {
  const { module } = await runnerImport(MADE);
  /** @type {import("../test/support/exports/zip-attacks.ts").ZipAttack[]} */
  const attacks = module.ZIP_ATTACKS;
  const folder = mkdtempSync(join(tmpdir(), "matinee-attacks-"));
  try {
    for (const { name, make, says } of attacks) {
      const archive = join(folder, "x.zip");
      writeFileSync(archive, new Uint8Array(await (await make()).arrayBuffer()));
      const { stdout } = spawnSync(process.execPath, [import.meta.filename, archive], {
        encoding: "utf8",
      });
      /** @type {{ ms: number, message: string, megabytes: number }} */
      const { ms, message, megabytes } = JSON.parse(stdout);
      const isRefused = message.includes(says);
      if (!isRefused || ms > 1000 || megabytes > 200) process.exitCode = 1;
      const figures = `${ms.toFixed(0).padStart(5)} ms ${megabytes.toFixed(0).padStart(4)} MB`;
      process.stdout.write(`${figures}  ${name}\n                ${message}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
