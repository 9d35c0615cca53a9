// @ts-check
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { matinee } from "../cli-child.mjs";
import { busyCores } from "../cpu-time.mjs";
import { writeFilms, writeRatings } from "../rating-files.mjs";
import { ReferenceAls } from "../reference-als.mjs";
import { mostApart } from "../same-predictions.mjs";
import { rmseOf, rmseOfModel } from "../star-error.mjs";
import { costRows, trainTimed } from "../timed-training.mjs";

export const name = "flow";
export const title = "from ratings on the cluster to picks, by the library and the command";

const SIZE = { users: 600, movies: 400, ratings: 30_000, seed: 5 };
const TEST_SHARE = 0.1;
const MORE = 50;
const MOST_OFF = 0.01;
/** More than all of a Spark that waits takes. */
const IDLE_CORES = 0.2;
const WAIT_MS = 120_000;

/** @typedef {import("../part.mjs").Row} Row */
/** @typedef {import("../part.mjs").PartContext} PartContext */
/** @typedef {import("../part.mjs").Cluster} Cluster */

/** @param {PartContext} context @returns {Promise<Row[]>} */
export async function run(context) {
  const library = await context.dist("index.js");
  const { ratings, catalogue } = library.synthesize(SIZE);
  const split = library.splitAtRandom(ratings, TEST_SHARE, 1);
  const folder = context.tempFolder();
  const files = {
    ratings: path.join(folder, "ratings.parquet"),
    films: path.join(folder, "films.parquet"),
  };
  writeRatings(files.ratings, split.train);
  writeFilms(files.films, catalogue.movies);
  const cluster = await context.cluster();
  return [
    ...(await byLibrary(context, cluster, library, split, files)),
    ...(await byCommand(cluster, files, catalogue.movies, folder)),
    ...(await stopped(context, cluster, files, folder)),
  ];
}

/** @param {PartContext} context @param {Cluster} cluster @param {any} library @param {any} split @param {{ ratings: string, films: string }} files @returns {Promise<Row[]>} */
async function byLibrary(context, cluster, library, split, files) {
  const timed = await trainTimed(context, cluster, { ...files, views: 1 });
  const { model } = timed.trained;
  const { SPARK_DEFAULTS } = await context.dist("spark/options.js");
  const reference = referenceOf(split.train, SPARK_DEFAULTS, library.Random);
  const [there, here] = [rmseOfModel(split.test, model), rmseOf(split.test, reference)];
  const copy = library.Model.fromBytes(model.toBytes());
  const apart = mostApart(split.train, model, copy);
  const picks = model.taste([1, 2, 3].map((movieId) => ({ movieId, rating: 5 }))).picks();
  const heldOut = model.provenance.heldOutError;
  return [
    {
      figure: "RMSE, Spark less reference",
      must: `within ${MOST_OFF}`,
      measured: `${(there - here).toFixed(5)} of ${here.toFixed(5)}`,
      ok: Math.abs(there - here) <= MOST_OFF,
    },
    { figure: "held out by Spark itself", must: "", measured: heldOut.toFixed(4) },
    {
      figure: "picks for three ratings",
      must: "3",
      measured: String(picks.length),
      ok: picks.length === 3,
    },
    {
      figure: "stars after bytes and back",
      must: "the same",
      measured: `${apart} apart`,
      ok: apart === 0,
    },
    ...costRows(timed),
  ];
}

/** @param {any} train @param {any} defaults @param {any} Random */
function referenceOf(train, { factors, regularization, sweeps }, Random) {
  const random = new Random(1);
  const normals = (/** @type {number} */ length) => {
    const out = new Float32Array(length);
    random.fillNormal(out);
    return out;
  };
  const als = new ReferenceAls(train, { factors, regularization, more: MORE, normals });
  for (let sweep = 0; sweep < sweeps; sweep++) als.sweep();
  return (/** @type {number} */ user, /** @type {number} */ movie) => als.predict(user, movie);
}

/** @param {Cluster} cluster @param {{ ratings: string, films: string }} files @param {readonly any[]} movies @param {string} folder @returns {Promise<Row[]>} */
async function byCommand(cluster, files, movies, folder) {
  const model = path.join(folder, "model.safetensors");
  const flags = ["--ratings", files.ratings, "--films", files.films, "--views", "1"];
  const short = [...flags, "--sweeps", "2", "--held-out-share", "0", "-o", model];
  const trained = await matinee(["train", "--on", cluster.address, ...short]).ended;
  const own = path.join(folder, "own.csv");
  const rows = movies.slice(0, 12).map((movie, k) => `${movie.title},${movie.year},${5 - (k % 3)}`);
  writeFileSync(own, ["Title,Year,Rating", ...rows, ""].join("\n"));
  const picked = await matinee(["picks", own, "--model", model, "--json"]).ended;
  const count = picked.status === 0 ? JSON.parse(picked.stdout).picks?.length : picked.stderr;
  return [
    {
      figure: "matinee train --on",
      must: "status 0",
      measured: trained.status === 0 ? "status 0" : `${trained.status}: ${trained.stderr}`,
      ok: trained.status === 0 && existsSync(model),
    },
    { figure: "matinee picks of its model", must: "3", measured: String(count), ok: count === 3 },
  ];
}

/** Ctrl-C while hidden features are fitted, which the first checkpoint of it shows. @param {PartContext} context @param {Cluster} cluster @param {{ ratings: string, films: string }} files @param {string} folder @returns {Promise<Row[]>} */
async function stopped(context, cluster, files, folder) {
  const model = path.join(folder, "stopped.safetensors");
  const flags = ["--ratings", files.ratings, "--sweeps", "1000", "--held-out-share", "0"];
  const { child, ended } = matinee(["train", "--on", cluster.address, ...flags, "-o", model]);
  await untilFitting(cluster, child);
  const pids = cluster.pids;
  const before = await busyCores(pids);
  const start = performance.now();
  child.kill("SIGINT");
  const { status, stderr } = await ended;
  const seconds = (performance.now() - start) / 1000;
  await pause(2000); // what was running when the server was told to stop
  const after = await busyCores(pids);
  const answer = await answerSeconds(context, cluster);
  const left = readdirSync(folder).filter((file) => file.startsWith("stopped"));
  return [
    {
      figure: "Ctrl-C while it fits",
      must: "status 130",
      measured: `status ${status}`,
      ok: status === 130,
    },
    { figure: "it says", must: "", measured: stderr.trim() },
    {
      figure: "files left behind",
      must: "0",
      measured: String(left.length),
      ok: left.length === 0,
    },
    {
      figure: "cores busy two seconds later",
      must: `less than ${IDLE_CORES}`,
      measured: `${after.toFixed(2)}, before ${before.toFixed(2)}`,
      ok: after < IDLE_CORES && before > IDLE_CORES,
    },
    { figure: "ended after", must: "", measured: `${seconds.toFixed(1)} s` },
    { figure: "another session is answered after", must: "", measured: `${answer.toFixed(1)} s` },
  ];
}

/** @param {Cluster} cluster @param {import("node:child_process").ChildProcess} child */
async function untilFitting({ folder }, child) {
  const checkpoints = () =>
    readdirSync(path.join(folder, "checkpoints"), { encoding: "utf8", recursive: true });
  const before = new Set(checkpoints());
  const end = performance.now() + WAIT_MS;
  while (checkpoints().every((file) => before.has(file))) {
    if (child.exitCode !== null || performance.now() > end) {
      throw new Error("Cannot stop a fit: it did not get as far as its first checkpoint");
    }
    await pause(100);
  }
}

/** @param {PartContext} context @param {Cluster} cluster */
async function answerSeconds(context, cluster) {
  const { openSession } = await context.dist("spark/connect/open-session.js");
  const { parseSparkAddress } = await context.dist("spark/address.js");
  const { sqlRelation } = await context.dist("spark/connect/relations.js");
  const session = await openSession(parseSparkAddress(cluster.address));
  const start = performance.now();
  try {
    const query = sqlRelation("SELECT count(*) AS n FROM range(0, 1000, 1, 4)");
    for await (const batch of session.batches("counting", query)) batch.getChild("n");
    return (performance.now() - start) / 1000;
  } finally {
    await session.close();
  }
}
