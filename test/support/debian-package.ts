import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const INSTALL_MS = 240_000;
const HOUR_MS = 3_600_000;

/** Installs a package where that is possible, which is on Debian, for root; else, and where it fails, does nothing. */
export function installDebianPackage(name: string): void {
  const canInstall = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (!canInstall || hasFailedLately(name)) return;
  const lock = join(tmpdir(), `matinee-installs-${name}`);
  try {
    mkdirSync(lock);
  } catch {
    return awaitEnd(lock); // another test file is at it
  }
  try {
    const isDone = apt("update") && apt("install", "--no-install-recommends", name);
    if (!isDone) writeFileSync(failedMark(name), "");
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function failedMark(name: string): string {
  return join(tmpdir(), `matinee-has-no-${name}`);
}

/** Without a network each test file would try, and wait, anew. */
function hasFailedLately(name: string): boolean {
  const mark = failedMark(name);
  return existsSync(mark) && Date.now() - statSync(mark).mtimeMs < HOUR_MS;
}

function apt(...given: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const argv = ["-y", "-q", "-o", "Acquire::Retries=1", "-o", "DPkg::Lock::Timeout=60", ...given];
  return spawnSync("apt-get", argv, { env, timeout: INSTALL_MS, stdio: "ignore" }).status === 0;
}

function awaitEnd(lock: string): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const end = Date.now() + INSTALL_MS;
  while (existsSync(lock) && Date.now() < end) Atomics.wait(sleeper, 0, 0, 500);
}
