// @ts-check
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startCluster } from "./cluster.mjs";
import { NotHereError } from "./environment.mjs";

/** @typedef {import("./cluster.mjs").Cluster} Cluster */
/** @typedef {import("./cluster.mjs").ClusterOptions} ClusterOptions */
/** @typedef {{ figure: string, must: string, measured: string, ok?: boolean | undefined }} Row - without `ok` for information only */
/**
 * @typedef {object} Part - what a module of parts/ exports.
 * @property {string} name - for `--only`.
 * @property {string} title
 * @property {boolean} [slow] - left out by `--quick`.
 * @property {(context: PartContext) => Promise<readonly Row[]>} run - may throw `NotHereError` where something that it
 *   needs is not on this machine, with the reason; whatever else it throws counts as one failed figure.
 */

const DIST = path.join(import.meta.dirname, "../../dist");

/** What a part of `npm run test:spark` is given. All that it starts or makes through it ends with the part. */
export class PartContext {
  /** Whether only a look is wanted. @type {boolean} */
  quick;
  /** Tells whoever watches. @type {(text: string) => void} */
  say;
  /** @type {string} */ #folder;
  /** @type {SharedCluster} */ #shared;
  /** @type {Cluster[]} */ #others = [];
  #folders = 0;

  /** @param {{ quick: boolean, say: (text: string) => void, folder: string, shared: SharedCluster }} run */
  constructor({ quick, say, folder, shared }) {
    this.quick = quick;
    this.say = say;
    this.#folder = folder;
    this.#shared = shared;
  }

  /**
   * The cluster of two workers that parts share, started by the first that asks. A part may end processes of it:
   * the next one is given another.
   *
   * @returns {Promise<Cluster>}
   */
  async cluster() {
    return this.#shared.get();
  }

  /**
   * A cluster with settings of its own. The shared one is ended before, for its memory.
   *
   * @param {ClusterOptions} options
   * @returns {Promise<Cluster>}
   */
  async startAnother(options) {
    await this.#shared.stop();
    const cluster = await startCluster({ say: this.say, ...options });
    this.#others.push(cluster);
    return cluster;
  }

  /**
   * Where a MovieLens set is, such as `ml-1m`: a folder or an archive, as `matinee data` finds it.
   *
   * @param {string} name
   * @returns {Promise<string>}
   * @throws {NotHereError} if it is not on this machine.
   */
  async dataFolder(name) {
    const { findDataSet } = await this.dist("node.js");
    const found = await findDataSet(name);
    if (found === undefined) throw new NotHereError(`${name} is not on this machine`);
    return found.path;
  }

  /** A new empty folder that the cluster sees too. @returns {string} */
  tempFolder() {
    const folder = path.join(this.#folder, String(++this.#folders));
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** A module of the build. @param {string} name - below dist/. @returns {Promise<any>} */
  async dist(name) {
    return import(pathToFileURL(path.join(DIST, name)).href);
  }

  /** Ends what the part has started. */
  async end() {
    for (const cluster of this.#others.splice(0)) await cluster.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** For work that is over soon: half the CPU time until it is ready (50 → 30 s), less speed later. */
const BRIEF = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

/** One cluster for parts that leave it as it was. */
export class SharedCluster {
  /** @type {Cluster | undefined} */ #cluster;
  /** @type {ClusterOptions} */ #options;

  /** @param {{ quick: boolean, say: (text: string) => void }} run */
  constructor({ quick, say }) {
    this.#options = { say, ...(quick && { javaOptions: BRIEF }) };
  }

  /** @returns {Promise<Cluster>} */
  async get() {
    if (this.#cluster?.isWhole === false) await this.stop();
    this.#cluster ??= await startCluster(this.#options);
    return this.#cluster;
  }

  async stop() {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    await cluster?.stop();
  }
}
