// @ts-check
/** @typedef {import("./part.mjs").Row} Row */
/**
 * @typedef {object} Refusal - of ratings that cannot be learned from.
 * @property {string} figure
 * @property {string} ratings - a query of SQL whose rows are the ratings.
 * @property {readonly string[]} [columns]
 * @property {RegExp} says - what the message has to say.
 */

const STARS = "CAST(1 + pmod(xxhash64(id, 7), 5) AS DOUBLE) AS rating";
const PAIRS = "CAST(id div 30 AS INT) AS user, CAST(id % 30 AS INT) AS item";
const FROM = "FROM range(0, 1200) WHERE pmod(xxhash64(id), 2) = 0";

/** Forty people and thirty films that some six hundred ratings are about. */
export const RATINGS = `SELECT ${PAIRS}, ${STARS} ${FROM}`;

/** @type {readonly Refusal[]} */
export const REFUSALS = [
  {
    figure: "an empty table",
    ratings: `${RATINGS} AND id < 0`,
    says: /^Cannot train on Spark: \S+ has no row; name ratings to learn from$/u,
  },
  {
    figure: "stars as text",
    ratings: `SELECT user, item, CAST(rating AS STRING) AS rating FROM (${RATINGS})`,
    says: /column "rating" of \S+ must hold numbers, its type is string; give a view that has it as DOUBLE: CREATE VIEW/u,
  },
  {
    figure: "ids that are no whole numbers",
    ratings: `SELECT CAST(user AS DOUBLE) AS user, item, rating FROM (${RATINGS})`,
    says: /column "user" of \S+ must hold whole numbers or texts, its type is double; give a view that has it as STRING/u,
  },
  {
    figure: "a column that is not there",
    ratings: RATINGS,
    columns: ["user", "item", "stars"],
    says: /has no column "stars", its columns are: user, item, rating; say which are those of person, film and stars/u,
  },
  {
    figure: "an id that is empty",
    ratings: `SELECT if(item = 3, NULL, user) AS user, item, rating FROM (${RATINGS})`,
    says: /column "user" is empty in \d+ of \d+ rows; give a view without them: CREATE VIEW/u,
  },
  {
    figure: "stars that are empty or NaN",
    ratings: `SELECT user, item, if(item = 3, DOUBLE('NaN'), if(item = 4, NULL, rating)) AS rating FROM (${RATINGS})`,
    says: /column "rating" is empty in \d+ of \d+ rows/u,
  },
  {
    figure: "stars out of range",
    ratings: `SELECT user, item, rating * 20 AS rating FROM (${RATINGS})`,
    says: /ratings must lie in \[0\.5, 5\] stars, column "rating" of \S+ goes from 20 to 100; give a view that has them in stars/u,
  },
];

/**
 * Whether ratings are refused in the words that they should be, before anything is fitted.
 *
 * @param {() => Promise<unknown>} train
 * @param {{ figure: string, says: RegExp }} refusal
 * @param {string} [className]
 * @returns {Promise<Row>}
 */
export async function refusalRow(train, { figure, says }, className = "DataError") {
  const must = `${className} in our words`;
  try {
    await train();
    return { figure, must, measured: "learned from", ok: false };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isRight = error.name === className && says.test(error.message);
    const measured = isRight ? error.name : `${error.name}: ${error.message}`;
    return { figure, must, measured, ok: isRight };
  }
}
