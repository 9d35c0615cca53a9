import { rm } from "node:fs/promises";
import { join } from "node:path";
import { nearestName, rejectUnknownKeys } from "../core/check.ts";
import { DataError, DataSetError, DownloadError, WriteError } from "../core/errors.ts";
import { printable } from "../core/printable.ts";
import { archiveUrl, DATA_SETS, dataSetInfo, parseMd5File, type DataSetInfo } from "./data-sets.ts";
import { requestText, type RequestOptions } from "./download.ts";
import { cacheFolder, type Environment } from "./node-cache-folder.ts";
import { writeFault } from "./node-disk-fault.ts";
import { downloadFile } from "./node-download.ts";
import { zipOnDisk } from "./node-files.ts";
import { kindAt } from "./node-kind-at.ts";
import { withLock } from "./node-lock.ts";
import { sweepUnfinished } from "./node-unfinished-files.ts";
import { makeFolder, unpackFiles } from "./node-unpack.ts";

/** Where a download comes from and goes to, and what it reports. */
export interface GetDataSetOptions extends RequestOptions {
  /** Called with the bytes there so far, and all of them (roughly, where nobody says exactly). */
  readonly onProgress?: ((received: number, total: number) => void) | undefined;
  /** Called once if another process is getting the same set, which is then waited for. */
  readonly onWait?: (() => void) | undefined;
  /** Folder of the archives on a mirror. Default: `MATINEE_MIRROR`, else the publisher's. */
  readonly baseUrl?: string | undefined;
  /** How often a connection that is cut or silent is made, the first included. Default 3. */
  readonly tries?: number | undefined;
  readonly env?: Environment | undefined;
}

/** A data set in the cache. */
export interface GotDataSet {
  /** Its folder. */
  readonly path: string;
  /** `false` where it was there already. */
  readonly downloaded: boolean;
  /** Was the archive compared with a published checksum? `undefined` where none was downloaded. */
  readonly verified: boolean | undefined;
}

/**
 * Puts a data set into the cache, unless it is there: downloads its archive, compares the
 * checksum, unpacks the files that are wanted and removes the archive.
 *
 * The folder appears only when it is whole. A second caller, in this process or another, waits for
 * the first one and uses what it got.
 *
 * @param name - one of {@link DATA_SETS}.
 * @throws {DataSetError} if `name` is not known, the archive cannot be used (it is removed then), or
 *   the cache folder cannot be made or written in: its `cause` is then the {@link WriteError}.
 * @throws {TypeError} for an option that there is not.
 * @throws {DownloadError} if it cannot be downloaded; a part stays for the next call to go on from.
 * @throws {WriteError} if the disk is full.
 * @throws {AbortedError} if `signal` is set.
 *
 * Cost: the disk holds the archive and its files at once, about five times the archive.
 *
 * @example
 * ```ts no-run
 * const { path } = await getDataSet("ml-latest-small", { baseUrl: "https://mirror.example.org" });
 * ```
 */
export async function getDataSet(
  name: string,
  options: GetDataSetOptions = {},
): Promise<GotDataSet> {
  rejectUnknownKeys("Cannot get the data set", options, GET_OPTIONS);
  const info = dataSetInfo(name);
  if (info === undefined) throw await noName(name);
  const cache = cacheFolder(options.env);
  const path = join(cache, info.name);
  const there: GotDataSet = { path, downloaded: false, verified: undefined };
  if (await isWhole(path, info)) return there;
  const lock = `${path}.lock`;
  const work = async (): Promise<GotDataSet> => {
    await sweepUnfinished(path);
    return (await isWhole(path, info)) ? there : await fetchAndUnpack(info, path, options);
  };
  try {
    await makeFolder(cache);
    return await withLock(lock, work, { signal: options.signal, onWait: options.onWait });
  } catch (error) {
    if (!(error instanceof WriteError) || ![cache, lock].includes(error.file)) throw error;
    throw closedCache(info.name, cache, error);
  }
}

const GET_OPTIONS: Readonly<Record<keyof GetDataSetOptions, true>> = {
  ...{ signal: true, idleMs: true, fetch: true },
  ...{ onProgress: true, onWait: true, baseUrl: true, tries: true, env: true },
};

function closedCache(name: string, cache: string, cause: WriteError): DataSetError {
  const [reason] = writeFault(cause.cause, cause.file).split("; "); // the remedy is another one here
  return new DataSetError(
    `Cannot get the data set "${name}": the cache folder "${cache}" cannot be written: ${reason}; ` +
      "set XDG_CACHE_HOME to a folder that can be written, or put the set under ./data",
    { cause },
  );
}

/** What exists under that name is asked about, since a path is no name, but can be used as it is. */
async function noName(name: string): Promise<DataSetError> {
  const kind = await kindAt(name);
  if (kind === undefined) return unknownDataSet(name);
  const names = DATA_SETS.map((known) => known.name).join(", ");
  return new DataSetError(
    `Cannot get the data set "${name}": a name is wanted, and this is a ${kind}; what is on this ` +
      `machine needs not be got, give it as it is with --data\nKnown names: ${names}`,
  );
}

/** Does the folder hold every file that the data set cannot do without? */
export async function isWhole(folder: string, info: DataSetInfo): Promise<boolean> {
  const kinds = await Promise.all(info.files.map((file) => kindAt(join(folder, file))));
  return kinds.every((kind) => kind === "file");
}

/** What to throw for a name that is no data set's: the nearest one, and all there are. */
export function unknownDataSet(name: string): DataSetError {
  const names = DATA_SETS.map((known) => known.name);
  const near = nearestName(name, names);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  return new DataSetError(
    `Cannot find the data set "${name}": it is neither a folder or ZIP nor a known name${hint}\n` +
      `Known names: ${names.join(", ")}`,
  );
}

async function fetchAndUnpack(
  info: DataSetInfo,
  path: string,
  options: GetDataSetOptions,
): Promise<GotDataSet> {
  const archive = `${path}.zip`;
  // An archive under its final name is whole: unpacking it was interrupted the last time.
  const downloaded = (await kindAt(archive)) === undefined;
  const verified = downloaded ? await download(info, archive, options) : undefined;
  try {
    await unpack(info, archive, path, options);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    await rm(archive, { force: true }); // kept, it would be in the way of a sound one
    const gone = "the archive has been removed, run it again";
    const message = `Cannot unpack the data set "${info.name}": ${reasonOf(error, archive)}; ${gone}`;
    throw new DataSetError(message, { cause: error });
  }
  await rm(archive, { force: true });
  return { path, downloaded, verified };
}

/** What is wrong with the archive, without its path and what could not be done. */
function reasonOf(error: DataError, archive: string): string {
  const { message, file = archive } = error;
  const inside = file.startsWith(`${archive}/`) ? `"${file.slice(archive.length + 1)}": ` : "";
  const text = message.startsWith(`${printable(file)}: `)
    ? message.slice(printable(file).length + 2)
    : message;
  return (
    inside + text.replace(/^Cannot (?:read|use) the archive: /, "").replace("; get it anew", "")
  );
}

/** @returns whether there was a checksum to compare with. */
async function download(
  info: DataSetInfo,
  archive: string,
  { signal, idleMs, fetch, onProgress, baseUrl, tries, env = process.env }: GetDataSetOptions,
): Promise<boolean> {
  const url = archiveUrl(info, baseUrl ?? (env["MATINEE_MIRROR"] || undefined));
  const md5 = info.md5 ?? (await publishedMd5(url, { signal, idleMs, fetch }));
  await downloadFile(url, archive, {
    ...{ signal, idleMs, fetch, md5, tries },
    onProgress: (received, total) =>
      onProgress?.(received, total ?? Math.max(received, info.archiveBytes)),
  });
  return md5 !== undefined;
}

async function publishedMd5(url: string, options: RequestOptions): Promise<string | undefined> {
  const text = await requestText(`${url}.md5`, options);
  if (text === undefined) return undefined;
  const md5 = parseMd5File(text, url.slice(url.lastIndexOf("/") + 1));
  if (md5 !== undefined) return md5;
  const message = `Cannot download "${url}.md5": it does not hold the archive's MD5 checksum`;
  throw new DownloadError(message, url);
}

async function unpack(
  info: DataSetInfo,
  archive: string,
  path: string,
  { signal }: GetDataSetOptions,
): Promise<void> {
  const zip = await zipOnDisk(archive);
  try {
    const lacking = info.files.filter((file) => !zip.names.includes(file));
    if (lacking.length > 0) {
      const message = `Cannot use the archive: it does not hold ${lacking.join(" and ")}`;
      throw new DataError(message, { file: archive });
    }
    const extra = info.extraFiles.filter((file) => zip.names.includes(file));
    await unpackFiles(zip, [...info.files, ...extra], path, { signal });
  } finally {
    await zip.close();
  }
}
