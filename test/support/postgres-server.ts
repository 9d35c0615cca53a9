import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  openSync,
  closeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { PostgresBinaries } from "./postgres-binaries.ts";

const START_MS = 20_000;

/** A server of its own: in a temporary folder, reached through a socket in it, ended by its own process id. */
export class PostgresServer {
  readonly #binaries: PostgresBinaries;
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #databases = 0;

  /** Makes the files; {@link start} makes it answer. */
  constructor(binaries: PostgresBinaries) {
    this.#binaries = binaries;
    this.#folder = ownFolder("matinee-postgres-");
    cpSync(template(binaries), join(this.#folder, "data"), { recursive: true });
    handOver(this.#folder);
  }

  /** Of a database that is there; `start` need not have been called. */
  address(database: string): string {
    return `postgres://postgres@localhost/${database}?host=${encodeURIComponent(this.#folder)}`;
  }

  /** The address of a new, empty database. */
  async freshDatabase(options = ""): Promise<string> {
    const name = `matinee_${++this.#databases}`;
    await this.query("postgres", `create database ${name} ${options}`);
    return this.address(name);
  }

  /** The address of a new, empty schema: ten times faster to make than a database. */
  async freshSchema(): Promise<string> {
    const name = `matinee_${++this.#databases}`;
    await this.query("postgres", `create schema ${name}`);
    const options = encodeURIComponent(`-c search_path=${name}`);
    return `${this.address("postgres")}&options=${options}`;
  }

  /** By the superuser, on a connection of its own. */
  async query(database: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: this.address(database) });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async start(): Promise<void> {
    const log = openSync(join(this.#folder, "log"), "a");
    const settings = ["listen_addresses=", `unix_socket_directories=${this.#folder}`];
    const argv = ["-D", join(this.#folder, "data"), ...settings.flatMap((s) => ["-c", s])];
    this.#process = spawn(this.#binaries.postgres, argv, {
      ...asPostgres(),
      cwd: this.#folder,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    await this.#untilItAnswers();
  }

  /** As an administrator would: connections are ended at once, and nothing is lost. */
  async stop(): Promise<void> {
    await this.#end("SIGINT");
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#end("SIGQUIT"); // the server's word for ending at once, its children included
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const ended = this.#process;
    this.#process = undefined;
    if (ended === undefined || ended.exitCode !== null) return;
    const exit = once(ended, "exit");
    ended.kill(signal);
    await exit;
  }

  async #untilItAnswers(): Promise<void> {
    const end = Date.now() + START_MS;
    for (;;) {
      try {
        await this.query("postgres", "select 1");
        return;
      } catch (error) {
        if (Date.now() > end || this.#process?.exitCode !== null) {
          const log = readFileSync(join(this.#folder, "log"), "utf8");
          throw new Error(`Cannot start Postgres: ${log}`, { cause: error });
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** What initdb makes takes a second or more, so it is made once on a machine and copied. */
function template({ initdb, version }: PostgresBinaries): string {
  const owner = process.getuid?.() ?? 0;
  const name = `matinee-postgres-template-${version.replaceAll(/[^\w.]/gu, "")}-${owner}`;
  const path = join(tmpdir(), name);
  if (existsSync(path)) return path;
  const made = ownFolder("matinee-initdb-");
  handOver(made);
  const argv = ["-D", join(made, "data"), "-U", "postgres", "-A", "trust", "--no-sync"];
  argv.push("-E", "UTF8", "--locale=C.UTF-8", "--wal-segsize=1");
  const { status, stderr } = spawnSync(initdb, argv, {
    ...asPostgres(),
    cwd: made,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Cannot make a Postgres cluster: ${stderr}`);
  try {
    renameSync(join(made, "data"), path);
  } catch {
    // another test file was faster
  }
  rmSync(made, { recursive: true, force: true });
  return path;
}

function ownFolder(prefix: string): string {
  return mkdtempSync(join(tmpdir(), prefix));
}

/** Postgres refuses to run as root. */
function asPostgres(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = /^postgres:.*$/mu.exec(readFileSync("/etc/passwd", "utf8"))![0].split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

function handOver(folder: string): void {
  const { uid, gid } = asPostgres();
  if (uid === undefined || gid === undefined) return;
  const { status } = spawnSync("chown", ["-R", `${uid}:${gid}`, folder]);
  if (status !== 0) throw new Error(`Cannot hand ${folder} over to postgres`);
}
