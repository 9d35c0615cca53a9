// @ts-check
// npm run service:crash [-- --engine sqlite|postgres] [--times 50] [--seed 1] [--json]: kills `matinee serve` with
// SIGKILL while it writes, every third time while it trains too, every fourth time with all of Postgres, and looks
// whether everything is there that was acknowledged. Ends with 1 where it is not.
import { parseArgs } from "node:util";
import { CrashRun } from "./service/crash.mjs";
import { makeModel } from "./service/made-model.mjs";
import { emptyPlace, enginesOf } from "./service/places.mjs";
import { grouped, progress, report } from "./service/report.mjs";
import { createKey } from "./service/server.mjs";
import { linesOf } from "./service/rating-lines.mjs";
import { withFolder } from "./service/with-folder.mjs";

const MOST_TOLD = 20;
const { values: flags } = parseArgs({
  options: {
    engine: { type: "string" },
    times: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
for (const engine of enginesOf(flags.engine)) {
  await withFolder((folder, atEnd) => crash(engine, folder, atEnd));
}

/**
 * @param {import("./service/places.mjs").Engine} engine
 * @param {string} folder
 * @param {import("./service/with-folder.mjs").AtEnd} atEnd
 */
async function crash(engine, folder, atEnd) {
  const { file, data, movieIds } = await makeModel(folder);
  const place = await emptyPlace(engine, folder, atEnd);
  const setting = { place, model: file, key: createKey(place), movieIds, seed: Number(flags.seed) };
  const run = new CrashRun(setting);
  atEnd(() => run.stop());
  await run.start(linesOf(data.ratings));
  /** @type {import("./service/crash.mjs").Round[]} */
  const rounds = [];
  for (let number = 1; number <= Number(flags.times); number++) {
    const killsPostgres = engine === "postgres" && number % 4 === 0;
    const round = await run.round({ trains: number % 3 === 0, killsPostgres });
    rounds.push(round);
    const { acknowledged, doubted, faults } = round;
    progress(
      `${engine} ${number}: ${acknowledged} acknowledged, ${doubted} cut off, ${faults.length} faults`,
    );
    for (const fault of faults.slice(0, MOST_TOLD)) progress(`  ${fault}`);
  }
  tell(engine, rounds);
}

/** @param {string} engine @param {readonly import("./service/crash.mjs").Round[]} rounds */
function tell(engine, rounds) {
  const faults = rounds.flatMap((round) => round.faults);
  const sum = (/** @type {"acknowledged" | "doubted"} */ name) =>
    rounds.reduce((all, round) => all + round[name], 0);
  const slowest = Math.max(...rounds.map(({ restartMs }) => restartMs));
  const rows = [
    { what: "times killed", measured: String(rounds.length) },
    {
      what: "of these while training",
      measured: String(rounds.filter((round) => round.trained).length),
    },
    {
      what: "writes acknowledged",
      measured: grouped(sum("acknowledged")),
      ok: sum("acknowledged") > 0,
    },
    { what: "writes cut off", measured: grouped(sum("doubted")) },
    {
      what: "lost, damaged or wrong",
      measured: String(faults.length),
      must: "0",
      ok: faults.length === 0,
    },
    { what: "slowest start", measured: `${grouped(slowest)} ms` },
  ];
  report(`kill -9 on ${engine}`, rows, { json: flags.json, details: { faults } });
}
