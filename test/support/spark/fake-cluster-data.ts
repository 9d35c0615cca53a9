import type { DataSet } from "../../../src/core/catalogue/data-set.ts";
import { synthesize } from "../../../src/core/synthesis/synthesize.ts";
import type { SparkOptions, SparkSettings, SparkSource } from "../../../src/spark/options.ts";
import { resolveSparkOptions } from "../../../src/spark/options.ts";
import type { Prepared } from "../../../src/spark/prepare.ts";
import { prepare } from "../../../src/spark/prepare.ts";
import { type ClusterSession, clusterSession } from "./fake-cluster-session.ts";
import { type Cell, type FakeTable, fakeTable } from "./fake-cluster-tables.ts";

/** Ratings with the tables that a cluster has of them. */
export interface ClusterData {
  readonly data: DataSet;
  /** `user` bigint, `item` string (`f7`), `rating` double. */
  readonly ratings: FakeTable;
  /** `item`, `title`, `year`, `genres` (a list), `imdbId`. */
  readonly films: FakeTable;
}

/** The id on the cluster of a film of `synthesize()`. */
export function filmId(id: unknown): string {
  return `f${String(id)}`;
}

/** Made-up ratings; the same table for the same sizes. */
export function clusterData(
  sizes: { users: number; movies: number; ratings: number } = {
    users: 40,
    movies: 30,
    ratings: 500,
  },
): ClusterData {
  const data = synthesize({ ...sizes, seed: 3 });
  const { users, userIndex, movieIndex, value } = data.ratings;
  const { movies } = data.catalogue;
  const ratings = fakeTable({
    user: ["bigint", Array.from(userIndex, (row) => users.idAt(row))],
    item: ["string", Array.from(movieIndex, (row) => filmId(movies[row]!.id))],
    rating: ["double", [...value]],
  });
  const films = fakeTable({
    item: ["string", movies.map(({ id }) => filmId(id))],
    title: ["string", movies.map(({ title, year }) => `${title} (${year})`)],
    year: ["int", movies.map(({ year }) => year ?? null)],
    genres: ["array<string>", movies.map(({ genres }) => [...genres, "Other"] as unknown as Cell)],
    imdbId: ["string", movies.map(({ id }) => `tt00${String(id)}`)],
  });
  return { data, ratings, films };
}

/** A session with a cluster where ratings have been prepared, without a server. */
export async function preparedCluster(
  options: Partial<SparkOptions>,
  { ratings, films }: Pick<ClusterData, "ratings" | "films"> = clusterData(),
): Promise<{
  readonly session: ClusterSession;
  readonly prepared: Prepared;
  readonly source: SparkSource;
  readonly settings: SparkSettings;
}> {
  const session = clusterSession({ ratings, films });
  const { source, settings } = resolveSparkOptions({ ratings: "ratings", ...options });
  return { session, source, settings, prepared: await prepare(session, source, settings) };
}
