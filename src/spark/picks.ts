import type { Kernels } from "../core/kernels.ts";
import type { PicksHead, PicksView } from "../core/learn/learning.ts";
import type { WeightedAlsOptions } from "../core/learn/weighted-als-options.ts";
import { headOf, viewOfFilms } from "../core/learn/weighted-als.ts";
import { STARS_OF_WORTH } from "../core/learn/worth.ts";
import { Random } from "../core/random.ts";
import { alsEstimator, readFeatures } from "./als.ts";
import { sqlRelation } from "./connect/relations.ts";
import type { SparkSession } from "./connect/session.ts";
import { countAskable, samplePeople } from "./people-sample.ts";
import type { Prepared } from "./prepare.ts";
import { CELLS } from "./prepare.ts";
import { double } from "./sql-text.ts";

/** What the picks head is learned with. */
export type PicksSettings = Required<WeightedAlsOptions>;

/**
 * MLlib's ridge of a row is λ·n for n entries above 0, ours λ·(n·k + rows of the other side): that of all rows is this share of ours.
 * nDCG@10 on inner splits, in parts of what the head learned in memory reaches, at .7 and 1: MovieLens 1M 1.006 and .988 (± .007), 100K
 * .98 and .99, latest-small .95 and .945. What small data lose, a ridge like ours would keep: by entries of next to nothing for films
 * that are none, as stars have them, .99 on latest-small, for twice the entries. Whoever has a cluster has more ratings.
 */
const RIDGE_SHARE = 0.7;

const STEP_PEOPLE = "fetch people to ask";

/**
 * Learns to rank films as `learnByWeightedAls` does, by MLlib's ALS with `implicitPrefs`, and solves the films
 * once more here from the ratings of 2,000 people.
 *
 * @param movieCounts - ratings of each film; borrowed.
 */
export async function learnPicks(
  session: SparkSession,
  { users, items, ratings, liked, scale }: Prepared,
  settings: PicksSettings,
  movieCounts: Uint32Array,
  kernels: Kernels,
): Promise<PicksHead> {
  const unseenWeight = Math.fround((settings.unseenRatio * ratings) / (users * items));
  const worthMost = (scale.max - settings.neutral) / STARS_OF_WORTH;
  const dataset = sqlRelation(entries(1 / unseenWeight, settings.neutral, worthMost));
  const ours = settings.regularization * (ratings / unseenWeight + users * items);
  const regularization = (RIDGE_SHARE * ours) / worthMost / liked;
  const people = await countAskable(session, STEP_PEOPLE);
  const random = new Random(settings.seed);
  const views: PicksView[] = [];
  for (let view = 1; view <= settings.views; view++) {
    const seed = random.fork();
    const { factors, sweeps } = settings;
    const estimator = alsEstimator(
      { factors, sweeps, regularization, seed, entries: 2 * ratings },
      { implicitPrefs: { boolean: true }, alpha: { double: 1 } },
    );
    const step = stepOfView(view, settings.views);
    const model = await session.fit(step, estimator, dataset);
    const films = await readFeatures(session, step, model, "itemFactors", items, factors);
    await session.forget(model);
    for (let k = 0; k < films.length; k++) films[k]! *= Math.sqrt(worthMost);
    const sample = await samplePeople(session, STEP_PEOPLE, { seed, people, movieCounts });
    const plan = { data: sample.data, settings, unseenWeight };
    views.push(viewOfFilms(films, plan, { seed, people }, kernels));
  }
  return headOf(views, { settings, unseenWeight });
}

/** In words for people. */
export function stepOfView(view: number, views: number): string {
  return views === 1 ? "fit what to pick" : `fit what to pick, ${view} of ${views}`;
}

/** Less than any confidence that says something, and yet above 0, where MLlib would take a film for not liked. */
const LEAST_CONFIDENCE = 1e-3;

/**
 * Graded targets out of MLlib's yes and no. Weighted factorisation solves, of a row, A = Σ_all q·qᵀ + Σ_rated k·q·qᵀ + ridge
 * and b = Σ_rated (1 + k)·t·q with k = 1/w₀. MLlib adds c·q·qᵀ to A for an entry ±c, and (1 + c)·q to b where it is above 0
 * (Hu, Koren and Volinsky 2008); every entry counts, so two of a cell make any t: +c with c = (1 + k)·t − 1, and
 * −(k − c). Targets are divided by the largest first, so that k − c is never below 0: features are then smaller by its root. A target
 * below 1/(1 + k) becomes that: of tables less than 5 % full none is, of MovieLens 100K two stars are (.16 for .14).
 *
 * A row without an entry above 0 would have no ridge, and a matrix that may be singular; what it would get is 0, so it is left out.
 */
function entries(k: number, neutral: number, worthMost: number): string {
  const worth = `greatest(0D, (stars - ${double(neutral)}) / ${double(STARS_OF_WORTH * worthMost)})`;
  const liked = `least(${double(k)}, greatest(${double(LEAST_CONFIDENCE)}, ${double(1 + k)} * worth - 1))`;
  return (
    "SELECT user, item, CAST(entry AS FLOAT) AS rating FROM (" +
    `SELECT user, item, explode(CASE WHEN worth > 0 THEN array(liked, liked - ${double(k)}) ELSE array(${double(-k)}) END) AS entry ` +
    `FROM (SELECT *, ${liked} AS liked FROM (SELECT user, item, ${worth} AS worth FROM ${CELLS} WHERE ranks))` +
    ") WHERE entry <> 0"
  );
}
