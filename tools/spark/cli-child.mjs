// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import process from "node:process";

const MATINEE = path.join(import.meta.dirname, "../../dist/bin/matinee.js");

/** @typedef {{ status: number | null, stdout: string, stderr: string }} Ended */

/**
 * The command of the build as a process of its own, whose output is no terminal.
 *
 * @param {readonly string[]} args
 * @returns {{ child: import("node:child_process").ChildProcess, ended: Promise<Ended> }}
 */
export function matinee(args) {
  const child = spawn(process.execPath, [MATINEE, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  const ended = once(child, "close").then(([status]) => ({ status, stdout, stderr }));
  return { child, ended };
}
