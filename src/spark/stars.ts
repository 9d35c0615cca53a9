import type { StarsHead } from "../core/learn/learning.ts";
import type { RatingScale } from "../core/ratings/rating-scale.ts";
import { alsEstimator, readFeatures } from "./als.ts";
import type { BiasTables, Part } from "./biases.ts";
import { conditionOf, fitBiasTables } from "./biases.ts";
import { sqlRelation, transformed } from "./connect/relations.ts";
import type { FittedModel, SparkSession } from "./connect/session.ts";
import type { SparkSettings } from "./options.ts";
import type { Prepared } from "./prepare.ts";
import { CELLS } from "./prepare.ts";
import { columnValues, numbersOf } from "./read-rows.ts";
import { double } from "./sql-text.ts";

/** What was learned about stars, and how far off it is. */
export interface StarsLearned {
  readonly head: StarsHead;
  readonly heldOutError: number;
  readonly halfWidth80: number;
  /** What still stands on the cluster: of whoever wants the people's half. */
  readonly fit: StarsFit;
}

/** Hidden features on the cluster, and the biases that they stand beside. */
export interface StarsFit {
  readonly biases: BiasTables;
  readonly model: FittedModel;
}

const PREDICTED = "matinee_predicted";

/**
 * Learns r̂ = μ + b_u + b_i + p_u·q_i: biases first, then hidden features of what they leave, by alternating
 * least squares.
 *
 * @param withPeople - whether the people's half becomes part of the head; else the fit stays on the cluster.
 */
export async function learnStars(
  session: SparkSession,
  prepared: Prepared,
  settings: SparkSettings,
  withPeople: boolean,
): Promise<StarsLearned> {
  const measured = settings.heldOutShare > 0;
  let fit = await fitStars(session, prepared, settings, measured ? "kept" : "all");
  const off = measured ? await measure(session, fit, prepared.scale) : UNMEASURED;
  if (measured && settings.refit) {
    await session.forget(fit.model);
    await session.drop(fit.biases.users);
    await session.drop(fit.biases.items);
    fit = await fitStars(session, prepared, settings, "all");
  }
  const head = await readHead(session, fit, prepared, settings.factors, withPeople);
  if (withPeople) await session.forget(fit.model);
  return { head, ...off, fit };
}

const UNMEASURED = { heldOutError: NaN, halfWidth80: NaN };

async function fitStars(
  session: SparkSession,
  prepared: Prepared,
  settings: SparkSettings,
  part: Part,
): Promise<StarsFit> {
  const biases = await fitBiasTables(session, part);
  const step =
    part === "all" && settings.heldOutShare > 0
      ? "fit hidden features to all ratings"
      : "fit hidden features";
  const { factors, sweeps, regularization, seed } = settings;
  const entries = prepared.ratings + ZEROS * (prepared.users + prepared.items);
  const estimator = alsEstimator({ factors, sweeps, regularization, seed, entries }, {});
  const dataset = sqlRelation(`${residuals(biases, part)} ${zeros(biases, prepared)}`);
  return { biases, model: await session.fit(step, estimator, dataset) };
}

function residuals({ mean, users, items }: BiasTables, part: Part): string {
  return (
    `SELECT c.user, c.item, CAST(c.stars - ${double(mean)} - u.bias - i.bias AS FLOAT) AS rating ` +
    `FROM ${CELLS} c JOIN ${users} u ON c.user = u.row JOIN ${items} i ON c.item = i.row ` +
    `WHERE ${conditionOf(part)}`
  );
}

/** What each row has more entries than ratings. */
const ZEROS = 50;
/** How many rows have theirs of the same ones: more would be solved in one piece by one worker. */
const ROWS_OF_ZEROS = 100_000;

/**
 * MLlib's ridge of a row with n entries is λ·n, which lets features of rows with few ratings grow too large. So every person
 * has as many entries of 0 more, each of a film that is none, and every film of as many people. Once solved, the features of these are
 * exactly 0, since all they were ever rated is 0: nothing comes of them but a ridge of λ·(n + 50). The RMSE on a twentieth of MovieLens
 * 1M at F = 32 falls from .8643 to .8601 (λ = .06), on a tenth of 100K from .9053 (its best λ, .12) to .9012 (λ = .08). A hundred are worth
 * .001 more, for as many entries again.
 */
function zeros({ users, items }: BiasTables, sizes: Prepared): string {
  const more = (first: number, rows: number): string => {
    const groups = Math.ceil(rows / ROWS_OF_ZEROS);
    const from = `row % ${groups} + ${first}`;
    return `explode(sequence(${from}, ${from} + ${groups * (ZEROS - 1)}, ${groups})) AS other`;
  };
  return (
    `UNION ALL SELECT row, other, 0F FROM (SELECT row, ${more(sizes.items, sizes.users)} FROM ${users}) ` +
    `UNION ALL SELECT other, row, 0F FROM (SELECT row, ${more(sizes.users, sizes.items)} FROM ${items})`
  );
}

/** Predicts what was held out. A person or film without any rating but these has no features: then biases speak. */
async function measure(
  session: SparkSession,
  { biases, model }: StarsFit,
  { min, max }: RatingScale,
): Promise<typeof UNMEASURED> {
  const step = "measure on ratings held out";
  const apart =
    `SELECT c.user, c.item, c.stars, ${double(biases.mean)} + coalesce(u.bias, 0) + coalesce(i.bias, 0) AS level ` +
    `FROM ${CELLS} c LEFT JOIN ${biases.users} u ON c.user = u.row LEFT JOIN ${biases.items} i ON c.item = i.row ` +
    "WHERE apart";
  await session.createView(PREDICTED, transformed(model, sqlRelation(apart)));
  const clamped = `least(${double(max)}, greatest(${double(min)}, level + coalesce(nanvl(prediction, 0), 0)))`;
  const found = await numbersOf(
    session,
    step,
    {
      meanSquare: "avg(off * off)",
      // of the ⌈.8·(n + 1)⌉-th smallest, as in core/half-width.ts, to a ten-thousandth of the ranks
      halfWidth80: "percentile_approx(abs(off), 0.8, 10000)",
    },
    `FROM (SELECT stars - ${clamped} AS off FROM ${PREDICTED})`,
  );
  return { heldOutError: Math.sqrt(found.meanSquare), halfWidth80: found.halfWidth80 };
}

async function readHead(
  session: SparkSession,
  { biases, model }: StarsFit,
  { users, items }: Prepared,
  factors: number,
  withPeople: boolean,
): Promise<StarsHead> {
  const step = "fetch hidden features";
  const movieFactors = await readFeatures(session, step, model, "itemFactors", items, factors);
  const movieBias = await readBiases(session, step, biases.items, items);
  const rest = { factors, mean: biases.mean, movieBias, movieFactors };
  if (!withPeople) {
    return { ...rest, userBias: new Float32Array(0), userFactors: new Float32Array(0) };
  }
  return {
    ...rest,
    userFactors: await readFeatures(session, step, model, "userFactors", users, factors),
    userBias: await readBiases(session, step, biases.users, users),
  };
}

async function readBiases(
  session: SparkSession,
  step: string,
  table: string,
  rows: number,
): Promise<Float32Array> {
  const out = new Float32Array(rows);
  for await (const batch of session.batches(step, sqlRelation(`SELECT row, bias FROM ${table}`))) {
    const row = columnValues(batch, "row") as ArrayLike<number>;
    const bias = columnValues(batch, "bias") as ArrayLike<number>;
    for (let k = 0; k < row.length; k++) out[row[k]!] = bias[k]!;
  }
  return out;
}
