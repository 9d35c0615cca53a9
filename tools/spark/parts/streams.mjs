// @ts-check
import path from "node:path";
import { countCalls } from "../count-calls.mjs";
import { writeRatings } from "../rating-files.mjs";
import { mostApart } from "../same-predictions.mjs";
import { trainTimed } from "../timed-training.mjs";

export const name = "streams";
export const title = "a server that ends every stream after a second";
export const slow = true;

const SIZE = { users: 2000, movies: 1000, ratings: 100_000, seed: 2 };
const CUT = { "spark.connect.execute.reattachable.senderMaxStreamDuration": "1s" };
const MOST_APART = 1e-6;
const LEAST_REATTACHED = 10;

/** @param {import("../part.mjs").PartContext} context @returns {Promise<import("../part.mjs").Row[]>} */
export async function run(context) {
  const { synthesize } = await context.dist("index.js");
  const { ratings } = synthesize(SIZE);
  const file = path.join(context.tempFolder(), "ratings.parquet");
  writeRatings(file, ratings);
  const cluster = await context.cluster();
  const options = { ratings: file, views: 1, heldOutShare: 0 };
  const whole = await counted(() => trainTimed(context, cluster, options));
  await cluster.restartConnect(CUT);
  const cut = await counted(() => trainTimed(context, cluster, options));
  const apart = mostApart(ratings, whole.timed.trained.model, cut.timed.trained.model);
  const [before, after] = [whole, cut].map(({ timed }) => timed.trained.model.toBytes());
  const isSame = Buffer.compare(before, after) === 0;
  return [
    {
      figure: "taken up again",
      must: `more than ${LEAST_REATTACHED} times`,
      measured: `${cut.reattached} times`,
      ok: cut.reattached > LEAST_REATTACHED,
    },
    { figure: "without a limit", must: "", measured: `${whole.reattached} times` },
    {
      figure: "predictions apart, at most",
      must: `at most ${MOST_APART} stars`,
      measured: apart.toExponential(1),
      ok: apart <= MOST_APART,
    },
    { figure: "the same bytes", must: "", measured: isSame ? "yes" : "no" },
    { figure: "seconds", must: "", measured: cut.timed.seconds.toFixed(1) },
    { figure: "seconds without a limit", must: "", measured: whole.timed.seconds.toFixed(1) },
  ];
}

/** @param {() => Promise<import("../timed-training.mjs").Timed>} train */
async function counted(train) {
  const { counts, restore } = countCalls();
  try {
    const timed = await train();
    return { timed, reattached: counts.get("ReattachExecute") ?? 0 };
  } finally {
    restore();
  }
}
