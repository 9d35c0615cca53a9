// @ts-check
// Each process of Spark leads a group of its own, which its children (a worker's executors) are in. Linux only.
import { readFileSync, readdirSync } from "node:fs";
import { isRunning } from "../service/processes.mjs";

/**
 * Those of a group that have not ended, its leader first if it has not.
 *
 * @param {number} group - the leader's id.
 * @returns {number[]}
 */
export function membersOf(group) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/u.test(name));
  const pids = all.map(Number).filter((pid) => groupOf(pid) === group && isRunning(pid));
  return pids.sort((one, other) => Number(other === group) - Number(one === group) || one - other);
}

/** @param {number} pid */
function groupOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // state, parent and group come after the name, which may hold blanks and brackets
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
  } catch {
    return NaN; // it has ended meanwhile
  }
}
