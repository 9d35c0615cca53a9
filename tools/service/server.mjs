// @ts-check
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { childrenOf } from "./processes.mjs";

/**
 * @typedef {{ store?: string | undefined, databaseUrl?: string | undefined }} Place - where a store is; one of the two
 * @typedef {Place & { model?: string | undefined, flags?: readonly string[], env?: Record<string, string> }} Serving
 */

const ROOT = join(import.meta.dirname, "../..");
/** Another build, or another server of the same contract, may be measured. */
const COMMAND = process.env["MATINEE_COMMAND"] ?? join(ROOT, "dist/bin/matinee.js");
const START_MS = 60_000;
const STOP_MS = 30_000;
const KEPT_LOG = 100_000;

/** A `matinee serve` of this machine, in a process of its own. */
export class Server {
  /** @type {import("node:child_process").ChildProcess} */ #child;
  /** @type {URL} */ #url;
  /** @type {() => string} */ #log;

  /**
   * @param {import("node:child_process").ChildProcess} child
   * @param {string} url
   * @param {() => string} log
   */
  constructor(child, url, log) {
    this.#child = child;
    this.#url = new URL(url);
    this.#log = log;
  }

  /** @returns {import("./connection.mjs").Address} */
  get address() {
    return { host: this.#url.hostname, port: Number(this.#url.port) };
  }

  get pid() {
    return this.#child.pid ?? 0;
  }

  get isAlive() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The end of what it has written to standard error. */
  get log() {
    return this.#log();
  }

  /** Ends it as an operator would. @returns {Promise<number | null>} its status; null if it had to be killed */
  async stop() {
    if (!this.isAlive) return this.#child.exitCode;
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_MS);
    this.#child.kill("SIGTERM");
    await once(this.#child, "exit");
    clearTimeout(timer);
    return this.#child.exitCode;
  }

  /** Ends it as a power cut would. @returns {Promise<number[]>} processes that it had started */
  async kill() {
    const children = childrenOf(this.pid);
    if (this.isAlive) {
      this.#child.kill("SIGKILL");
      await once(this.#child, "exit");
    }
    return children;
  }
}

/** Starts a server on a free port of loopback. @param {Serving} serving @returns {Promise<Server>} */
export async function startServer(serving) {
  const { model, flags = [] } = serving;
  const args = ["serve", "--port", "0", "--json", ...placeFlags(serving), ...flags];
  if (model !== undefined) args.push("--model", model);
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: environment(serving),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text) => (log = (log + text).slice(-KEPT_LOG)));
  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = urlIn(line);
    if (url === undefined) continue;
    clearTimeout(timer);
    child.stdout.resume();
    return new Server(child, url, () => log);
  }
  clearTimeout(timer);
  throw new Error(`Cannot start the server: it ended before it told its address; ${log.trim()}`);
}

/**
 * Makes a key with `matinee keys create`.
 *
 * @param {Place} place
 * @param {{ scopes?: string, rate?: number }} [options]
 */
export function createKey(place, { scopes = "read,write,admin", rate = 0 } = {}) {
  const args = ["keys", "create", "--scopes", scopes, "--rate", String(rate), ...placeFlags(place)];
  const env = environment(place);
  const printed = execFileSync(process.execPath, [COMMAND, ...args], {
    env,
    encoding: "utf8",
    stdio: "pipe",
  });
  const key = printed.trim().split("\n").at(-1)?.trim() ?? "";
  if (key === "" || /\s/u.test(key)) {
    throw new Error(`Cannot make an API key: "${printed}" was printed; expected the key alone`);
  }
  return key;
}

/** @param {string} line */
function urlIn(line) {
  try {
    const { url } = JSON.parse(line);
    return typeof url === "string" ? url : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Place} place */
function placeFlags({ store }) {
  return store === undefined ? [] : ["--store", store];
}

/** @param {Place & { env?: Record<string, string> }} place */
function environment({ databaseUrl, env = {} }) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  return {
    ...inherited,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...env,
  };
}
