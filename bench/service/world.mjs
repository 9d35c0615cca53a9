// @ts-check
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "../../tools/service/client.mjs";
import { makeModel } from "../../tools/service/made-model.mjs";
import { emptyPlace } from "../../tools/service/places.mjs";
import { linesOf } from "../../tools/service/rating-lines.mjs";
import { progress } from "../../tools/service/report.mjs";
import { createKey, startServer } from "../../tools/service/server.mjs";
import { personOf } from "./asking.mjs";

/** 10,000 people with 40 ratings each, of 10,000 films. */
export const WORLD = Object.freeze({ users: 10_000, movies: 10_000, ratings: 400_000 });
const LINES_EACH = 50_000;

/** @typedef {{ server: import("../../tools/service/server.mjs").Server, key: string, plan: Pick<import("./load.mjs").Plan, "address" | "key" | "people" | "movieIds"> }} World */

/**
 * Makes models once a run, and a server with its ratings stored for each engine asked for.
 *
 * @param {string} folder
 * @param {import("../../tools/service/with-folder.mjs").AtEnd} atEnd
 * @param {import("../../tools/service/made-model.mjs").Size} size
 * @returns {(engine: import("../../tools/service/places.mjs").Engine) => Promise<World>}
 */
export function worlds(folder, atEnd, size) {
  /** @type {Promise<import("../../tools/service/made-model.mjs").MadeModel> | undefined} */
  let made;
  /** @type {Map<string, Promise<World>>} */
  const kept = new Map();
  /** @param {import("../../tools/service/places.mjs").Engine} engine @returns {Promise<World>} */
  const make = async (engine) => {
    progress(`a model of ${size.users} people and ${size.movies} films …`);
    const { file, data, movieIds } = await (made ??= makeModel(folder, size));
    const place = await emptyPlace(engine, folder, atEnd);
    const key = createKey(place);
    const server = await startServer({ ...place, model: file });
    atEnd(() => server.stop());
    const places = placesOf(data.ratings);
    await fill(new Client(server.address, key), data.ratings, places, engine);
    const people = Math.max(...places) + 1;
    const plan = { address: server.address, key, people, movieIds };
    return { server, key, plan };
  };
  return (engine) => {
    const world = kept.get(engine) ?? make(engine);
    kept.set(engine, world);
    return world;
  };
}

/** Numbers of those who rated anything, from 0: chance leaves a few of the made-up people without. @param {import("../../dist/index.js").Ratings} ratings */
function placesOf(ratings) {
  let next = 0;
  return Int32Array.from(ratings.userCounts(), (count) => (count > 0 ? next++ : -1));
}

/**
 * @param {Client} client
 * @param {import("../../dist/index.js").Ratings} ratings
 * @param {Int32Array} places
 * @param {string} engine
 */
async function fill(client, ratings, places, engine) {
  const { length } = ratings;
  const person = (/** @type {number} */ user) => personOf(places[user] ?? -1);
  const started = performance.now();
  for (let start = 0; start < length; start += LINES_EACH) {
    const lines = linesOf(ratings, person, start, start + LINES_EACH);
    const { rejected, errors } = await client.expect(200, "POST", "/v1/ratings", lines);
    if (rejected > 0) throw new Error(`Cannot fill the store: ${JSON.stringify(errors)}`);
  }
  const seconds = (performance.now() - started) / 1000;
  const rate = (length / seconds).toFixed(0);
  progress(`${engine}: ${length} ratings stored in ${seconds.toFixed(1)} s (${rate} a second)`);
  client.close();
  await pause(1000); // what loading left to be tidied is not what is measured
}
