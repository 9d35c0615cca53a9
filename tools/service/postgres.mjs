// @ts-check
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { childrenOf, endOf, signal } from "./processes.mjs";

const DEBIAN = "/usr/lib/postgresql";
const READY_MS = 60_000;
const USER = "matinee";

/** A Postgres of its own: data in a folder, a port of loopback, commits on disk before they are told. */
export class Postgres {
  /** @type {string} */ #folder;
  /** @type {number} */ #port;
  /** @type {{ uid?: number, gid?: number }} */ #owner;
  /** @type {import("node:child_process").ChildProcess | undefined} */ #child;

  /** @param {string} folder @param {number} port @param {{ uid?: number, gid?: number }} owner */
  constructor(folder, port, owner) {
    this.#folder = folder;
    this.#port = port;
    this.#owner = owner;
  }

  get url() {
    return `postgres://${USER}@127.0.0.1:${this.#port}/postgres`;
  }

  async start() {
    const until = Date.now() + READY_MS;
    // after a SIGKILL the shared memory of the last one may be held for a moment, so it may end at once
    while (!(await this.#isUp())) {
      if (Date.now() > until) throw new Error("Cannot start Postgres: it does not answer");
      if (this.#child === undefined || hasEnded(this.#child)) this.#spawn();
      await pause(50);
    }
  }

  /** As an operator does: clients are cut off, what is committed stays. */
  async stop() {
    await this.#end(() => this.#child?.kill("SIGINT"));
  }

  /** The postmaster and all its children at once. */
  async kill() {
    const pids = this.#child?.pid === undefined ? [] : childrenOf(this.#child.pid);
    await this.#end(() => {
      this.#child?.kill("SIGKILL");
      for (const pid of pids) signal(pid, "SIGKILL");
    });
    await endOf(pids, 5000);
  }

  /** @returns {string | undefined} what `pg_amcheck` finds wrong */
  faults() {
    const args = ["--install-missing", "--heapallindexed", "--rootdescend"];
    args.push("-h", "127.0.0.1", "-p", String(this.#port), "-U", USER, "postgres");
    try {
      execFileSync(join(binaries(), "pg_amcheck"), args, { encoding: "utf8", stdio: "pipe" });
      return undefined;
    } catch (error) {
      const { stdout, stderr } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
      return `${stdout ?? ""}${stderr ?? ""}`.trim() || String(error);
    }
  }

  /** @param {() => void} how */
  async #end(how) {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || hasEnded(child)) return;
    const ended = once(child, "exit");
    this.#child = child;
    how();
    await ended;
    this.#child = undefined;
  }

  #spawn() {
    const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: this.#folder };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const args = ["-D", join(this.#folder, "data"), "-p", String(this.#port), ...flags];
    this.#child = spawn(join(binaries(), "postgres"), args, { ...this.#owner, stdio: "ignore" });
  }

  async #isUp() {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 1000 });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }
}

/** Makes one below `folder` and starts it. @param {string} folder @returns {Promise<Postgres>} */
export async function startPostgres(folder) {
  const own = join(folder, "postgres");
  mkdirSync(own, { mode: 0o700 });
  const owner = ownerOfPostgres();
  if (owner.uid !== undefined) chownSync(own, owner.uid, owner.gid ?? owner.uid);
  const args = ["-D", join(own, "data"), "-U", USER, "-A", "trust", "--no-sync"];
  const flags = ["--no-locale", "-E", "UTF8"];
  execFileSync(join(binaries(), "initdb"), [...args, ...flags], {
    ...owner,
    stdio: "pipe",
    cwd: own,
  });
  const postgres = new Postgres(own, await freePort(), owner);
  await postgres.start();
  return postgres;
}

/** The newest of Debian's, else what is in the path. */
function binaries() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number).filter(Boolean) : [];
  if (versions.length > 0) return join(DEBIAN, String(Math.max(...versions)), "bin");
  return execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim();
}

/** Postgres refuses to run as root; Debian's package has made someone for it. */
/** @returns {{ uid?: number, gid?: number }} */
function ownerOfPostgres() {
  if (process.getuid?.() !== 0) return {};
  const id = (/** @type {string} */ flag) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("Cannot find a free port");
  return address.port;
}

/** @param {import("node:child_process").ChildProcess} child */
function hasEnded({ exitCode, signalCode }) {
  return exitCode !== null || signalCode !== null;
}
