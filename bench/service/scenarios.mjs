// @ts-check
import { mixedScenario } from "./mixed-scenario.mjs";
import { picksScenario, warmScenario } from "./picks-scenario.mjs";
import { soakScenario } from "./soak-scenario.mjs";

/**
 * @typedef {object} Asked
 * @property {string} name
 * @property {string | Uint8Array} bytes
 * @property {readonly number[]} statuses - that are right
 * @property {((body: Buffer) => boolean) | undefined} [check] - of an answer of such a status
 * @property {(status: number) => void} [onAnswer]
 * @property {() => void} [onLost] - there was no answer
 * @typedef {{ written: number, compared: number, lost: number, lostExamples: string[] }} Verified
 * @typedef {{ next: (connection: number) => Asked, verify?: () => Promise<Verified> }} Scenario
 * @typedef {(plan: import("./load.mjs").Plan) => Scenario} MakeScenario
 */

/** What can be asked for, by name. */
export const SCENARIOS = Object.freeze({
  warm: warmScenario,
  picks: picksScenario,
  mixed: mixedScenario,
  soak: soakScenario,
  /** For the ceiling of the generator itself. */
  bare: picksScenario,
});
