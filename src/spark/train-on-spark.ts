import type { Kernels } from "../core/kernels.ts";
import { WEIGHTED_ALS_DEFAULTS } from "../core/learn/weighted-als-options.ts";
import { Model } from "../core/model/model.ts";
import { IdMap } from "../core/ratings/id-map.ts";
import { fastestKernels } from "../kernels/wasm-kernels.ts";
import { parseSparkAddress } from "./address.ts";
import { openSession } from "./connect/open-session.ts";
import type { ServerProgress, SparkSession } from "./connect/session.ts";
import { readFilms, readUserIds } from "./films.ts";
import type { SparkOptions, SparkSettings, SparkSource } from "./options.ts";
import { resolveSparkOptions } from "./options.ts";
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

export async function trainOnSpark(
  address: string,
  options: SparkOptions,
  context: SparkContext = {},
): Promise<TrainedOnSpark> {
  const { source, settings } = resolveSparkOptions(options);
  const session = await openSession(parseSparkAddress(address), context);
  try {
    return await trainIn(session, source, settings, fastestKernels());
  } finally {
    await session.close();
  }
}

async function trainIn(
  session: SparkSession,
  source: SparkSource,
  settings: SparkSettings,
  kernels: Kernels,
): Promise<TrainedOnSpark> {
  const prepared = await prepare(session, source, settings);
  const films = await readFilms(session, source, prepared.items);
  const stars = await learnStars(session, prepared, settings, source.peopleTo);
  const picks = { ...WEIGHTED_ALS_DEFAULTS, views: settings.views, seed: settings.seed };
  const picksHead = await learnPicks(session, prepared, picks, films.counts, kernels);
  const users =
    source.peopleTo === undefined ? await readUserIds(session, prepared.users) : new IdMap();
  const model = new Model({
    ...{ catalogue: films.catalogue, movieCounts: films.counts, users },
    ...{ scale: prepared.scale, head: stars.head, halfWidth80: stars.halfWidth80, picksHead },
    provenance: {
      ...provenanceOf(session.version, source, settings, prepared, stars),
      movies: films.catalogue.filmCount,
      picks,
    },
  });
  const { superseded } = prepared;
  return { model, spark: session.version, superseded, untitled: films.untitled };
}

function provenanceOf(
  version: string,
  source: SparkSource,
  { views: _, ...settings }: SparkSettings,
  { users, ratings }: Prepared,
  { heldOutError }: StarsLearned,
): Omit<Model["provenance"], "movies" | "picks"> {
  return {
    data: `${nameOf(source)}, trained on Spark ${version}`,
    ...{ users, ratings, method: "spark-als" },
    options: { ...settings, spark: version },
    epochs: settings.sweeps,
    heldOutError: Number.isNaN(heldOutError) ? null : heldOutError,
  };
}

/** The last part of a path, or a table's name. */
function nameOf({ ratings: [first = ""] }: SparkSource): string {
  const parts = first.split("/").filter((part) => part !== "");
  return parts.at(-1) ?? first;
}
