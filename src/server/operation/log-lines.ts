import type { Log } from "../service.ts";

/** A log of one JSON document a line; whatever a value holds, it stays within its line. */
export function makeLog(write: (text: string) => void, now: () => number = () => Date.now()): Log {
  return ({ level, event, ...details }) =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...details })}\n`);
}
