// @ts-check
import { exchange, headWith, serverFault, statusesOf } from "./attack.mjs";

/** @typedef {import("./attack.mjs").Attack} Attack */

const CONNECTIONS = 100;
const EVERY_MS = 500;
const MOST_HEAD_MS = 15_000;
const MOST_BODY_MS = 40_000;
const GIVEN_UP_MS = 60_000;

/** Requests that never end, a piece at a time: they have to be cut off. @type {readonly Attack[]} */
export const SLOW = [
  slow("head dribbled", MOST_HEAD_MS, (target) => [
    headWith(target, "GET /v1/model"),
    "x-a: b\r\n",
  ]),
  slow("nothing sent after connecting", MOST_HEAD_MS, () => ["", ""]),
  slow("body dribbled", MOST_BODY_MS, (target) => [
    `${headWith(target, "PUT /v1/people/slow/ratings/1")}content-type: application/json\r\ncontent-length: 100000\r\n\r\n`,
    " ",
  ]),
  slow("chunks dribbled", MOST_BODY_MS, (target) => [
    `${headWith(target, "POST /v1/picks")}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    "1\r\n \r\n",
  ]),
];

/** @param {string} name @param {number} mostMs @param {(target: import("./attack.mjs").Target) => readonly [string, string]} make @returns {Attack} */
function slow(name, mostMs, make) {
  return {
    name: `${CONNECTIONS} × ${name}`,
    run: async (target) => {
      const options = { everyMs: EVERY_MS, withinMs: GIVEN_UP_MS };
      const done = await Promise.all(
        Array.from({ length: CONNECTIONS }, () => exchange(target, forever(make(target)), options)),
      );
      const slowest = Math.max(...done.map(({ ms }) => ms));
      const answers = done.flatMap((one) => one.answers);
      const told = `cut off after ${(slowest / 1000).toFixed(1)} s, answers ${statusesOf(answers)}`;
      const late = slowest > mostMs ? `took more than ${mostMs / 1000} s` : undefined;
      return { told, fault: serverFault(answers) ?? late };
    },
  };
}

/** @param {readonly [string, string]} pieces */
function* forever([first, next]) {
  yield first;
  for (;;) yield next;
}
