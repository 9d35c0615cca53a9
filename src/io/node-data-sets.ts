import { delimiter, join, resolve } from "node:path";
import type { DataSet } from "../core/catalogue/data-set.ts";
import { rejectUnknownKeys } from "../core/check.ts";
import { DataError, DataSetError, DownloadError } from "../core/errors.ts";
import { DATA_SETS, dataSetInfo, type DataSetInfo } from "./data-sets.ts";
import { loadMovieLens, type LoadMovieLensOptions } from "./movielens.ts";
import { cacheFolder, type Environment } from "./node-cache-folder.ts";
import { openDataFiles, type OpenDataFiles } from "./node-files.ts";
import {
  getDataSet,
  isWhole,
  unknownDataSet,
  type GetDataSetOptions,
  type GotDataSet,
} from "./node-get-data-set.ts";
import { kindAt } from "./node-kind-at.ts";
import { loadPack } from "./node-load-pack.ts";
import { isPack } from "./node-pack.ts";

export { cacheFolder, type Environment } from "./node-cache-folder.ts";
export { getDataSet, type GetDataSetOptions, type GotDataSet } from "./node-get-data-set.ts";

/** How a data set was found: by its path, or by its name in one of these, looked through in order. */
export type DataSetOrigin = "path" | "MATINEE_DATA" | "./data" | "../shared/data" | "cache";

/** A data set on this machine. */
export interface FoundDataSet {
  /** Absolute, of a folder, a ZIP archive or a file of ratings. */
  readonly path: string;
  readonly origin: DataSetOrigin;
}

/** Where to look, for callers that are not the running process. */
export interface FindDataSetOptions {
  /** For `MATINEE_DATA` and the cache. Default `process.env`. */
  readonly env?: Environment | undefined;
  /** What relative paths start from. Default the working directory. */
  readonly cwd?: string | undefined;
}

/** Whether to download what is not here, and what to report meanwhile. */
export interface OpenDataSetOptions
  extends FindDataSetOptions, Omit<GetDataSetOptions, "onProgress"> {
  /** May it be downloaded if it is not on this machine? Default `true`. */
  readonly download?: boolean | undefined;
  /** Progress of the download, in bytes. */
  readonly onDownload?: GetDataSetOptions["onProgress"];
  /** Progress of the reading. */
  readonly onProgress?: LoadMovieLensOptions["onProgress"];
}

/** A data set in memory and the files it is from; whoever opened it closes the files. */
export interface OpenDataSet {
  readonly dataSet: DataSet;
  readonly files: OpenDataFiles;
  /** Absolute, of the folder, ZIP archive, file of ratings or pack. */
  readonly path: string;
}

/** A known data set and where on this machine it is, if it is. */
export interface ListedDataSet {
  readonly info: DataSetInfo;
  readonly found: FoundDataSet | undefined;
}

/**
 * Looks for a data set: what exists under that path, else the name as a folder or `.zip` in the
 * folders of `MATINEE_DATA`, in `./data`, `../shared/data` and the cache.
 *
 * @returns `undefined` where it is in none of them, or the name is not known.
 *
 * Cost: a few looks at the disk.
 *
 * @example
 * ```ts
 * assert.equal(await findDataSet("no-such-set"), undefined);
 * ```
 */
export async function findDataSet(
  nameOrPath: string,
  { env = process.env, cwd = process.cwd() }: FindDataSetOptions = {},
): Promise<FoundDataSet | undefined> {
  const path = resolve(cwd, nameOrPath);
  if ((await kindAt(path)) !== undefined) return { path, origin: "path" };
  const info = dataSetInfo(nameOrPath);
  return info === undefined ? undefined : await findByName(info, placesOf(env, cwd));
}

/**
 * Every known data set, and where it is on this machine.
 *
 * Cost: a few looks at the disk for each.
 *
 * @example
 * ```ts
 * const listed = await listDataSets({ env: { XDG_CACHE_HOME: "/nowhere" } });
 * assert.equal(listed[0]?.info.name, "ml-100k");
 * ```
 */
export async function listDataSets({
  env = process.env,
  cwd = process.cwd(),
}: FindDataSetOptions = {}): Promise<readonly ListedDataSet[]> {
  const places = placesOf(env, cwd);
  return await Promise.all(
    DATA_SETS.map(async (info) => ({ info, found: await findByName(info, places) })),
  );
}

/**
 * Finds a data set as {@link findDataSet} does, else downloads it into the cache, and reads it.
 *
 * @param nameOrPath - one of {@link DATA_SETS}, or the path of a folder, a ZIP archive, a pack, or a file of
 *   ratings whose name ends in `.csv` or `.parquet`; its films are called by their ids.
 * @throws {DataSetError} if it is neither known nor a path, or not to be had: its `cause` is then
 *   the {@link DownloadError}, or the {@link WriteError} where the cache cannot be written.
 * @throws {TypeError} for an option that there is not.
 * @throws {DataError} if a file of it is missing or damaged.
 * @throws {WriteError} if the disk is full.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: that of reading the files once, see {@link loadMovieLens}.
 *
 * @example
 * ```ts no-run
 * const { dataSet, files } = await openDataSet("ml-100k");
 * assert.equal(dataSet.ratings.length, 100_000);
 * await files.close();
 * ```
 */
export async function openDataSet(
  nameOrPath: string,
  options: OpenDataSetOptions = {},
): Promise<OpenDataSet> {
  rejectUnknownKeys("Cannot open the data set", options, OPEN_OPTIONS);
  const found = await findDataSet(nameOrPath, options);
  const { path } = found ?? (await downloaded(nameOrPath, options));
  const { signal, onProgress } = options;
  if (isPack(path))
    return { dataSet: await loadPack(path, { signal, onProgress }), files: noFiles(path), path };
  const files = await openDataFiles(path);
  try {
    const dataSet = await loadMovieLens(files, { signal, onProgress });
    return { dataSet, files, path };
  } catch (error) {
    await files.close();
    throw error;
  }
}

/** A pack is one file that holds everything. */
function noFiles(place: string): OpenDataFiles {
  return {
    ...{ place, names: [], close: () => Promise.resolve() },
    open: (name) => {
      throw new DataError(`Cannot read "${name}": a pack holds no such file`, { file: place });
    },
  };
}

const OPEN_OPTIONS: Readonly<Record<keyof OpenDataSetOptions, true>> = {
  ...{ signal: true, idleMs: true, fetch: true, baseUrl: true, tries: true },
  ...{ env: true, cwd: true, download: true, onDownload: true, onProgress: true, onWait: true },
};

interface Place {
  readonly folder: string;
  readonly origin: DataSetOrigin;
  /** As the user knows it. */
  readonly shown: string;
}

function placesOf(env: Environment, cwd: string): Place[] {
  const place = (shown: string, origin: DataSetOrigin): Place => ({
    folder: resolve(cwd, shown),
    ...{ origin, shown },
  });
  const named = (env["MATINEE_DATA"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [
    ...named.map((folder) => place(folder, "MATINEE_DATA")),
    place("./data", "./data"),
    place("../shared/data", "../shared/data"), // data kept beside a checkout
    place(cacheFolder(env), "cache"),
  ];
}

async function findByName(
  info: DataSetInfo,
  places: readonly Place[],
): Promise<FoundDataSet | undefined> {
  for (const { folder, origin } of places) {
    const path = join(folder, info.name);
    // A folder that the user made is used, and complained about, as it is; one of the cache that
    // has lost a file is made anew.
    const usable = origin === "cache" ? isWhole(path, info) : isKind(path, "folder");
    if (await usable) return { path, origin };
    if (await isKind(`${path}.zip`, "file")) return { path: `${path}.zip`, origin };
  }
  return undefined;
}

async function isKind(path: string, kind: "folder" | "file"): Promise<boolean> {
  return (await kindAt(path)) === kind;
}

async function downloaded(nameOrPath: string, options: OpenDataSetOptions): Promise<GotDataSet> {
  if (dataSetInfo(nameOrPath) === undefined) throw unknownDataSet(nameOrPath);
  if (options.download === false) {
    throw notToBeHad(nameOrPath, options, "downloading it was not allowed");
  }
  const { onDownload, onProgress: _, cwd: __, download: ___, ...rest } = options;
  try {
    return await getDataSet(nameOrPath, { ...rest, onProgress: onDownload });
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw notToBeHad(nameOrPath, options, error.message, error);
  }
}

function notToBeHad(
  name: string,
  { env = process.env, cwd = process.cwd() }: FindDataSetOptions,
  why: string,
  cause?: DownloadError,
): DataSetError {
  const places = placesOf(env, cwd).map(({ shown }) => shown);
  return new DataSetError(
    `Cannot get the data set "${name}": it is in none of ${places.join(", ")}\n` +
      `Not downloaded either: ${why}\n` +
      "Put its folder or ZIP under ./data, name its parent folder in MATINEE_DATA, " +
      "or pass it with --data DIR",
    cause === undefined ? {} : { cause },
  );
}
