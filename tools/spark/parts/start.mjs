// @ts-check
import { SPARK_VERSION } from "../environment.mjs";

export const name = "start";
export const title = "Spark on loopback answers a session of ours";

const ROWS = 100_000;

/** @param {import("../part.mjs").PartContext} context @returns {Promise<import("../part.mjs").Row[]>} */
export async function run(context) {
  const { openSession } = await context.dist("spark/connect/open-session.js");
  const { parseSparkAddress } = await context.dist("spark/address.js");
  const { sqlRelation } = await context.dist("spark/connect/relations.js");
  const start = performance.now();
  const cluster = await context.cluster();
  const seconds = (performance.now() - start) / 1000;
  const session = await openSession(parseSparkAddress(cluster.address));
  try {
    const query = sqlRelation(`SELECT id, id * 2 AS twice FROM range(0, ${ROWS}, 1, 4)`);
    const ids = await idsOf(session.batches("counting", query));
    const isWhole = ids.size === ROWS && ids.sum === ROWS * (ROWS - 1);
    return [
      {
        figure: "version",
        must: SPARK_VERSION,
        measured: session.version,
        ok: session.version === SPARK_VERSION,
      },
      { figure: "rows of a range", must: String(ROWS), measured: String(ids.size), ok: isWhole },
      { figure: "ready after", must: "", measured: `${seconds.toFixed(1)} s` },
      {
        figure: "memory of all processes",
        must: "",
        measured: `${(cluster.memory() / 2 ** 20).toFixed(0)} MB`,
      },
    ];
  } finally {
    await session.close();
  }
}

/** Distinct ids, and what their doubles add up to. @param {AsyncIterable<any>} batches */
async function idsOf(batches) {
  const ids = new Set();
  let sum = 0;
  for await (const batch of batches) {
    for (const id of batch.getChild("id").toArray()) ids.add(Number(id));
    for (const twice of batch.getChild("twice").toArray()) sum += Number(twice);
  }
  return { size: ids.size, sum };
}
