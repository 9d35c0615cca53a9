import { randomUUID } from "node:crypto";
import { DataError, SparkError } from "../core/errors.ts";
import { WEIGHTED_ALS_DEFAULTS } from "../core/learn/weighted-als-options.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import { HALF_STARS, WHOLE_STARS } from "../core/ratings/rating-scale.ts";
import { MOST_MODEL_BYTES } from "../core/model/model-bytes.ts";
import type { SparkSession } from "./connect/session.ts";
import type { SparkSettings, SparkSource } from "./options.ts";
import { numbersOf } from "./read-rows.ts";
import { ROWS_VIEW, viewRows } from "./source.ts";
import { double } from "./sql-text.ts";

/**
 * Every rating once: `user` and `item` as rows from 0, `stars`, whether it is held out (`apart`), and whether person and film both have
 * a rating that speaks for a film (`ranks`). Cached.
 */
export const CELLS = "matinee_cells";
/** Of each person `row`, `id`, `n` ratings, and `liked`, how many of these speak for their film. Kept. */
export const USERS = "matinee_users";
/** The same of each film. Kept. */
export const ITEMS = "matinee_items";

/** What is to be learned from. */
export interface Prepared {
  readonly users: number;
  readonly items: number;
  /** Without those that another of the same person and film replaced. */
  readonly ratings: number;
  readonly superseded: number;
  /** How many ratings speak for their film. */
  readonly liked: number;
  readonly scale: RatingScale;
}

const STEP_READ = "read the ratings";
const STEP_NUMBER = "number people and films";
const MERGED = "matinee_merged";
/** Ids are numbered within so many parts by their hash: nothing is ever sorted on one machine. */
const PARTS = 1024;
/** Of 2³¹ − 1, those that stand for nobody apart. */
const MOST_ROWS = 2_000_000_000;
const NEUTRAL = double(WEIGHTED_ALS_DEFAULTS.neutral);
const [LEAST_STARS, MOST_STARS] = [HALF_STARS.min, HALF_STARS.max];

/**
 * Reads the ratings, checks every one and numbers people and films from 0, since MLlib's ALS takes
 * ids of 32 bits alone. Numbers depend on the ids alone, so that a part that is lost with its worker
 * is worked out to the same again.
 *
 * @throws {DataError} naming what is wrong with the ratings.
 */
export async function prepare(
  session: SparkSession,
  source: SparkSource,
  settings: SparkSettings,
): Promise<Prepared> {
  await viewRows(session, source);
  const { rows, whole } = await checkedFacts(session, source);
  // a server shares what is cached among all sessions that ask the same: what another run cached may be older than the files
  await session.cache(
    STEP_READ,
    MERGED,
    `SELECT user_id, item_id, ${mergedStars(source)} AS stars, '${randomUUID()}' AS run FROM ${ROWS_VIEW} GROUP BY user_id, item_id`,
  );
  for (const [table, id] of [
    [USERS, "user_id"],
    [ITEMS, "item_id"],
  ] as const) {
    await session.keep(STEP_NUMBER, table, numbered(id));
  }
  const sizes = await sizesOf(session);
  checkSizes(sizes, source, settings);
  await session.cache(STEP_NUMBER, CELLS, cells(settings));
  await session.uncache(STEP_NUMBER, MERGED);
  const { users, items, ratings, liked } = sizes;
  return {
    ...{ users, items, ratings, liked, superseded: rows - ratings },
    scale: whole ? WHOLE_STARS : HALF_STARS,
  };
}

/** Of several ratings of one film by one person the latest, where times are known, else their mean. */
function mergedStars({ time }: SparkSource): string {
  return time === undefined ? "avg(stars)" : "max_by(stars, struct(time, stars))";
}

async function checkedFacts(
  session: SparkSession,
  { ratings, user, item, rating }: SparkSource,
): Promise<{ rows: number; whole: boolean }> {
  const place = ratings.join(", ");
  const found = await numbersOf(
    session,
    STEP_READ,
    {
      rows: "count(*)",
      noUser: "count_if(user_id IS NULL)",
      noItem: "count_if(item_id IS NULL)",
      noStars: "count_if(stars IS NULL OR isnan(stars))",
      least: "min(stars)",
      most: "max(CASE WHEN NOT isnan(stars) THEN stars END)",
      broken: "count_if(stars <> floor(stars))",
    },
    `FROM ${ROWS_VIEW}`,
  );
  if (found.rows === 0) {
    throw new DataError(`Cannot train on Spark: ${place} has no row; name ratings to learn from`);
  }
  const empty = (count: number, column: string): void => {
    if (count === 0) return;
    throw new DataError(
      `Cannot train on Spark: in ${place} column "${column}" is empty in ${count} of ${found.rows} rows; ` +
        "give a view without them: CREATE VIEW … AS SELECT … WHERE … IS NOT NULL",
    );
  };
  empty(found.noUser, user);
  empty(found.noItem, item);
  empty(found.noStars, rating);
  if (!(found.least >= LEAST_STARS && found.most <= MOST_STARS)) {
    throw new DataError(
      `Cannot train on Spark: ratings must lie in [${LEAST_STARS}, ${MOST_STARS}] stars, column "${rating}" of ${place} ` +
        `goes from ${found.least} to ${found.most}; give a view that has them in stars: CREATE VIEW … AS SELECT …, … / 2.0 AS ${rating} …, where they go to 10`,
    );
  }
  return { rows: found.rows, whole: found.broken === 0 };
}

/** Rows from 0 for the ids of a side: by part of their hash, then in order. */
function numbered(id: string): string {
  return (
    `WITH counted AS (SELECT ${id} AS id, count(*) AS n, count_if(stars > ${NEUTRAL}) AS liked, pmod(xxhash64(${id}), ${PARTS}) AS part FROM ${MERGED} GROUP BY ${id}), ` +
    "sizes AS (SELECT part, count(*) AS size FROM counted GROUP BY part), " +
    "starts AS (SELECT part, sum(size) OVER (ORDER BY part) - size AS start FROM sizes) " +
    "SELECT id, n, liked, start + row_number() OVER (PARTITION BY counted.part ORDER BY id) - 1 AS row " +
    "FROM counted JOIN starts ON counted.part = starts.part"
  );
}

/** What is held out is chosen by hash, so that it is the same whenever it is worked out anew. */
function cells({ heldOutShare, seed }: SparkSettings): string {
  const bound = Math.round(heldOutShare * 1e6);
  return (
    "SELECT CAST(u.row AS INT) AS user, CAST(i.row AS INT) AS item, CAST(r.stars AS FLOAT) AS stars, " +
    `pmod(xxhash64(u.row, i.row, CAST(${seed} AS BIGINT)), 1000000) < ${bound} AS apart, u.liked > 0 AND i.liked > 0 AS ranks ` +
    `FROM ${MERGED} r JOIN ${USERS} u ON r.user_id = u.id JOIN ${ITEMS} i ON r.item_id = i.id`
  );
}

interface Sizes {
  readonly users: number;
  readonly items: number;
  readonly ratings: number;
  readonly liked: number;
  /** Bytes of all ids of people. */
  readonly idLength: number;
}

async function sizesOf(session: SparkSession): Promise<Sizes> {
  const people = await numbersOf(
    session,
    STEP_NUMBER,
    {
      users: "count(*)",
      ratings: "sum(n)",
      liked: "sum(liked)",
      idLength: "sum(octet_length(CAST(id AS STRING)))",
    },
    `FROM ${USERS}`,
  );
  const films = await numbersOf(session, STEP_NUMBER, { items: "count(*)" }, `FROM ${ITEMS}`);
  return { ...people, ...films };
}

/** An id stands in the model's header within quotes, with a comma, and both once more as text in text. */
const BYTES_AROUND_ID = 5;
const MOST_ID_BYTES = 1e8;

/** What cannot be had is told before an hour of work, not after. */
function checkSizes(
  { users, items, liked, idLength }: Sizes,
  { peopleTo }: SparkSource,
  { factors, views }: SparkSettings,
): void {
  if (Math.max(users, items) > MOST_ROWS) {
    throw new SparkError(
      `Cannot train on Spark: its ALS takes ids of 32 bits, so at most ${MOST_ROWS} people and as many films, ` +
        `got ${users} people and ${items} films; learn from a part of them`,
      "limit",
    );
  }
  if (liked === 0) {
    throw new DataError(
      `Cannot train on Spark: no rating is above ${WEIGHTED_ALS_DEFAULTS.neutral} stars, so there is nothing to pick films by`,
    );
  }
  const people = peopleTo === undefined ? users : 0;
  const picks = views * 2 * WEIGHTED_ALS_DEFAULTS.factors;
  const bytes = 4 * (people * (factors + 1) + items * (factors + 2 + picks));
  const idBytes = people === 0 ? 0 : idLength + BYTES_AROUND_ID * people;
  if (bytes <= MOST_MODEL_BYTES && idBytes <= MOST_ID_BYTES) return;
  const remedy =
    people === 0
      ? "learn fewer features or views"
      : `name a folder on the cluster as "peopleTo" (--people-to) that the people's features stay in`;
  throw new SparkError(
    `Cannot train on Spark: a model file of ${people} people and ${items} films would be too large (2 GiB, and 100 MB of ids, ` +
      `are the most); ${remedy}`,
    "limit",
  );
}
