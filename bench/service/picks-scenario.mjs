// @ts-check
import { asking, personOf } from "./asking.mjs";
import { below, randomFrom } from "../../tools/service/random.mjs";

/** Every so many bodies are read whole. */
export const CHECKED_EVERY = 50;
const RIGHT = [200];

/** Random people, again and again. @type {import("./scenarios.mjs").MakeScenario} */
export function picksScenario(plan) {
  const random = randomFrom(plan.seed);
  return { next: asksForPicks(plan, () => below(random, plan.people)) };
}

/** Each person once, in order. @type {import("./scenarios.mjs").MakeScenario} */
export function warmScenario(plan) {
  let place = 0;
  return { next: asksForPicks(plan, () => place++ % plan.people) };
}

/**
 * @param {import("./load.mjs").Plan} plan
 * @param {() => number} who
 * @returns {() => import("./scenarios.mjs").Asked}
 */
export function asksForPicks(plan, who) {
  const ask = asking(plan);
  const requests = Array.from({ length: plan.people }, (_, place) =>
    ask("GET", `/v1/people/${personOf(place)}/picks`),
  );
  let count = 0;
  return () => ({
    name: "picks",
    bytes: requests[who()] ?? "",
    statuses: RIGHT,
    check: count++ % CHECKED_EVERY === 0 ? hasThreePicks : undefined,
  });
}

/** @param {Buffer} body */
export function hasThreePicks(body) {
  try {
    const { picks } = JSON.parse(body.toString("utf8"));
    return picks.length === 3 && new Set(picks.map(idOf)).size === 3;
  } catch {
    return false;
  }
}

/** @param {{ movieId: unknown }} pick */
function idOf({ movieId }) {
  if (typeof movieId !== "string") throw new TypeError("a pick has no id");
  return movieId;
}
