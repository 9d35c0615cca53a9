// @ts-check
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";

/** @type {import("node:stream").Writable | undefined} */
let guard;

/**
 * Has a group of processes ended if this script ends without having done so, however that comes: a process
 * beside it (guard-process.mjs) notices that its input ends.
 *
 * @param {number} group
 */
export function guardGroup(group) {
  tell(`+group ${group}`);
}

/** @param {number} group - that has ended; its number may become another's. */
export function releaseGroup(group) {
  tell(`-group ${group}`);
}

/** Has a folder removed if this script ends without having done so. @param {string} folder */
export function guardFolder(folder) {
  tell(`+folder ${folder}`);
}

/** @param {string} folder */
export function releaseFolder(folder) {
  tell(`-folder ${folder}`);
}

/** @param {string} line */
function tell(line) {
  guard ??= startGuard();
  guard.write(`${line}\n`);
}

function startGuard() {
  const script = path.join(import.meta.dirname, "guard-process.mjs");
  // detached, as Ctrl-C is not for it
  const child = spawn(process.execPath, [script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  child.stdin.on("error", () => {}); // somebody ended it: there is nothing to be done then
  /** @type {import("node:net").Socket} */ (/** @type {unknown} */ (child.stdin)).unref();
  return child.stdin;
}
