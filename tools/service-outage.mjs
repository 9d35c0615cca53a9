// @ts-check
// npm run service:outage [-- --times 4] [--seconds 5] [--json]: stops Postgres and starts it again under load, in turn
// as an operator does and as a power cut would. Every answer is compared with what must be stored. Ends with 1
// where one was wrong, was no 503 with Retry-After, or the server did not come back by itself.
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client } from "./service/client.mjs";
import { makeModel } from "./service/made-model.mjs";
import { OutageLoad } from "./service/outage.mjs";
import { emptyPlace } from "./service/places.mjs";
import { grouped, progress, report } from "./service/report.mjs";
import { createKey, startServer } from "./service/server.mjs";
import { withFolder } from "./service/with-folder.mjs";

const BETWEEN_MS = 3000;
const MOST_RECOVERY_MS = 5000;
const MOST_ANSWER_MS = 10_000;
const MOST_TOLD = 20;
const { values: flags } = parseArgs({
  options: {
    times: { type: "string", default: "4" },
    seconds: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});

/** @typedef {{ from: number, to: number, readiness: number | undefined }} Outage */

await withFolder(async (folder, atEnd) => {
  const { file, model, movieIds } = await makeModel(folder);
  const place = await emptyPlace("postgres", folder, atEnd);
  const { postgres } = place;
  if (postgres === undefined) throw new Error("Cannot stop Postgres: there is none");
  const key = createKey(place);
  const server = await startServer({ ...place, model: file });
  atEnd(() => server.stop());
  const load = new OutageLoad({ address: server.address, key, model, movieIds, seed: 1 });
  /** @type {Outage[]} */
  const outages = [];
  for (let number = 0; number < Number(flags.times); number++) {
    await pause(BETWEEN_MS);
    progress(number % 2 === 0 ? "Postgres is stopped …" : "Postgres is killed …");
    await (number % 2 === 0 ? postgres.stop() : postgres.kill());
    const from = performance.now();
    await pause((Number(flags.seconds) * 1000) / 2);
    const readiness = await readinessOf(server.address, key).catch(() => undefined);
    await pause((Number(flags.seconds) * 1000) / 2);
    await postgres.start();
    outages.push({ from, to: performance.now(), readiness });
  }
  await pause(BETWEEN_MS + MOST_RECOVERY_MS);
  await load.end();
  await load.lookAtAll();
  for (const fault of load.faults.slice(0, MOST_TOLD)) progress(`  ${fault}`);
  tell(load, outages, server.isAlive);
});

/** @param {import("./service/connection.mjs").Address} address @param {string} key */
async function readinessOf(address, key) {
  const client = new Client(address, key);
  const live = await client.call("GET", "/health/live");
  const ready = await client.call("GET", "/health/ready");
  client.close();
  return live.status === 200 ? ready.status : undefined;
}

/** @param {OutageLoad} load @param {readonly Outage[]} outages @param {boolean} isAlive */
function tell(load, outages, isAlive) {
  const refused = load.seen.filter(({ status }) => status === 503).length;
  const answered = load.seen.filter(
    ({ at, status }) => isDuring(outages, at) && status < 300,
  ).length;
  const recoveries = outages.map(({ to }) => recoveryMs(load, to));
  const slowestRecovery = Math.max(...recoveries);
  const slowest = load.seen.reduce((most, { ms }) => Math.max(most, ms), 0);
  const { faults } = load;
  const isReadyTold = outages.every(({ readiness }) => readiness === 503);
  const isFast = slowestRecovery <= MOST_RECOVERY_MS;
  const rows = [
    { what: "outages", measured: String(outages.length) },
    { what: "answers", measured: grouped(load.seen.length), ok: load.seen.length > 0 },
    {
      what: "writes acknowledged",
      measured: grouped(load.acknowledged),
      ok: load.acknowledged > 0,
    },
    { what: "refused with 503 store-unavailable", measured: grouped(refused), ok: refused > 0 },
    { what: "right answers during outages", measured: grouped(answered) },
    {
      what: "wrong or other answers",
      measured: String(faults.length),
      must: "0",
      ok: faults.length === 0,
    },
    {
      what: "back after",
      measured: `${grouped(slowestRecovery)} ms`,
      must: "≤ 5,000 ms",
      ok: isFast,
    },
    {
      what: "slowest answer",
      measured: `${grouped(slowest)} ms`,
      must: "≤ 10,000 ms",
      ok: slowest <= MOST_ANSWER_MS,
    },
    {
      what: "told to be alive, not ready",
      measured: isReadyTold ? "yes" : "no",
      must: "yes",
      ok: isReadyTold,
    },
    { what: "still the same server", measured: isAlive ? "yes" : "no", must: "yes", ok: isAlive },
  ];
  report("Postgres stopped and started under load", rows, {
    json: flags.json,
    details: { faults },
  });
}

/** @param {readonly Outage[]} outages @param {number} at */
function isDuring(outages, at) {
  return outages.some(({ from, to }) => at > from && at < to);
}

/** From when Postgres answers again until a write succeeds. @param {OutageLoad} load @param {number} from */
function recoveryMs(load, from) {
  const first = load.seen.find(({ at, status, isWrite }) => isWrite && at > from && status < 300);
  return first === undefined ? Infinity : first.at - from;
}
