import { randomBytes } from "node:crypto";
import { readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { throwIfAborted } from "../core/errors.ts";
import { asWriteError, errnoOf } from "./node-disk-fault.ts";
import { pause } from "./node-pause.ts";
import { forgetUnfinished, isProcessGone, rememberUnfinished } from "./node-unfinished-files.ts";

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once if another process holds the lock. */
  readonly onWait?: (() => void) | undefined;
  /** A holder that gives no sign of life for so long is taken for dead. Default 30 000 ms. */
  readonly deadMs?: number | undefined;
  /** Pause between two looks. Default 200 ms. */
  readonly pollMs?: number | undefined;
}

/**
 * Runs `work` while no other process, and no other call here, holds the lock file `path`.
 *
 * The holder touches its file now and then. It counts as dead if its process is gone, or if the
 * file stays untouched while somebody watches; clocks of two machines are never compared, and a
 * computer that slept proves nothing.
 *
 * @throws {WriteError} if the lock file cannot be made.
 * @throws {AbortedError} if `signal` is set while waiting.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const deadMs = options.deadMs ?? 30_000;
  const token = `${hostname()} ${process.pid} ${randomBytes(8).toString("hex")}\n`;
  await acquire(path, token, deadMs, options);
  rememberUnfinished(path);
  const beat = setInterval(() => void touch(path), deadMs / 6).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await readLock(path))?.token === token) await rm(path, { force: true });
    forgetUnfinished(path);
  }
}

async function acquire(
  path: string,
  token: string,
  deadMs: number,
  { signal, onWait, pollMs = 200 }: LockOptions,
): Promise<void> {
  const action = `Cannot wait for "${path}"`;
  let seen = "";
  let seenAt = 0;
  let told = false;
  while (!(await create(path, token))) {
    throwIfAborted(action, signal);
    const found = await readLock(path);
    if (found === undefined) continue; // released between the two looks
    const now = performance.now();
    const sign = `${found.token}${found.touched}`;
    if (sign !== seen) [seen, seenAt] = [sign, now];
    if (isGone(found.token) || now - seenAt > deadMs) {
      await takeAway(path, found.token);
      continue;
    }
    if (!told) onWait?.(); // nobody waits for the dead, so nobody is told
    told = true;
    await pause(action, pollMs, signal);
  }
}

async function create(path: string, token: string): Promise<boolean> {
  try {
    await writeFile(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    // Made, but not filled: on a full disk the next one would wait for nobody.
    if (errnoOf(error) === "ENOSPC") await rm(path, { force: true });
    throw asWriteError(path, error);
  }
}

async function readLock(path: string): Promise<{ token: string; touched: number } | undefined> {
  try {
    return { token: await readFile(path, "utf8"), touched: (await stat(path)).mtimeMs };
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? undefined : { token: "", touched: 0 };
  }
}

/** Is the holder a process of this machine that has ended? */
function isGone(token: string): boolean {
  const [host, pid] = token.split(" ");
  return host === hostname() && pid !== undefined && isProcessGone(Number(pid));
}

/** Of two that find the same dead lock, the slower one must not remove the faster one's new lock. */
async function takeAway(path: string, token: string): Promise<void> {
  if ((await readLock(path))?.token !== token) return;
  const aside = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    await rename(path, aside);
    await rm(aside, { force: true });
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw asWriteError(path, error);
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined); // the lock was taken away: work goes on
}
