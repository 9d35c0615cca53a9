// @ts-check
import { setTimeout as pause } from "node:timers/promises";

const PAUSE_MS = 200;
const MOST_WAIT_MS = 120_000;

/** @typedef {import("./client.mjs").Client} Client */

/**
 * Starts a training that will be promoted; one that a killed server has left behind may bar the way for a while.
 *
 * @param {Client} client
 * @param {string} method
 * @param {number} [withinMs]
 * @returns {Promise<string>} its id
 */
export async function orderTraining(client, method, withinMs = MOST_WAIT_MS) {
  const until = Date.now() + withinMs;
  for (;;) {
    const told = await client.call("POST", "/v1/admin/trainings", { method, promote: true });
    if (told.status === 202) return told.json.trainingId;
    const isBarred = told.status === 409 && told.json?.code === "training-running";
    if (!isBarred || Date.now() > until) {
      throw new Error(`Cannot start a training: ${told.status} ${JSON.stringify(told.json)}`);
    }
    await pause(PAUSE_MS);
  }
}

/** @param {Client} client @param {string} trainingId @returns {Promise<string>} the version made */
export async function modelOfTraining(client, trainingId) {
  const until = Date.now() + MOST_WAIT_MS;
  for (;;) {
    const training = await client.expect(200, "GET", `/v1/admin/trainings/${trainingId}`);
    if (training.state === "done") return training.model;
    if (training.state !== "running" || Date.now() > until) {
      throw new Error(`Cannot train: ${JSON.stringify(training)}`);
    }
    await pause(PAUSE_MS);
  }
}
