import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../../../tools/web/chromium.mjs";

export { CHROMIUM_FLAGS } from "../../../tools/web/chromium.mjs";

const LOCK = join(tmpdir(), "matinee-installs-chromium");
const FAILED = join(tmpdir(), "matinee-has-no-chromium");
const INSTALL_MS = 240_000;
const HOUR_MS = 3_600_000;

/** The browser that the tests drive; on Debian, for root, it is installed where it is missing. */
export const CHROMIUM: string | undefined = findChromium() ?? installed();

/** Goes into the name of a suite that is skipped where there is none. */
export const WHY_SKIPPED: string =
  CHROMIUM === undefined
    ? " (skipped: Chromium is not here; install it, or name it in MATINEE_CHROMIUM)"
    : "";

function installed(): string | undefined {
  const canInstall = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (!canInstall || hasFailedLately()) return undefined;
  try {
    mkdirSync(LOCK);
  } catch {
    return awaited(); // another test file is at it
  }
  try {
    const isDone = apt("update") && apt("install", "--no-install-recommends", "chromium");
    if (!isDone) writeFileSync(FAILED, "");
    return findChromium();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** Without a network each test file would try, and wait, anew. */
function hasFailedLately(): boolean {
  return existsSync(FAILED) && Date.now() - statSync(FAILED).mtimeMs < HOUR_MS;
}

function apt(...given: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const argv = ["-y", "-q", "-o", "Acquire::Retries=1", "-o", "DPkg::Lock::Timeout=60", ...given];
  return spawnSync("apt-get", argv, { env, timeout: INSTALL_MS, stdio: "ignore" }).status === 0;
}

function awaited(): string | undefined {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const end = Date.now() + INSTALL_MS;
  while (existsSync(LOCK) && Date.now() < end) Atomics.wait(sleeper, 0, 0, 500);
  return findChromium();
}
