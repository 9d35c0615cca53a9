// @ts-check
// npm run service:attacks [-- --only slow,large,garbage,archives,crowd] [--json]: what is no request in good faith. After
// each attack the server has to answer others, and not have grown by more than 300 MB since its start. Ends with 1
// where it does not, answered with a 5xx other than `overloaded`, or took what it should have refused.
import { parseArgs } from "node:util";
import { archives } from "./service/attacks/archives.mjs";
import { CROWD } from "./service/attacks/crowd.mjs";
import { GARBAGE } from "./service/attacks/garbage.mjs";
import { LARGE } from "./service/attacks/large.mjs";
import { SLOW } from "./service/attacks/slow.mjs";
import { Client } from "./service/client.mjs";
import { makeModel } from "./service/made-model.mjs";
import { emptyPlace } from "./service/places.mjs";
import { mostRssOf, rssOf } from "./service/processes.mjs";
import { megabytes, progress, report } from "./service/report.mjs";
import { createKey, startServer } from "./service/server.mjs";
import { withFolder } from "./service/with-folder.mjs";

const MOST_GROWTH = 300 * 2 ** 20;
const ANSWER_MS = 5000;
const { values: flags } = parseArgs({
  options: {
    only: { type: "string", default: "garbage,large,archives,crowd,slow" },
    json: { type: "boolean", default: false },
  },
});

/** @typedef {import("./service/attacks/attack.mjs").Attack} Attack */
/** @type {Record<string, () => Promise<readonly Attack[]> | readonly Attack[]>} */
const GROUPS = {
  ...{ garbage: () => GARBAGE, large: () => LARGE, archives },
  ...{ crowd: () => [CROWD], slow: () => SLOW },
};

await withFolder(async (folder, atEnd) => {
  const { file } = await makeModel(folder);
  const place = await emptyPlace("sqlite", folder, atEnd);
  const key = createKey(place);
  const server = await startServer({ ...place, model: file });
  atEnd(() => server.stop());
  const target = { address: server.address, key, pid: server.pid };
  const client = new Client(target.address, key);
  await client.expect(200, "GET", "/v1/features?films=100"); // the first request of all loads what answers need
  client.close();
  const rss = rssOf(server.pid);
  const rows = [];
  for (const name of flags.only.split(",")) {
    const group = GROUPS[name];
    if (group === undefined) throw new RangeError(`Cannot attack: "${name}" is no group`);
    const attacks = await group();
    // they spend their time waiting, so all of them at once
    const done =
      name === "slow"
        ? await Promise.all(attacks.map((attack) => attacked(attack, target, rss)))
        : await oneByOne(attacks, target, rss);
    rows.push(...done);
  }
  const isAlive = server.isAlive;
  rows.push({
    what: "server still runs",
    measured: isAlive ? "yes" : "no",
    must: "yes",
    ok: isAlive,
  });
  report("attacks", rows, { json: flags.json });
});

/** @param {readonly Attack[]} attacks @param {import("./service/attacks/attack.mjs").Target} target @param {number} rss */
async function oneByOne(attacks, target, rss) {
  const rows = [];
  for (const attack of attacks) rows.push(await attacked(attack, target, rss));
  return rows;
}

/** @param {Attack} attack @param {import("./service/attacks/attack.mjs").Target} target @param {number} rss */
async function attacked({ name, run }, target, rss) {
  progress(name);
  const { told, fault } = await run(target);
  const growth = mostRssOf(target.pid) - rss;
  const faults = [fault, await faultOfOthers(target)];
  if (!(growth <= MOST_GROWTH)) faults.push(`memory grew by ${megabytes(growth)}`);
  const found = faults.filter((one) => one !== undefined);
  const measured = `${told}; +${megabytes(growth)}`;
  return { what: name, measured, must: found.join("; "), ok: found.length === 0 };
}

/** Whether someone else is still answered. @param {import("./service/attacks/attack.mjs").Target} target */
async function faultOfOthers({ address, key }) {
  const client = new Client(address, key);
  try {
    const { status } = await client.call("GET", "/v1/model", undefined, { timeoutMs: ANSWER_MS });
    return status === 200 ? undefined : `others are answered with ${status}`;
  } catch (error) {
    return `others are not answered: ${String(error)}`;
  } finally {
    client.close();
  }
}
