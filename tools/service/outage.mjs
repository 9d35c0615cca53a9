// @ts-check
import { setTimeout as pause } from "node:timers/promises";
import { Client, part } from "./client.mjs";
import { Ledger } from "./ledger.mjs";
import { oneOf, randomFrom } from "./random.mjs";
import { storedIn, Writer } from "./writer.mjs";

const CONNECTIONS = 4;
const PEOPLE_EACH = 10;
const NO_ANSWER_MS = 30_000;
const RATING = /^rating of (?<movieId>.*)$/su;
const MARK = /^signal for (?<movieId>.*)$/su;

/**
 * @typedef {import("./client.mjs").Told} Told
 * @typedef {{ address: import("./connection.mjs").Address, key: string, model: import("../../dist/index.js").Model, movieIds: readonly string[], seed: number }} Asked
 * @typedef {{ at: number, status: number, ms: number, isWrite: boolean }} Seen - `at`: when the answer came
 */

/** Reads and writes without end while the store comes and goes, and judges every answer. */
export class OutageLoad {
  /** @type {Asked} */ #asked;
  #ledger = new Ledger();
  #isOver = false;
  /** @type {Promise<void>[]} */ #working;
  /** @type {Seen[]} */ seen = [];
  /** @type {string[]} */ faults = [];

  /** @param {Asked} asked */
  constructor(asked) {
    this.#asked = asked;
    this.#working = Array.from({ length: CONNECTIONS }, (_, place) => this.#work(place));
  }

  async end() {
    this.#isOver = true;
    await Promise.all(this.#working);
  }

  /** Looks at everything once more. */
  async lookAtAll() {
    const client = new Client(this.#asked.address, this.#asked.key);
    for (const personId of this.#ledger.people) await this.#readRatings(client, personId);
    client.close();
  }

  get acknowledged() {
    return this.#ledger.acknowledged;
  }

  /** @param {number} place */
  async #work(place) {
    const { address, key, movieIds, seed } = this.#asked;
    const random = randomFrom(seed + place);
    const people = Array.from({ length: PEOPLE_EACH }, (_, who) => `person ${place}/${who}`);
    const writer = new Writer(people, movieIds, this.#ledger, random);
    const client = new Client(address, key);
    while (!this.#isOver) {
      const personId = oneOf(random, people);
      const drawn = random();
      try {
        if (drawn < 0.3) await this.#timed(true, () => writer.step(client));
        else if (drawn < 0.6) await this.#readRatings(client, personId);
        else await this.#readPicks(client, personId);
      } catch (error) {
        this.faults.push(String(error));
        await pause(100);
      }
    }
    client.close();
  }

  /** @param {Client} client @param {string} personId */
  async #readRatings(client, personId) {
    const target = `/v1/people/${part(personId)}/ratings?limit=10000`;
    const told = await this.#timed(false, () => this.#get(client, target));
    if (told.status === 200) this.#compare(personId, storedIn(told.json));
    else if (told.status === 404) this.#compare(personId, new Map());
  }

  /** @param {string} personId @param {ReadonlyMap<string, import("./ledger.mjs").Value>} found */
  #compare(personId, found) {
    this.faults.push(...this.#ledger.compare(personId, found));
  }

  /** @param {Client} client @param {string} personId */
  async #readPicks(client, personId) {
    const target = `/v1/people/${part(personId)}/picks`;
    const told = await this.#timed(false, () => this.#get(client, target));
    // after a write that was cut off only the ratings themselves can say which of two answers is right
    if (!this.#ledger.isCertain(personId)) return;
    const stored = this.#ledger.certainOf(personId);
    if (told.status === 404 && stored.size > 0)
      this.faults.push(`${personId} is said to be unknown`);
    if (told.status !== 200) return;
    const right = this.#picksOf(stored).join(" ");
    const found = told.json.picks.map(idOf).join(" ");
    if (found !== right) this.faults.push(`${personId}: picks ${found} instead of ${right}`);
  }

  /** What the library itself says. @param {ReadonlyMap<string, unknown>} stored @returns {string[]} */
  #picksOf(stored) {
    const { model } = this.#asked;
    const { catalogue } = model;
    const byText = (/** @type {string} */ text) =>
      catalogue.ids.indexOf(text) >= 0 ? text : Number(text);
    const ratings = [];
    const marks = [];
    for (const [name, value] of stored) {
      const rated = RATING.exec(name)?.groups?.["movieId"];
      if (rated !== undefined) ratings.push({ movieId: byText(rated), rating: Number(value) });
      const marked = MARK.exec(name)?.groups?.["movieId"];
      if (marked !== undefined) {
        marks.push({ movieId: byText(marked), mark: /** @type {"seen" | "notForMe"} */ (value) });
      }
    }
    let taste = model.taste(ratings);
    for (const { movieId, mark } of marks) taste = taste.marked(movieId, mark);
    return taste.picks().map(idOf);
  }

  /** @param {Client} client @param {string} target */
  #get(client, target) {
    return client.call("GET", target, undefined, { timeoutMs: NO_ANSWER_MS });
  }

  /** @param {boolean} isWrite @param {() => Promise<Told>} ask */
  async #timed(isWrite, ask) {
    const started = performance.now();
    const told = await ask();
    const at = performance.now();
    this.seen.push({ at, status: told.status, ms: at - started, isWrite });
    this.#judge(told);
    if (told.status === 503) await pause(20); // a hot loop of refusals would only slow Postgres's start
    return told;
  }

  /** @param {Told} told */
  #judge({ status, json, header }) {
    const said = `${status} ${JSON.stringify(json)}`.slice(0, 300);
    if (status === 503) {
      if (json?.code !== "store-unavailable") this.faults.push(said);
      if (!/^\d+$/u.test(header("retry-after") ?? "")) this.faults.push(`no Retry-After: ${said}`);
    } else if (![200, 204].includes(status) && json?.code !== "person-unknown") {
      this.faults.push(said);
    }
  }
}

/** @param {{ movieId: import("../../dist/index.js").Id }} pick */
function idOf({ movieId }) {
  return String(movieId);
}
