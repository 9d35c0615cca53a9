// @ts-check
// A process of its own: node bench/service/load.mjs PLAN, a JSON of the type `Plan`; prints what came of it as JSON.
// Raw sockets, because it shares the machine's cores with the server that it measures.
import process from "node:process";
import { Connection } from "../../tools/service/connection.mjs";
import { Histogram } from "./histogram.mjs";
import { SCENARIOS } from "./scenarios.mjs";

/**
 * @typedef {object} Plan
 * @property {keyof typeof SCENARIOS} scenario
 * @property {import("../../tools/service/connection.mjs").Address} address
 * @property {string} key
 * @property {number} connections
 * @property {number} [seconds] - until then, or
 * @property {number} [requests] - so many in all
 * @property {number} [rate] - requests a second, each timed from when it was due; without, as fast as answers come
 * @property {number} people
 * @property {readonly string[]} movieIds
 * @property {number} seed
 * @typedef {{ requests: number, seconds: number, perSecond: number, statuses: Record<string, number>, wrong: number, examples: string[], checked: number, times: ReturnType<Histogram["toJSON"]>, verified?: import("./scenarios.mjs").Verified }} Load
 */

const MOST_EXAMPLES = 10;
/** Of requests that are due: until this process has connected and is compiled, it is late by itself. */
const WARM_UP_MS = 1000;
/** @type {Plan} */
const plan = JSON.parse(process.argv[2] ?? "");
const scenario = SCENARIOS[plan.scenario](plan);
const times = new Histogram();
/** @type {Record<string, number>} */
const statuses = {};
/** @type {string[]} */
const examples = [];
let wrong = 0;
let checked = 0;
let asked = 0;
const started = performance.now();
const timedFrom = plan.rate === undefined ? started : started + WARM_UP_MS;
const until = plan.seconds === undefined ? Infinity : started + plan.seconds * 1000;
const most = plan.requests ?? Infinity;

await Promise.all(Array.from({ length: plan.connections }, (_, index) => work(index)));
const seconds = (performance.now() - timedFrom) / 1000;
const verified = await scenario.verify?.();
/** @type {Load} */
const load = {
  ...{ requests: times.count, seconds, perSecond: times.count / seconds, statuses },
  ...{ wrong, examples, checked, times: times.toJSON(), ...(verified && { verified }) },
};
process.stdout.write(`${JSON.stringify(load)}\n`);

/** @param {number} index */
async function work(index) {
  const connection = new Connection(plan.address);
  while (asked < most) {
    const due = dueTime(asked++);
    if (due >= until) break;
    if (due > performance.now()) await pause(due - performance.now());
    const request = scenario.next(index);
    const start = plan.rate === undefined ? performance.now() : due;
    try {
      const answer = await connection.ask(request.bytes);
      if (start >= timedFrom) times.add(performance.now() - start);
      note(String(answer.status), judge(request, answer));
    } catch (error) {
      request.onLost?.();
      note("none", `no answer: ${String(error)}`);
      await pause(100);
    }
  }
  connection.close();
}

/** @param {number} place */
function dueTime(place) {
  return plan.rate === undefined ? performance.now() : started + (place / plan.rate) * 1000;
}

/**
 * @param {import("./scenarios.mjs").Asked} request
 * @param {import("../../tools/service/connection.mjs").Answer} answer
 * @returns {string | undefined} what is wrong
 */
function judge(request, answer) {
  request.onAnswer?.(answer.status);
  if (!request.statuses.includes(answer.status)) {
    return `${request.name}: ${answer.status} ${answer.body.toString("utf8").slice(0, 300)}`;
  }
  if (request.check === undefined) return undefined;
  checked++;
  return request.check(answer.body) ? undefined : `${request.name}: ${String(answer.body)}`;
}

/** @param {string} status @param {string | undefined} fault */
function note(status, fault) {
  statuses[status] = (statuses[status] ?? 0) + 1;
  if (fault === undefined) return;
  wrong++;
  if (examples.length < MOST_EXAMPLES) examples.push(fault.slice(0, 500));
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
