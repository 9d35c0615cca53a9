// @ts-check
import { setTimeout as pause } from "node:timers/promises";
import { Client, part } from "./client.mjs";
import { faultsOfStore } from "./integrity.mjs";
import { Ledger } from "./ledger.mjs";
import { endOf } from "./processes.mjs";
import { below, oneOf, randomFrom } from "./random.mjs";
import { startServer } from "./server.mjs";
import { modelOfTraining, orderTraining } from "./trainings.mjs";
import { readStored, Writer } from "./writer.mjs";

const WRITERS = 4;
const PEOPLE_EACH = 15;
const LEAST_MS = 50;
const MOST_MS = 1500;
const METHODS = ["weighted-als", "gradient-descent", "bayesian"];
/** A training process has to notice that its server is gone. */
const ORPHANS_MS = 10_000;

/**
 * @typedef {{ place: import("./places.mjs").EnginePlace, model: string, key: string, movieIds: readonly string[], seed: number }} Setting
 * @typedef {{ trained: boolean, acknowledged: number, doubted: number, faults: string[], restartMs: number }} Round
 */

/** A server that is killed again and again, and what must be there each time. */
export class CrashRun {
  /** @type {Setting} */ #setting;
  /** @type {() => number} */ #random;
  #ledger = new Ledger();
  /** @type {Writer[]} */ #writers;
  /** @type {import("./server.mjs").Server | undefined} */ #server;
  /** The version that was served last. */ #served = "";

  /** @param {Setting} setting */
  constructor(setting) {
    this.#setting = setting;
    this.#random = randomFrom(setting.seed);
    this.#writers = Array.from({ length: WRITERS }, (_, writer) => {
      const people = Array.from(
        { length: PEOPLE_EACH },
        (_person, who) => `writer ${writer}/${who}`,
      );
      const random = randomFrom(setting.seed + 1 + writer);
      return new Writer(people, setting.movieIds, this.#ledger, random);
    });
  }

  /** @param {string} lines - ratings to learn from */
  async start(lines) {
    const client = await this.#open();
    await client.expect(200, "POST", "/v1/ratings", lines);
    this.#served = await modelOfTraining(client, await orderTraining(client, "weighted-als"));
    client.close();
  }

  /** @param {{ trains: boolean, killsPostgres: boolean }} what @returns {Promise<Round>} */
  async round({ trains, killsPostgres }) {
    const before = { acknowledged: this.#ledger.acknowledged, doubted: this.#ledger.doubted };
    const faults = await this.#writeUntilKilled(trains, killsPostgres);
    const restarted = performance.now();
    const client = await this.#open();
    const restartMs = performance.now() - restarted;
    faults.push(...(await this.#look(client, trains)));
    client.close();
    const acknowledged = this.#ledger.acknowledged - before.acknowledged;
    const doubted = this.#ledger.doubted - before.doubted;
    return { trained: trains, acknowledged, doubted, faults, restartMs };
  }

  async stop() {
    await this.#server?.stop();
  }

  async #open() {
    const { place, model, key } = this.#setting;
    this.#server = await startServer({ ...place, model });
    return new Client(this.#server.address, key);
  }

  /** @param {boolean} trains @param {boolean} killsPostgres @returns {Promise<string[]>} */
  async #writeUntilKilled(trains, killsPostgres) {
    const server = this.#server;
    if (server === undefined) throw new Error("Cannot kill the server: it was not started");
    const { key, place } = this.#setting;
    /** @type {string[]} */
    const faults = [];
    let isOver = false;
    const write = async (/** @type {Writer} */ writer) => {
      const client = new Client(server.address, key);
      while (!isOver) {
        const told = await writer.step(client).catch(() => undefined);
        if (told === undefined) break;
        if (told.status >= 300 && !isOver)
          faults.push(`${told.status} ${JSON.stringify(told.json)}`);
      }
      client.close();
    };
    const writing = this.#writers.map(write);
    const trainer = new Client(server.address, key);
    if (trains) await orderTraining(trainer, oneOf(this.#random, METHODS));
    await pause(LEAST_MS + below(this.#random, MOST_MS - LEAST_MS));
    isOver = true;
    if (killsPostgres) await place.postgres?.kill();
    const children = await server.kill();
    await Promise.all(writing);
    trainer.close();
    if (killsPostgres) await place.postgres?.start();
    const orphans = await endOf(children, ORPHANS_MS);
    if (orphans.length > 0)
      faults.push(`${orphans.length} processes of the server went on for 10 s`);
    return faults;
  }

  /** @param {Client} client @param {boolean} trained @returns {Promise<string[]>} */
  async #look(client, trained) {
    const faults = [];
    for (const personId of this.#ledger.people) {
      faults.push(...this.#ledger.compare(personId, await readStored(client, personId)));
    }
    const found = faultsOfStore(this.#setting.place);
    if (found !== undefined) faults.push(`the store is damaged: ${found.slice(0, 500)}`);
    return [...faults, ...(await this.#lookAtModel(client, trained))];
  }

  /** @param {Client} client @param {boolean} trained @returns {Promise<string[]>} */
  async #lookAtModel(client, trained) {
    const faults = [];
    const { models } = await client.expect(200, "GET", "/v1/admin/models");
    const serving = models.filter((/** @type {any} */ model) => model.serving);
    const { model } = await client.expect(200, "GET", "/v1/model");
    if (serving.length !== 1 || serving[0].model !== model) {
      faults.push(`${model} is served, but ${JSON.stringify(serving)} is told to be`);
    }
    if (model !== this.#served && !trained) faults.push(`${model} is served, not ${this.#served}`);
    this.#served = model;
    const someone = this.#ledger.people.find((who) => this.#ledger.certainOf(who).size > 0) ?? "";
    const picked = await client.expect(200, "GET", `/v1/people/${part(someone)}/picks`);
    if (picked.picks.length !== 3 || picked.model !== model) {
      faults.push(`picks are wrong: ${JSON.stringify(picked).slice(0, 300)}`);
    }
    return faults;
  }
}
