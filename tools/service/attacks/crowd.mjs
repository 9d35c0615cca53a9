// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "../client.mjs";

/** @typedef {import("./attack.mjs").Attack} Attack */
/** @typedef {import("./attack.mjs").Target} Target */

const CONNECTIONS = 10_000;
/** Each holds as many as a process may open where nobody has raised the limit. */
const EACH = 900;
const RECOVERED_MS = 5000;
const HOLDER = join(import.meta.dirname, "hold-connections.mjs");

/** More connections than there is room for. @type {Attack} */
export const CROWD = { name: `${CONNECTIONS} connections held open`, run: crowd };

/** @param {Target} target */
async function crowd(target) {
  const holders = Array.from({ length: Math.ceil(CONNECTIONS / EACH) }, (_, place) =>
    hold(target, Math.min(EACH, CONNECTIONS - place * EACH)),
  );
  const opened = (await Promise.all(holders.map((holder) => holder.opened))).reduce(add, 0);
  const meanwhile = await statusOf(target, 2000);
  for (const { child } of holders) child.stdin?.end();
  await Promise.all(holders.map(({ child }) => ended(child)));
  const freed = performance.now();
  let status = await statusOf(target, RECOVERED_MS);
  while (status !== 200 && performance.now() - freed < RECOVERED_MS) {
    await pause(50);
    status = await statusOf(target, RECOVERED_MS);
  }
  const ms = performance.now() - freed;
  const told = `${opened} opened; another was told ${meanwhile || "nothing"} meanwhile, 200 after ${ms.toFixed(0)} ms`;
  return { told, fault: status === 200 ? undefined : `afterwards it answers with ${status}` };
}

/** @param {Target} target @param {number} count */
function hold({ address: { host, port } }, count) {
  const child = spawn(process.execPath, [HOLDER, host, String(port), String(count)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const opened = once(child.stdout, "data").then(([text]) =>
    Number(JSON.parse(String(text)).opened),
  );
  return { child, opened };
}

/** @param {import("node:child_process").ChildProcess} child */
async function ended(child) {
  if (child.exitCode === null) await once(child, "exit");
}

/** 0: no answer. @param {Target} target @param {number} timeoutMs */
async function statusOf({ address, key }, timeoutMs) {
  const client = new Client(address, key);
  try {
    return (await client.call("GET", "/v1/model", undefined, { timeoutMs })).status;
  } catch {
    return 0;
  } finally {
    client.close();
  }
}

/** @param {number} sum @param {number} count */
function add(sum, count) {
  return sum + count;
}
