import type { Movie } from "../core/catalogue/movie.ts";
import type { DataSet } from "../core/catalogue/data-set.ts";
import { integerIn, rejectUnknownKeys } from "../core/check.ts";
import type { StopSignal } from "../core/errors.ts";
import { throwIfAborted } from "../core/errors.ts";
import { filmTensors } from "../core/model/film-columns.ts";
import { encodeTensors } from "../core/model/safetensors.ts";
import type { PackProgress } from "./node-breath.ts";
import { Breath } from "./node-breath.ts";
import { packByMovie } from "./node-pack-by-movie.ts";
import type { ByUser } from "./node-pack-by-user.ts";
import { packByUser } from "./node-pack-by-user.ts";
import { PackOutput } from "./node-pack-output.ts";
import { PartFolder, splitByUser } from "./node-part-folder.ts";
import type { RatingPart } from "./node-rating-parts.ts";
import type { Spooled } from "./node-spool-ratings.ts";
import { spoolRatings } from "./node-spool-ratings.ts";
import { dataSetSource } from "./pack/data-set-source.ts";
import type { PackPieces, PackSizes } from "./pack/pack-bounds.ts";
import { checkPieces, ratingsOfPart } from "./pack/pack-bounds.ts";
import { HEADER_BYTES } from "./pack/pack-header.ts";
import { encodeIds } from "./pack/pack-ids.ts";
import type { PackPlan } from "./pack/pack-plan.ts";
import { blockSizes, inRows, partOfRow, partStarts, planPack } from "./pack/pack-plan.ts";
import type { PackSource, PackedRest } from "./pack/pack-source.ts";
import { StripeSorter } from "./pack/stripe-sorter.ts";

/** How a pack is written. */
export interface WritePackOptions {
  /** Bytes that ratings may take in memory while they are sorted. At least 2¹⁶, and N·12/200. Default 2³⁰. */
  readonly memoryBytes?: number;
  /** Of the order in which ratings are met. Integer in [0, 2³² − 1]. Default 1. */
  readonly seed?: number;
  /**
   * The most rows of a block: integer in [1, 65 536], so many that there are no more than 2²⁴ pairs of blocks.
   * Default 2048, as many as stay in the cache.
   */
  readonly blockRows?: number;
  /** Stops the work; nothing is left behind. */
  readonly signal?: StopSignal | undefined;
  readonly onProgress?: ((progress: PackProgress) => void) | undefined;
  /** The most that packing holds up the event loop, in milliseconds. Default 30. */
  readonly breathMs?: number;
}

/** What was written. */
export interface WrittenPack {
  readonly name: string;
  readonly users: number;
  readonly movies: number;
  readonly ratings: number;
  readonly superseded: number;
  readonly bytes: number;
}

const DEFAULTS: Readonly<Required<WritePackOptions>> = Object.freeze({
  memoryBytes: 2 ** 30,
  seed: 1,
  blockRows: 2048,
  signal: undefined,
  onProgress: undefined,
  breathMs: 30,
});

const ACTION = "Cannot pack the ratings";

/**
 * Writes ratings as a pack: a file that training streams in both orientations, 10 bytes a rating. They are
 * never all in memory: they go to temporary files beside it (18 bytes a rating at most, removed whatever
 * happens), are sorted part by part, and the file gets its name when it is whole.
 *
 * @param ratings - a data set, or whatever gives ratings in batches and tells of the rest in the end.
 * @throws {DataError} if there is no rating, there are more than 256 different ones, or so many that an
 *   option must be higher; and what the source throws.
 * @throws {WriteError} if the folder is missing or closed, or the disk is full.
 * @throws {AbortedError} if `signal` is set.
 * @throws {TypeError | RangeError} for a wrong option.
 *
 * Cost: O(N) time; `memoryBytes`, and 16 bytes a user and movie beside what the source holds.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "matinee-")), "ratings.pack");
 * const { ratings } = await writePack(path, synthesize({ users: 60, movies: 40, ratings: 900 }));
 * assert.equal(ratings, 900);
 * ```
 */
export async function writePack(
  path: string,
  ratings: PackSource | DataSet,
  options: WritePackOptions = {},
): Promise<WrittenPack> {
  const source = "batches" in ratings ? ratings : dataSetSource(ratings);
  rejectUnknownKeys(ACTION, options, DEFAULTS);
  const settings = {
    memoryBytes: integerIn(
      ACTION,
      "memoryBytes",
      options.memoryBytes ?? DEFAULTS.memoryBytes,
      2 ** 16,
      2 ** 50,
    ),
    seed: integerIn(ACTION, "seed", options.seed ?? DEFAULTS.seed, 0, 2 ** 32 - 1),
    blockRows: integerIn(ACTION, "blockRows", options.blockRows ?? DEFAULTS.blockRows, 1, 2 ** 16),
  };
  const { signal, onProgress } = options;
  throwIfAborted(ACTION, signal);
  if (source.sizes !== undefined) checkPieces(source.sizes, settings);
  const breath = new Breath(ACTION, options.breathMs ?? DEFAULTS.breathMs, signal, onProgress);
  const output = await PackOutput.open(path);
  try {
    const folder = new PartFolder(path);
    try {
      return await pack(source, settings, output, folder, breath);
    } finally {
      await folder.drop();
    }
  } finally {
    await output.drop();
  }
}

type Settings = Pick<Required<WritePackOptions>, "memoryBytes" | "seed" | "blockRows">;

async function pack(
  source: PackSource,
  { memoryBytes, seed, blockRows }: Settings,
  output: PackOutput,
  folder: PartFolder,
  breath: Breath,
): Promise<WrittenPack> {
  const spool = folder.make();
  const pieces = { memoryBytes, blockRows };
  const { spooled, rest, sizes } = await readAll(source, spool, pieces, breath);
  const plan = planPack(spooled, sizes, blockRows);
  const most = ratingsOfPart(pieces);
  const movieParts = partsOf(plan.movies.start, plan.movieCounts, most, folder);
  const byUser = await sortByUser(
    spool,
    { plan, spooled, most, seed },
    movieParts,
    output,
    folder,
    breath,
  );
  const userEnd = output.end;
  const movieChecksums = await packByMovie(
    { ...movieParts, movieStart: plan.movies.start, movieCounts: byUser.movieCounts },
    output,
    breath,
  );
  const superseded = rest.superseded + spool.length - byUser.ratings;
  const told = { name: rest.name, ...sizes, ratings: byUser.ratings, superseded };
  const byUserSection = { offset: HEADER_BYTES, bytes: userEnd - HEADER_BYTES, checksum: 0 };
  const byMovieSection = { offset: userEnd, bytes: output.end - userEnd, checksum: 0 };
  const bytes = await output.finish({
    ...{
      ...told,
      seed,
      scale: rest.scale,
      levels: spooled.levels,
      levelCounts: byUser.levelCounts,
    },
    userBlocks: plan.users.start.length - 1,
    movieBlocks: plan.movies.start.length - 1,
    sections: {
      byUser: byUserSection,
      byMovie: byMovieSection,
      userIds: output.section(encodeIds(inRows(rest.users.toArray(), plan.users.rowOf))),
      films: output.section(filmBytes(inRows([...rest.catalogue.movies], plan.movies.rowOf))),
      userCounts: output.section(byUser.userCounts),
      movieCounts: output.section(byUser.movieCounts),
      userStart: output.section(plan.users.start),
      movieStart: output.section(plan.movies.start),
      bucketSizes: output.section(byUser.bucketSizes),
      bucketChecksums: output.section(byUser.bucketChecksums),
      movieChecksums: output.section(movieChecksums),
    },
  });
  return { ...told, bytes };
}

/** Reads all that there is, as long as it can be sorted then. */
async function readAll(
  source: PackSource,
  spool: RatingPart,
  pieces: PackPieces,
  breath: Breath,
): Promise<{ spooled: Spooled; rest: PackedRest; sizes: Omit<PackSizes, "ratings"> }> {
  const check = (soFar: PackSizes): void => checkPieces(soFar, pieces);
  const spooled = await spoolRatings(source.batches, spool, check, breath);
  const rest = source.rest();
  const sizes = { users: rest.users.size, movies: rest.catalogue.size };
  check({ ...sizes, ratings: spool.length }); // there may be users and movies without a rating
  return { spooled, rest, sizes };
}

/** Parts of movies, to be filled while ratings are sorted by user. */
interface MovieParts {
  readonly parts: readonly RatingPart[];
  readonly partStart: readonly number[];
}

function partsOf(
  start: Uint32Array,
  counts: Uint32Array,
  most: number,
  folder: PartFolder,
): MovieParts {
  const starts = partStarts(blockSizes(start, counts), most);
  return { partStart: starts, parts: starts.slice(1).map(() => folder.make()) };
}

async function sortByUser(
  spool: RatingPart,
  { plan, spooled, most, seed }: { plan: PackPlan; spooled: Spooled; most: number; seed: number },
  movieParts: MovieParts,
  output: PackOutput,
  folder: PartFolder,
  breath: Breath,
): Promise<ByUser> {
  const { users, movies, userCounts } = plan;
  const partStart = partStarts(blockSizes(users.start, userCounts), most);
  const partOfUser = partOfRow(users.start, partStart);
  const parts = await splitByUser(
    spool,
    (user) => partOfUser[users.rowOf[user]!]!,
    partStart.length - 1,
    folder,
    breath,
  );
  const partOfMovie = partOfRow(movies.start, movieParts.partStart);
  const work = {
    ...{ parts, partStart, users, movies, userCounts, placeOf: spooled.placeOf },
    sorter: new StripeSorter(users, movies, seed),
    onRating: (user: number, movie: number, level: number) =>
      movieParts.parts[partOfMovie[movie]!]!.push(user, movie, level),
  };
  return await packByUser(work, output, breath);
}

function filmBytes(movies: readonly Movie[]): Uint8Array {
  return encodeTensors({ tensors: new Map(filmTensors(movies)), metadata: {} });
}
