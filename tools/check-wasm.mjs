// @ts-check
// The committed binaries of the kernels must be what their source compiles to: builds them anew and
// compares. Says why where it differs; changes nothing.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const ROOT = join(import.meta.dirname, "..");
const BUILDER = "tools/build-wasm.mjs";
const BINARIES = ["src/kernels/wasm-binary.ts", "src/kernels/lines-binary.ts"];

for (const path of [BUILDER, ...BINARIES]) {
  if (!existsSync(join(ROOT, path))) {
    console.error(`Cannot check the kernels: ${path} is not there; restore it from the repository`);
    process.exit(1);
  }
}
const { status } = spawnSync(process.execPath, [BUILDER, "--check"], {
  cwd: ROOT,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
