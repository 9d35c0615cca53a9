// @ts-check
import { grouped } from "../../tools/service/report.mjs";
import { CONNECTIONS, faultsText, ms, must, perSecond, told } from "./picks-section.mjs";
import { runLoad } from "./run-load.mjs";

/** Writers wait for the disk, so more of them are under way at once. */
const MORE = 4;

/**
 * 80 % picks, 20 % ratings; then every rating that was told to be stored is looked for.
 *
 * @param {import("./world.mjs").World} world
 * @param {number} seconds
 */
export async function measureMixed({ plan }, seconds) {
  const common = { ...plan, connections: CONNECTIONS * MORE };
  await runLoad({ ...common, scenario: "warm", requests: plan.people, seed: 1 });
  const load = await runLoad({ ...common, scenario: "mixed", seconds, seed: 5 });
  const { written = 0, compared = 0, lost = 0, lostExamples = [] } = load.verified ?? {};
  const isKept = lost === 0 && compared > 0;
  const lostText = [String(lost), ...lostExamples.slice(0, 2)].join(", ");
  const rows = [
    must("throughput", perSecond(load), "≥ 800 req/s", load.perSecond >= 800),
    must("acknowledged ratings lost", lostText, "0", isKept),
    must("wrong or no answers", faultsText(load.wrong, [load]), "0", load.wrong === 0),
    told("ratings acknowledged; pairs compared", `${grouped(written)}; ${grouped(compared)}`),
    told("p50, p99, slowest", [load.times.p50, load.times.p99, load.times.max].map(ms).join(", ")),
  ];
  return { rows, details: { load } };
}
