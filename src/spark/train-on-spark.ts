import { rejectUnknownKeys } from "../core/check.ts";
import type { Kernels } from "../core/kernels.ts";
import { WEIGHTED_ALS_DEFAULTS } from "../core/learn/weighted-als-options.ts";
import { MOST_MODEL_BYTES, modelBytes } from "../core/model/model-bytes.ts";
import { Model } from "../core/model/model.ts";
import { SparkError, throwIfAborted } from "../core/errors.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import { parseSparkAddress } from "./address.ts";
import { openSession } from "./connect/open-session.ts";
import type { ServerProgress, SparkSession } from "./connect/session.ts";
import type { Films } from "./films.ts";
import { readFilms, readUserIds } from "./films.ts";
import type { SparkOptions, SparkSettings, SparkSource } from "./options.ts";
import { resolveSparkOptions } from "./options.ts";
import { checkPeopleFolder, writePeople } from "./people-folder.ts";
import { learnPicks } from "./picks.ts";
import type { Prepared } from "./prepare.ts";
import { prepare } from "./prepare.ts";
import type { StarsLearned } from "./stars.ts";
import { learnStars } from "./stars.ts";

/** What a run on a cluster needs besides its options; nothing of it is stored in the model. */
export interface SparkContext {
  /** Ends the work, here and on the cluster; nothing is returned. */
  readonly signal?: AbortSignal | undefined;
  /** Called whenever the server tells how far it is. */
  readonly onProgress?: ((progress: ServerProgress) => void) | undefined;
  /** Sent as a bearer token, by TLS alone; one in the address counts first. */
  readonly token?: string | undefined;
}

const CONTEXT_KEYS: Readonly<Record<keyof SparkContext, true>> = {
  ...{ signal: true, onProgress: true, token: true },
};

/** What was learned on a cluster. */
export interface TrainedOnSpark {
  readonly model: Model;
  /** Of the server: `4.1.4`. */
  readonly spark: string;
  /** Ratings that another of the same person and film replaced. */
  readonly superseded: number;
  /** Films that the table of films does not know. */
  readonly untitled: number;
}

/**
 * Learns hidden features on an Apache Spark cluster, by MLlib's ALS over Spark Connect, and returns an ordinary model: everything
 * else works on it as on one that was learned here. Ratings stay on the cluster, but for those of 2,000 people for each view, from which
 * films are solved once more.
 *
 * Streams that are cut are taken up again and lost workers replaced by Spark. When the signal is set, the cluster is told to stop.
 *
 * @param address - `sc://host:15002`, as all clients of Spark Connect take it; with `/;use_ssl=true`, `;token=…`.
 * @throws {SparkError} if the server cannot be reached, refuses, is older than 4.0, was restarted, or fails; `fault` says which.
 * @throws {DataError} if there is no rating, a column is missing or of the wrong type, or a rating empty or no number of stars.
 * @throws {AbortedError} if `context.signal` was set.
 * @throws {TypeError | RangeError | SyntaxError} for a wrong option or address.
 *
 * Cost: some minutes for a million ratings, most of it the cluster's own (docs/scale.md); here, memory for the model.
 * Source: Zhou et al. 2008 (ALS-WR), Hu, Koren and Volinsky 2008.
 *
 * @example
 * ```ts no-run
 * const { model } = await trainOnSpark("sc://cluster:15002", {
 *   ratings: "shop.ratings",
 *   columns: ["customer", "film", "stars"],
 *   films: "shop.films",
 * });
 * await saveModel(model, "shop.safetensors"); // of matinee/node
 * ```
 */
export async function trainOnSpark(
  address: string,
  options: SparkOptions,
  context: SparkContext = {},
): Promise<TrainedOnSpark> {
  rejectUnknownKeys("Cannot train on Spark", context, CONTEXT_KEYS);
  const { source, settings } = resolveSparkOptions(options);
  const session = await openSession(parseSparkAddress(address), context);
  try {
    const trained = await trainIn(session, source, settings, fastestKernels());
    throwIfAborted("Cannot train on Spark", context.signal); // heard while films were solved here
    return trained;
  } finally {
    await session.close();
  }
}

/** Arrow as our reader takes it, since a server may be set to compress it; and `user` as a name, which strict SQL keeps for itself. */
const SETTINGS = [
  "spark.sql.execution.arrow.compression.codec = none",
  "spark.sql.ansi.enforceReservedKeywords = false",
] as const;

async function trainIn(
  session: SparkSession,
  source: SparkSource,
  settings: SparkSettings,
  kernels: Kernels,
): Promise<TrainedOnSpark> {
  for (const setting of SETTINGS) await session.execute("begin", `SET ${setting}`);
  const { peopleTo } = source;
  if (peopleTo !== undefined) await checkPeopleFolder(session, peopleTo);
  const prepared = await prepare(session, source, settings);
  const films = await readFilms(session, source, prepared.items);
  const withPeople = peopleTo === undefined;
  const users = withPeople ? await readUserIds(session, prepared.users) : new IdMap();
  checkModelSize(films, users, settings);
  const stars = await learnStars(session, prepared, settings, withPeople);
  const picks = { ...WEIGHTED_ALS_DEFAULTS, views: settings.views, seed: settings.seed };
  const picksHead = await learnPicks(session, prepared, picks, films.counts, kernels);
  const model = new Model({
    ...{ catalogue: films.catalogue, movieCounts: films.counts, users },
    ...{ scale: prepared.scale, head: stars.head, halfWidth80: stars.halfWidth80, picksHead },
    provenance: {
      ...provenanceOf(session.version, source, settings, prepared, stars),
      movies: films.catalogue.filmCount,
      picks,
    },
  });
  if (peopleTo !== undefined) await writePeople(session, stars.fit, peopleTo); // last: nothing is left behind by what fails
  const { superseded } = prepared;
  return { model, spark: session.version, superseded, untitled: films.untitled };
}

/** Ids and titles may take more than numbers do. */
function checkModelSize({ catalogue }: Films, users: IdMap, settings: SparkSettings): void {
  const { factors, views: picksViews } = settings;
  const picksFactors = WEIGHTED_ALS_DEFAULTS.factors;
  const bytes = modelBytes(catalogue, users, { factors, picksFactors, picksViews });
  if (bytes <= MOST_MODEL_BYTES) return;
  throw new SparkError(
    `Cannot train on Spark: the model file would have ${bytes} bytes, with ids and titles, and ${MOST_MODEL_BYTES} are the most; ` +
      'learn fewer features or views, or leave the people\'s on the cluster by "peopleTo" (--people-to)',
    "limit",
  );
}

function provenanceOf(
  version: string,
  source: SparkSource,
  settings: SparkSettings,
  { users, ratings }: Prepared,
  { heldOutError }: StarsLearned,
): Omit<Model["provenance"], "movies" | "picks"> {
  const { factors, sweeps, regularization, heldOutShare, refit, seed } = settings; // views are of picks
  return {
    data: `${nameOf(source)}, trained on Spark ${version}`,
    ...{ users, ratings, method: "spark-als" },
    options: { factors, sweeps, regularization, heldOutShare, refit, seed, spark: version },
    epochs: settings.sweeps,
    heldOutError: Number.isNaN(heldOutError) ? null : heldOutError,
  };
}

/** The last part of a path, or a table's name. */
function nameOf({ ratings: [first = ""] }: SparkSource): string {
  const parts = first.split("/").filter((part) => part !== "");
  return parts.at(-1) ?? first;
}
