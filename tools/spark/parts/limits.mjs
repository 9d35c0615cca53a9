// @ts-check
import { randomUUID } from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { REFUSALS, RATINGS, refusalRow } from "../refusals.mjs";

export const name = "limits";
export const title = "ratings of every kind, and those that are refused";

/** @typedef {import("../part.mjs").Row} Row */
/** @typedef {import("../part.mjs").PartContext} PartContext */

/** As little work as can be had: only what goes in and comes out is looked at. */
const LEAST = { factors: 4, sweeps: 2, views: 1, heldOutShare: 0 };
const MODEL_SIZE = "spark.connect.session.connectML.mlCache.memoryControl.maxModelSize";
const MOST_APART = 1e-4;

/** What the part works with: a session beside that which learns, and everything of the build. */
class Bench {
  /** @param {{ session: any, address: string, folder: string, build: any }} parts */
  constructor({ session, address, folder, build }) {
    this.session = session;
    this.address = address;
    this.folder = folder;
    this.build = build;
  }

  /** @param {string} sql */
  async run(sql) {
    await this.session.execute("make ratings", sql);
  }

  /** A table in the warehouse. @param {string} table @param {string} query */
  async table(table, query) {
    await this.run(`CREATE TABLE ${table} USING parquet AS ${query}`);
    return table;
  }

  /** @param {object} options @param {string} [address] */
  async train(options, address = this.address) {
    return this.build.trainOnSpark(address, { ...LEAST, ...options });
  }

  /** What would be learned from. @param {object} options */
  async sizesOf(options) {
    const { source } = this.build.resolveSparkOptions(options);
    await this.build.viewRows(this.session, source);
    const sizes = {
      ratings: "count(*)",
      users: "count(DISTINCT user_id)",
      items: "count(DISTINCT item_id)",
      stars: "sum(stars)",
    };
    return this.build.numbersOf(
      this.session,
      "look at ratings",
      sizes,
      `FROM ${this.build.ROWS_VIEW}`,
    );
  }

  /** @param {string} address */
  async open(address) {
    return this.build.openSession(this.build.parseSparkAddress(address));
  }
}

/** @param {PartContext} context @returns {Promise<Row[]>} */
export async function run(context) {
  const cluster = await context.cluster();
  const build = await buildOf(context);
  const session = await build.openSession(build.parseSparkAddress(cluster.address));
  const { address } = cluster;
  const bench = new Bench({ session, address, folder: context.tempFolder(), build });
  try {
    return [
      ...(await refused(bench, context.say)),
      ...(await formats(bench, context.say)),
      ...(await repeated(bench)),
      ...(await oddNames(bench, context.say)),
      await tooLarge(bench),
    ];
  } finally {
    await session.close();
  }
}

/** @param {PartContext} context */
async function buildOf(context) {
  const modules = [
    ...["spark/index.js", "spark/options.js", "spark/prepare.js", "spark/address.js"],
    ...["spark/source.js", "spark/read-rows.js"],
    ...["spark/connect/open-session.js", "spark/connect/relations.js"],
  ];
  const loaded = await Promise.all(modules.map((module) => context.dist(module)));
  return Object.assign({}, ...loaded);
}

/** @param {Bench} bench @param {(text: string) => void} say @returns {Promise<Row[]>} */
async function refused(bench, say) {
  const rows = [];
  for (const [number, refusal] of REFUSALS.entries()) {
    say(`  ${refusal.figure}`);
    const ratings = await bench.table(`refused_${number}`, refusal.ratings);
    const { columns } = refusal;
    const options = { ratings, ...(columns === undefined ? {} : { columns }) };
    rows.push(await refusalRow(() => bench.train(options), refusal));
  }
  return rows;
}

const WAYS = [
  { ending: "parquet", using: "parquet" },
  { ending: "orc", using: "orc" },
  { ending: "json", using: "json" },
  { ending: "csv", using: "csv", options: "OPTIONS (header 'true')" },
  { ending: "tsv", using: "csv", options: "OPTIONS (header 'true', sep '\\t')" },
];

/** @param {Bench} bench @param {(text: string) => void} say @returns {Promise<Row[]>} */
async function formats(bench, say) {
  const rows = [];
  await bench.run(`CREATE OR REPLACE TEMPORARY VIEW whole AS ${RATINGS}`);
  const whole = await bench.sizesOf({ ratings: await bench.table("all_ratings", RATINGS) });
  rows.push(sizesRow("a table by its name", whole, whole));
  for (const { ending, using, options = "" } of WAYS) {
    say(`  ${ending}`);
    const place = pathToFileURL(path.join(bench.folder, `ratings.${ending}`)).href;
    await bench.run(
      `INSERT OVERWRITE DIRECTORY '${place}' USING ${using} ${options} SELECT * FROM whole`,
    );
    rows.push(
      sizesRow(`files that end in .${ending}`, await bench.sizesOf({ ratings: place }), whole),
    );
  }
  const halves = ["first", "second"].map((half) => path.join(bench.folder, `${half}.parquet`));
  for (const [rest, half] of halves.entries()) {
    await bench.run(
      `INSERT OVERWRITE DIRECTORY '${half}' USING parquet SELECT * FROM whole WHERE item % 2 = ${rest}`,
    );
  }
  rows.push(sizesRow("several files", await bench.sizesOf({ ratings: halves }), whole));
  return rows;
}

/** @typedef {{ users: number, items: number, ratings: number, stars: number }} Sizes */

/** @param {string} figure @param {Sizes} found @param {Sizes} wanted @returns {Row} */
function sizesRow(figure, found, wanted) {
  const text = (/** @type {Sizes} */ { users, items, ratings, stars }) =>
    `${ratings} ratings of ${users} people, ${items} films, ${stars} stars`;
  const [measured, must] = [text(found), text(wanted)];
  return { figure, must, measured, ok: measured === must && found.ratings > 500 };
}

/** Of ratings that stand twice the later one counts, or their mean. @param {Bench} bench @returns {Promise<Row[]>} */
async function repeated(bench) {
  const twice =
    "SELECT user, item, explode(array(named_struct('t', 2, 'r', 5D), named_struct('t', 1, 'r', 2D))) AS both FROM whole";
  await bench.run(
    `CREATE TABLE twice USING parquet AS SELECT user, item, both.r AS rating, both.t AS time FROM (${twice})`,
  );
  const rows = [];
  for (const [columns, wanted] of /** @type {const} */ ([
    [["user", "item", "rating"], 3.5],
    [["user", "item", "rating", "time"], 5],
  ])) {
    const session = await bench.open(bench.address);
    const { source, settings } = bench.build.resolveSparkOptions({ ratings: "twice", columns });
    const { ratings, superseded } = await bench.build.prepare(session, source, settings);
    const query = bench.build.sqlRelation(
      "SELECT min(stars) AS least, max(stars) AS most FROM matinee_cells",
    );
    const found = [];
    for await (const batch of session.batches("reading stars", query)) {
      for (const column of ["least", "most"]) found.push(batch.getChild(column).toArray()[0]);
    }
    await session.close();
    rows.push({
      figure: `ratings that stand twice, ${columns.length === 4 ? "with" : "without"} a time`,
      must: `${wanted} stars, as many superseded`,
      measured: `${found.join(" to ")} stars, ${superseded} superseded of ${ratings + superseded}`,
      ok: found.every((stars) => stars === wanted) && superseded === ratings,
    });
  }
  return rows;
}

const PERSON = "concat('\"ä, ', char(10), '`', user, '''')";
const COLUMNS = ["Kunde nr", "the`film", "stars, given"];
const QUOTED = ["`Kunde nr`", "`the``film`", "`stars, given`"];

/** Ids of films from here: some are numbers as they are, some are beyond what a number holds. */
const FIRST_FILM = 2n ** 53n - 10n;

/**
 * Texts with all that quotes could break as ids of people, large numbers as those of films.
 *
 * @param {Bench} bench
 * @param {(text: string) => void} say
 * @returns {Promise<Row[]>}
 */
async function oddNames(bench, say) {
  say("  odd names");
  const item = `${FIRST_FILM} + CAST(item AS BIGINT)`;
  const columns = `${PERSON} AS ${QUOTED[0]}, ${item} AS ${QUOTED[1]}, rating AS ${QUOTED[2]}`;
  const ratings = await bench.table("odd_ratings", `SELECT ${columns} FROM whole`);
  const told = `${item} AS id, concat('Film ', item, ' (1999)') AS title, array('Drama', 'War') AS genres`;
  const known = "(SELECT DISTINCT item FROM whole WHERE item <> 7)";
  const films = await bench.table("odd_films", `SELECT ${told} FROM ${known}`);
  return oddRows(bench, { ratings, columns: COLUMNS, films });
}

/** @param {Bench} bench @param {object} options @returns {Promise<Row[]>} */
async function oddRows(bench, options) {
  const { model, untitled } = await bench.train(options);
  const people = path.join(bench.folder, "people");
  const apart = await bench.train({ ...options, peopleTo: people });
  const wanted = Array.from({ length: 30 }, (_, item) => FIRST_FILM + BigInt(item));
  const known = wanted.filter((id) => {
    const kept = id < 2n ** 53n ? Number(id) : String(id);
    return model.catalogue.indexOf(kept) >= 0;
  });
  const film = model.catalogue.movies.find((/** @type {any} */ movie) => movie.genres.length > 0);
  const person = `"ä, \n\`3'`;
  const { most, count } = await peopleApart(bench, people, apart.model, model);
  return [
    {
      figure: "ids on both sides of 2⁵³: numbers, then texts",
      must: "30",
      measured: String(known.length),
      ok: known.length === 30 && model.catalogue.size === 30,
    },
    {
      figure: "  a film's year and genres, films without a title",
      must: "1999, Drama|War, 1",
      measured: `${film?.year}, ${film?.genres.join("|")}, ${untitled}`,
      ok: film?.year === 1999 && film.genres.join("|") === "Drama|War" && untitled === 1,
    },
    {
      figure: "  a person whose id has quotes, commas, a line's end",
      must: "known",
      measured:
        model.users.indexOf(person) >= 0
          ? "known"
          : `unknown; there is ${JSON.stringify(model.users.idAt(0))}`,
      ok: model.users.indexOf(person) >= 0,
    },
    {
      figure: "  people kept on the cluster: predictions apart",
      must: `at most ${MOST_APART} stars`,
      measured: `${most.toExponential(1)}, ${count} people`,
      ok: most <= MOST_APART && count === 40 && apart.model.users.size === 0,
    },
  ];
}

/** What people's features on the cluster say of films, against a model with people in it. @param {Bench} bench @param {string} folder @param {any} films @param {any} whole */
async function peopleApart(bench, folder, films, whole) {
  const { mean, movieBias, movieFactors, factors } = films.head;
  let [most, count] = [0, 0];
  const query = bench.build.sqlRelation(`SELECT id, bias, features FROM parquet.\`${folder}\``);
  for await (const batch of bench.session.batches("reading people", query)) {
    const [ids, biases, features] = ["id", "bias", "features"].map((column) =>
      batch.getChild(column).toArray(),
    );
    for (const [k, id] of ids.entries()) {
      count++;
      for (let row = 0; row < films.catalogue.size; row++) {
        let stars = mean + biases[k] + movieBias[row];
        for (let f = 0; f < factors; f++) stars += features[k][f] * movieFactors[row * factors + f];
        const held = Math.min(5, Math.max(1, stars));
        const other = whole.predict(id, films.catalogue.ids.idAt(row));
        most = Math.max(most, Math.abs(held - other));
      }
    }
  }
  return { most: count === 0 ? NaN : most, count };
}

/** A setting of a session is set by another client of the same session. @param {Bench} bench */
async function tooLarge(bench) {
  const address = `${bench.address}/;session_id=${randomUUID()}`;
  const session = await bench.open(address);
  await session.execute("set what a model may take", `SET ${MODEL_SIZE} = 1k`);
  const refusal = {
    figure: "a model larger than the server keeps",
    says: /^Cannot fit hidden features: the model is larger than the server keeps \(about \d+ bytes, it allows \d+\); raise spark\.connect\.session\.connectML\.mlCache\.memoryControl\.maxModelSize on the server/u,
  };
  return refusalRow(() => bench.train({ ratings: "all_ratings" }, address), refusal, "SparkError");
}
