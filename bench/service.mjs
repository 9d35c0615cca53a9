// @ts-check
// npm run bench:service [-- --only picks,mixed,soak] [--engine sqlite|postgres] [--seconds 60] [--requests 1000000] [--json]:
// `matinee serve` of dist/ with 10,000 people and 10,000 films, asked from another process over loopback.
// Ends with 1 where a figure misses what is promised of it.
import { parseArgs } from "node:util";
import { enginesOf } from "../tools/service/places.mjs";
import { progress, report } from "../tools/service/report.mjs";
import { withFolder } from "../tools/service/with-folder.mjs";
import { measureMixed } from "./service/mixed-section.mjs";
import { measurePicks } from "./service/picks-section.mjs";
import { measureSoak } from "./service/soak-section.mjs";
import { WORLD, worlds } from "./service/world.mjs";
import { machine } from "./support.mjs";

const { values: flags } = parseArgs({
  options: {
    only: { type: "string", default: "picks,mixed,soak" },
    engine: { type: "string" },
    seconds: { type: "string", default: "60" },
    requests: { type: "string", default: "1000000" },
    people: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const seconds = Number(flags.seconds);
const requests = Number(flags.requests);
const engines = enginesOf(flags.engine);
/** Fewer people, for a look at whether it runs at all. */
const share = flags.people === undefined ? 1 : Number(flags.people) / WORLD.users;
const size = { ...WORLD, users: WORLD.users * share, ratings: WORLD.ratings * share };

await withFolder(async (folder, atEnd) => {
  const world = worlds(folder, atEnd, size);
  for (const section of flags.only.split(",")) await measure(section, world);
});

/** @param {string} section @param {ReturnType<typeof worlds>} world */
async function measure(section, world) {
  // picks and memory do not depend on the store enough to be worth doing twice unasked
  const first = engines.slice(0, 1);
  if (section === "picks") await each(first, section, world, (made) => measurePicks(made, seconds));
  else if (section === "mixed") {
    await each(engines, section, world, (made) => measureMixed(made, seconds));
  } else if (section === "soak") {
    await each(first, section, world, (made) => measureSoak(made, requests));
  } else {
    throw new RangeError(`Cannot run the benchmark: "${section}" is none of picks, mixed, soak`);
  }
}

/**
 * @param {readonly import("../tools/service/places.mjs").Engine[]} among
 * @param {string} section
 * @param {ReturnType<typeof worlds>} world
 * @param {(made: import("./service/world.mjs").World) => Promise<{ rows: import("../tools/service/report.mjs").Row[], details: object }>} run
 */
async function each(among, section, world, run) {
  for (const engine of among) {
    const made = await world(engine);
    progress(`${section} on ${engine} …`);
    const { rows, details } = await run(made);
    const title = `${section} on ${engine}, ${size.users} people × ${size.movies} films`;
    report(title, rows, { json: flags.json, details: { ...details, machine: machine() } });
  }
}
