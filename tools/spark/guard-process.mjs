// @ts-check
// Reads `+group ID`, `-group ID`, `+folder PATH`, `-folder PATH`; when its input ends, because the script that
// writes it has ended, ends the groups and removes the folders that are left.
import { rmSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { endOf, signal } from "../service/processes.mjs";
import { membersOf } from "./process-group.mjs";

const END_MS = 10_000;
/** @type {Set<string>} */
const left = new Set();
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith("+")) left.add(line.slice(1));
  else left.delete(line.slice(1));
}
const named = (/** @type {string} */ kind) =>
  [...left].filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length));
const groups = named("group ").map(Number);
// ids are looked up at the last moment: a number whose group has ended may be somebody else's by now
const pids = groups.flatMap(membersOf);
for (const pid of pids) signal(pid, "SIGKILL");
await endOf([...pids, ...groups.flatMap(membersOf)], END_MS);
for (const folder of named("folder ")) rmSync(folder, { recursive: true, force: true });
