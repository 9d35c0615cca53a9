// @ts-check
import { part } from "./client.mjs";
import { ratingOf, signalOf } from "./ledger.mjs";
import { below, oneOf } from "./random.mjs";

const STARS = [1, 2, 3, 4, 5];
const BULK_LINES = 10;

/**
 * @typedef {import("./ledger.mjs").Change} Change
 * @typedef {{ method: string, target: string, body?: unknown, changes: Change[] }} Write
 */

/** Writes at random about people of whom nobody else writes meanwhile, so it knows the order. */
export class Writer {
  /** @type {readonly string[]} */ #people;
  /** @type {readonly string[]} */ #movieIds;
  /** @type {import("./ledger.mjs").Ledger} */ #ledger;
  /** @type {() => number} */ #random;

  /**
   * @param {readonly string[]} people
   * @param {readonly string[]} movieIds
   * @param {import("./ledger.mjs").Ledger} ledger
   * @param {() => number} random
   */
  constructor(people, movieIds, ledger, random) {
    this.#people = people;
    this.#movieIds = movieIds;
    this.#ledger = ledger;
    this.#random = random;
  }

  /**
   * Writes once and notes what came of it. A connection that broke is thrown on.
   *
   * @param {import("./client.mjs").Client} client
   * @returns {Promise<import("./client.mjs").Told>}
   */
  async step(client) {
    const { method, target, body, changes } = this.#next();
    const told = await client.call(method, target, body).catch((/** @type {unknown} */ error) => {
      this.#ledger.doubt(changes);
      throw error;
    });
    if (told.status < 300) this.#ledger.acknowledge(changes);
    else this.#ledger.doubt(changes);
    return told;
  }

  /** @returns {Write} */
  #next() {
    const personId = oneOf(this.#random, this.#people);
    const movieId = oneOf(this.#random, this.#movieIds);
    const rating = oneOf(this.#random, STARS);
    const person = `/v1/people/${part(personId)}`;
    const drawn = this.#random();
    if (drawn < 0.65) {
      const changes = [{ personId, name: ratingOf(movieId), value: rating }];
      return {
        method: "PUT",
        target: `${person}/ratings/${part(movieId)}`,
        body: { rating },
        changes,
      };
    }
    if (drawn < 0.75) {
      const changes = [{ personId, name: ratingOf(movieId), value: undefined }];
      return { method: "DELETE", target: `${person}/ratings/${part(movieId)}`, changes };
    }
    if (drawn < 0.8) return this.#signal(personId, movieId);
    if (drawn < 0.82) {
      const names = [...this.#ledger.certainOf(personId).keys()];
      const changes = names.map((name) => ({ personId, name, value: undefined }));
      return { method: "DELETE", target: person, changes };
    }
    return this.#bulk(personId);
  }

  /** @param {string} personId @param {string} movieId @returns {Write} */
  #signal(personId, movieId) {
    const target = `/v1/people/${part(personId)}/signals/${part(movieId)}`;
    const signal = oneOf(this.#random, /** @type {const} */ (["seen", "notForMe"]));
    const changes = [{ personId, name: signalOf(movieId), value: signal }];
    return { method: "PUT", target, body: { signal }, changes };
  }

  /** @param {string} personId @returns {Write} */
  #bulk(personId) {
    /** @type {Map<string, number>} */
    const ratings = new Map();
    const first = below(this.#random, this.#movieIds.length);
    for (let place = first; place < first + BULK_LINES; place++) {
      const movieId = this.#movieIds[place % this.#movieIds.length] ?? "";
      ratings.set(movieId, oneOf(this.#random, STARS));
    }
    const rows = [...ratings].map(([movieId, rating]) => ({ personId, movieId, rating }));
    const changes = rows.map((row) => ({
      personId,
      name: ratingOf(row.movieId),
      value: row.rating,
    }));
    const body = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    return { method: "POST", target: "/v1/ratings", body, changes };
  }
}

/**
 * Everything that the server has of a person, under the ledger's names.
 *
 * @param {import("./client.mjs").Client} client
 * @param {string} personId
 * @returns {Promise<Map<string, import("./ledger.mjs").Value>>}
 */
export async function readStored(client, personId) {
  const told = await client.call("GET", `/v1/people/${part(personId)}/ratings?limit=10000`);
  if (told.status === 404 && told.json?.code === "person-unknown") return new Map();
  if (told.status !== 200) {
    throw new Error(`Cannot read ${personId}: ${told.status} ${JSON.stringify(told.json)}`);
  }
  return storedIn(told.json);
}

/** @param {any} json - of `GET …/ratings` @returns {Map<string, import("./ledger.mjs").Value>} */
export function storedIn({ ratings, signals }) {
  /** @type {Map<string, import("./ledger.mjs").Value>} */
  const found = new Map();
  for (const { movieId, rating } of ratings) found.set(ratingOf(movieId), rating);
  for (const { movieId, signal } of signals) found.set(signalOf(movieId), signal);
  return found;
}
