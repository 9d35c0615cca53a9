// @ts-check
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { mostRssOf, rssOf } from "../service/processes.mjs";
import { Daemon } from "./daemon.mjs";
import { sparkHere } from "./environment.mjs";
import { guardFolder, releaseFolder } from "./guard.mjs";
import { checkMemory } from "./memory.mjs";
import { accepts, freePorts } from "./ports.mjs";
import { connectSettings, daemonVariables, environmentOf } from "./settings.mjs";
import { until } from "./wait.mjs";

/**
 * @typedef {object} ClusterOptions
 * @property {number} [workers] - of one core each.
 * @property {Readonly<Record<string, string>>} [conf] - of the Connect server, besides and before its own.
 * @property {string} [driverMemory] - the heap of the Connect server: `1g`.
 * @property {string} [executorMemory] - that of each executor.
 * @property {string} [javaOptions] - of all its processes.
 * @property {(text: string) => void} [say] - is told what takes long.
 */
/** @typedef {{ port: number, ui: number, connect: number }} Ports */

export const DEFAULTS = Object.freeze({ workers: 2, driverMemory: "1g", executorMemory: "1g" });
const DAEMON_MEMORY = "256m";
const CONNECT = "org.apache.spark.sql.connect.service.SparkConnectServer";

/**
 * Starts Spark on free ports of loopback: a master, workers of one core, a Connect server. All of it ends with
 * `stop`, and with this script, however that ends.
 *
 * @param {ClusterOptions} [options]
 * @returns {Promise<Cluster>} ready for work
 * @throws {import("./environment.mjs").NotHereError} where Spark cannot be had on this machine, with the reason.
 */
export async function startCluster(options = {}) {
  const { workers, driverMemory, executorMemory } = { ...DEFAULTS, ...options };
  checkMemory({ workers, driverMemory, executorMemory, daemonMemory: DAEMON_MEMORY });
  const { java, home } = sparkHere(options.say);
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "matinee-spark-")));
  guardFolder(folder);
  const [port = 0, ui = 0, connect = 0] = await freePorts(3);
  const env = environmentOf({ home, java, folder, javaOptions: options.javaOptions ?? "" });
  const setting = { home, folder, env, ports: { port, ui, connect } };
  const conf = options.conf ?? {};
  const cluster = new Cluster(setting, { workers, driverMemory, executorMemory, conf });
  try {
    await cluster.start();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Spark on this machine, in processes of its own. */
export class Cluster {
  /** @type {{ home: string, folder: string, env: NodeJS.ProcessEnv, ports: Ports }} */ #setting;
  /** @type {Required<Omit<ClusterOptions, "say" | "javaOptions">>} */ #options;
  /** @type {Daemon | undefined} */ #master;
  /** @type {Daemon | undefined} */ #connect;
  /** @type {(Daemon | undefined)[]} */ #workers = [];
  /** Of processes that have been ended. */
  #isWhole = true;

  /**
   * @param {{ home: string, folder: string, env: NodeJS.ProcessEnv, ports: Ports }} setting
   * @param {Required<Omit<ClusterOptions, "say" | "javaOptions">>} options
   */
  constructor(setting, options) {
    this.#setting = setting;
    this.#options = options;
  }

  /** Of the Connect server: `sc://127.0.0.1:40123`. */
  get address() {
    return `sc://127.0.0.1:${this.#setting.ports.connect}`;
  }

  /** For whatever the cluster is to read or write; removed by `stop`. */
  get folder() {
    return this.#setting.folder;
  }

  /** Holds `master`, `worker-1` and so on, `connect`; those of executors are below `work-1` and so on. */
  get logs() {
    return path.join(this.folder, "logs");
  }

  /** Whether it is as it was started: nothing has been ended in it, or started anew. */
  get isWhole() {
    return this.#isWhole && this.#daemons().every(({ isAlive }) => isAlive);
  }

  /** Ids of all its processes, executors too. */
  get pids() {
    return this.#daemons().flatMap(({ pids }) => pids);
  }

  /** Bytes of memory that all its processes have at the moment. */
  memory() {
    return sum(this.pids.map(rssOf));
  }

  /** The most that each process that runs ever had, added up: at least what all had at one time. */
  mostMemory() {
    return sum(this.pids.map(mostRssOf));
  }

  async start() {
    const { port, ui } = this.#setting.ports;
    const place = ["--host", "127.0.0.1", "--port", String(port), "--webui-port", String(ui)];
    this.#master = this.#daemon("master", ["org.apache.spark.deploy.master.Master", ...place]);
    await this.#ready(async () => (await this.#state()) !== undefined);
    for (let number = 1; number <= this.#options.workers; number++) this.#addWorker(number);
    this.#addConnect(this.#options.conf);
    await this.#ready(() => this.#isReady());
  }

  /**
   * Ends a worker and its executors with SIGKILL, and waits until they have ended. It stays away.
   *
   * @param {number} number - from 1.
   * @returns {Promise<{ worker: number, executors: readonly number[] }>} the ids of their processes
   */
  async killWorker(number) {
    const daemon = this.#workers[number - 1];
    if (daemon === undefined) throw new RangeError(`Cannot end worker ${number}: it does not run`);
    this.#isWhole = false;
    this.#workers[number - 1] = undefined;
    const [worker = NaN, ...executors] = await daemon.kill();
    return { worker, executors };
  }

  /** Ends the Connect server with SIGKILL; its executors end by themselves. @returns {Promise<void>} */
  async killConnect() {
    this.#isWhole = false;
    const connect = this.#connect;
    this.#connect = undefined;
    await connect?.kill();
    const free = async () => (await this.#state())?.coresused === 0;
    await this.#ready(free);
  }

  /**
   * Ends the Connect server if it runs, and starts it at the same address. Its sessions are lost.
   *
   * @param {Readonly<Record<string, string>>} [conf] - in place of those of `startCluster`.
   */
  async restartConnect(conf = this.#options.conf) {
    await this.killConnect();
    this.#addConnect(conf);
    await this.#ready(() => this.#isReady());
  }

  /** Ends everything and removes its folder. May be called twice. */
  async stop() {
    const daemons = this.#daemons();
    this.#connect = this.#master = undefined;
    this.#workers = [];
    await Promise.all(daemons.map((daemon) => daemon.kill()));
    rmSync(this.folder, { recursive: true, force: true });
    releaseFolder(this.folder);
  }

  /** @param {number} number */
  #addWorker(number) {
    const { executorMemory } = this.#options;
    const place = ["--host", "127.0.0.1", "--webui-port", "0"];
    const size = ["--cores", "1", "--memory", executorMemory];
    const work = ["--work-dir", path.join(this.folder, `work-${number}`)];
    const command = ["org.apache.spark.deploy.worker.Worker", ...place, ...size, ...work];
    this.#workers[number - 1] = this.#daemon(`worker-${number}`, [...command, this.#masterUrl()]);
  }

  /** @param {Readonly<Record<string, string>>} conf */
  #addConnect(conf) {
    const { driverMemory, executorMemory } = this.#options;
    const heaps = ["--driver-memory", driverMemory, "--executor-memory", executorMemory];
    const own = connectSettings(this.folder, this.#setting.ports.connect);
    const settings = Object.entries({ ...own, ...conf });
    const flags = settings.flatMap(([name, value]) => ["--conf", `${name}=${value}`]);
    const submit = ["org.apache.spark.deploy.SparkSubmit", "--master", this.#masterUrl()];
    const command = [...submit, "--class", CONNECT, ...heaps, "--executor-cores", "1", ...flags];
    // for this server, as for Spark's daemons, this variable comes before --driver-memory
    const variables = { SPARK_DAEMON_MEMORY: driverMemory };
    this.#connect = this.#daemon("connect", [...command, "spark-internal"], variables);
  }

  /**
   * @param {string} name
   * @param {readonly string[]} args - of Spark's own script that starts a class.
   * @param {Record<string, string>} [variables]
   */
  #daemon(name, args, variables = daemonVariables(DAEMON_MEMORY)) {
    const { home, folder } = this.#setting;
    const env = { ...this.#setting.env, ...variables };
    const log = path.join(this.logs, name);
    return new Daemon(name, [path.join(home, "bin/spark-class"), ...args], {
      cwd: folder,
      env,
      log,
    });
  }

  /** @param {() => Promise<boolean>} probe */
  async #ready(probe) {
    await until("Cannot start Spark", probe, this.#daemons());
  }

  async #isReady() {
    const state = await this.#state();
    const workers = this.#workers.filter((worker) => worker !== undefined).length;
    const hasExecutors = state?.aliveworkers === workers && state.coresused === workers;
    return hasExecutors && (await accepts(this.#setting.ports.connect));
  }

  /** What the master says. @returns {Promise<{ aliveworkers: number, coresused: number } | undefined>} */
  async #state() {
    try {
      const response = await fetch(`http://127.0.0.1:${this.#setting.ports.ui}/json/`);
      return await response.json();
    } catch {
      return undefined;
    }
  }

  #masterUrl() {
    return `spark://127.0.0.1:${this.#setting.ports.port}`;
  }

  #daemons() {
    return [this.#connect, ...this.#workers, this.#master].filter((one) => one !== undefined);
  }
}

/** @param {readonly number[]} values - NaN for a process that has ended meanwhile. */
function sum(values) {
  return values.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
}
