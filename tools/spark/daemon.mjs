// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { endOf, signal } from "../service/processes.mjs";
import { guardGroup, releaseGroup } from "./guard.mjs";
import { membersOf } from "./process-group.mjs";

const END_MS = 20_000;
const TOLD_LINES = 30;

/** A process of Spark that runs until it is ended, with all that it has started. */
export class Daemon {
  /** What it is, in words for people: "the master". */
  name;
  /** @type {import("node:child_process").ChildProcess} */ #child;
  /** @type {string} */ #log;

  /**
   * @param {string} name
   * @param {readonly [string, ...string[]]} command
   * @param {{ cwd: string, env: NodeJS.ProcessEnv, log: string }} setting - `log` is the file that it writes to.
   */
  constructor(name, [program, ...args], { cwd, env, log }) {
    this.name = name;
    this.#log = log;
    const output = openSync(log, "a");
    // a group of its own: Ctrl-C reaches the script alone, which then ends things in order
    this.#child = spawn(program, args, {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    this.#child.on("error", () => {}); // it has no id then, and counts as ended
    if (this.#child.pid !== undefined) guardGroup(this.#child.pid);
  }

  get isAlive() {
    const { pid, exitCode, signalCode } = this.#child;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  /** Ids of it and of what it has started, those that run; it comes first. */
  get pids() {
    return this.#child.pid === undefined ? [] : membersOf(this.#child.pid);
  }

  /** The end of what it has written, without where in Spark's code that was. */
  get lastWords() {
    try {
      const lines = readFileSync(this.#log, "utf8").trimEnd().split("\n");
      return lines
        .filter((line) => !/^\s+at /u.test(line))
        .slice(-TOLD_LINES)
        .join("\n");
    } catch {
      return "";
    }
  }

  /**
   * Ends it at once, as a power cut would: nothing that it holds is of use afterwards.
   *
   * @returns {Promise<readonly number[]>} the ids that were ended; the first is its own
   */
  async kill() {
    const { pid } = this.#child;
    if (pid === undefined) return [];
    const pids = this.pids;
    const ended = this.isAlive ? once(this.#child, "exit") : undefined;
    for (const one of pids) signal(one, "SIGKILL");
    await ended;
    // one that was being started just then is found the second time
    for (const one of this.pids) signal(one, "SIGKILL");
    await endOf([...pids, ...this.pids], END_MS);
    releaseGroup(pid);
    return pids;
  }
}
