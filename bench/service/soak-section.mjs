// @ts-check
import { grouped, megabytes, progress } from "../../tools/service/report.mjs";
import { rssOf } from "../../tools/service/processes.mjs";
import { median } from "../support.mjs";
import { CONNECTIONS, faultsText, ms, must, perSecond, told } from "./picks-section.mjs";
import { runLoad } from "./run-load.mjs";

const SAMPLE_MS = 10_000;
const LEAST_SAMPLES = 10;

/**
 * A day's requests at once, while the server's memory is watched.
 *
 * @param {import("./world.mjs").World} world
 * @param {number} requests
 * @param {number} [sampleMs]
 */
export async function measureSoak({ plan, server }, requests, sampleMs = SAMPLE_MS) {
  /** @type {number[]} */
  const series = [];
  const timer = setInterval(() => {
    series.push(rssOf(server.pid));
    progress(`  memory ${megabytes(series.at(-1) ?? NaN)}`);
  }, sampleMs);
  const common = { ...plan, connections: CONNECTIONS * 2 };
  const load = await runLoad({ ...common, scenario: "soak", requests, seed: 6 });
  clearInterval(timer);
  const { early, late } = fifths(series);
  const growth = late / early - 1;
  const isEnough = series.length >= LEAST_SAMPLES;
  const rows = [
    must("requests", grouped(load.requests), grouped(requests), load.requests === requests),
    must("memory, last fifth against second", percent(growth), "≤ 10 %", isEnough && growth <= 0.1),
    must("wrong or no answers", faultsText(load.wrong, [load]), "0", load.wrong === 0),
    told("memory then, now", `${megabytes(early)}, ${megabytes(late)}`),
    told("memory every 10 s, MB", series.map((rss) => (rss / 2 ** 20).toFixed(0)).join(" ")),
    told("throughput; p99", `${perSecond(load)}; ${ms(load.times.p99)}`),
    told("statuses", JSON.stringify(load.statuses)),
  ];
  return { rows, details: { load, series } };
}

/** Medians of the second fifth, when everything has been used once, and of the last. @param {readonly number[]} series */
function fifths(series) {
  const at = (/** @type {number} */ fifth) => Math.floor((series.length * fifth) / 5);
  return { early: median(series.slice(at(1), at(2))), late: median(series.slice(at(4))) };
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
