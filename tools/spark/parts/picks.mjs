// @ts-check
import path from "node:path";
import { writeRatings } from "../rating-files.mjs";
import { costRows, trainTimed } from "../timed-training.mjs";

export const name = "picks";
export const title = "picks for new people of MovieLens 1M, learned on Spark and here";
export const slow = true;

const LEAST_SHARE = 0.98;
const PROTOCOL = "thirty-ratings";

/** @param {import("../part.mjs").PartContext} context @returns {Promise<import("../part.mjs").Row[]>} */
export async function run(context) {
  const matinee = await context.dist("index.js");
  const { openDataSet } = await context.dist("node.js");
  const { dataSet } = await openDataSet(await context.dataFolder("ml-1m"));
  const protocol = matinee.protocolNamed(PROTOCOL);
  const [seed] = protocol.seeds;
  const leftOut = matinee.leaveOutPeople(dataSet.ratings, protocol, seed);
  const file = path.join(context.tempFolder(), "train.parquet");
  writeRatings(file, leftOut.train);
  const cluster = await context.cluster();
  const options = { ratings: file, heldOutShare: 0, seed };
  const timed = await trainTimed(context, cluster, options);
  const asked = amongFilmsOf(timed.trained.model.catalogue, leftOut, matinee.Ratings);
  context.say("  learning here");
  const local = await matinee.train(asked.train, { method: "gradient-descent", seed });
  const [given] = protocol.given;
  const there = matinee.evaluateLists(timed.trained.model, asked, given).picks;
  const here = matinee.evaluateLists(local, asked, given).picks;
  const share = there.ndcgAt10 / here.ndcgAt10;
  const told = (/** @type {"ndcgAt10" | "precisionAt3"} */ figure) =>
    `${there[figure].toFixed(4)}, here ${here[figure].toFixed(4)}`;
  return [
    {
      figure: "nDCG@10, share of that learned here",
      must: `at least ${LEAST_SHARE}`,
      measured: share.toFixed(4),
      ok: share >= LEAST_SHARE,
    },
    { figure: "nDCG@10 by Spark", must: "", measured: told("ndcgAt10") },
    { figure: "precision@3 by Spark", must: "", measured: told("precisionAt3") },
    ...costRows(timed),
  ];
}

/**
 * The same draw by the rows of a catalogue, without films that none but people left out have rated: nothing can be
 * known of them.
 *
 * @param {any} catalogue
 * @param {any} leftOut
 * @param {any} Ratings
 */
function amongFilmsOf(catalogue, leftOut, Ratings) {
  const among = (/** @type {any} */ ratings) => {
    const rows = Array.from(ratings.movieIndex, (/** @type {number} */ movie) =>
      catalogue.indexOf(ratings.movies.idAt(movie)),
    );
    const known = Array.from(rows.keys()).filter((n) => Number(rows[n]) >= 0);
    const columns = {
      userIndex: Uint32Array.from(known, (n) => ratings.userIndex[n]),
      movieIndex: Uint32Array.from(known, (n) => Number(rows[n])),
      value: Float32Array.from(known, (n) => ratings.value[n]),
    };
    return new Ratings(ratings.users, catalogue.ids, ratings.scale, columns);
  };
  const people = leftOut.people.map((/** @type {any} */ { userIndex, given, heldOut }) => ({
    ...{ userIndex, given: among(given), heldOut: among(heldOut) },
  }));
  return { train: among(leftOut.train), people, eligible: leftOut.eligible };
}
