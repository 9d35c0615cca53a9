import { basename } from "node:path";
import type { DataSet } from "../index.ts";
import { DataSetError, WriteError } from "../index.ts";
import { byteCount } from "../io/node-byte-count.ts";
import type { OpenDataSet, OpenDataSetOptions } from "../io/node-data-sets.ts";
import { openDataSet } from "../io/node-data-sets.ts";
import { shortfallText } from "./known-set.ts";
import type { Run } from "./run.ts";
import { progressBar } from "./terminal/bars.ts";
import { counted, duration, grouped, percent } from "./terminal/numbers.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Opens a data set by name or path with live lines for the download and the reading. The caller
 * closes its files.
 *
 * @throws {UsageError} for an empty name.
 * @throws {DataSetError} also where the cache cannot be written: the set cannot be had then.
 * @throws else as {@link openDataSet}.
 */
export async function openData(
  { io, screen }: Run,
  nameOrPath: string,
  options: Pick<OpenDataSetOptions, "idleMs" | "tries"> = {},
): Promise<OpenDataSet> {
  if (nameOrPath.trim() === "") {
    throw new UsageError(
      'Cannot open the data: its name must not be empty; "matinee data list" shows names',
    );
  }
  const { env, cwd, signal } = io;
  const download = new DownloadProgress({ io, screen }, nameOrPath);
  const opening = openDataSet(nameOrPath, {
    ...{ ...options, env, cwd, signal },
    onDownload: download.onProgress,
    onWait: download.onWait,
    onProgress: (read) => screen.progress.show(() => `reading  ${grouped(read)} ratings`),
  });
  const open = await opening.catch(rethrowAsDataSet);
  screen.progress.clear(); // so that the next phase is drawn at once
  if (download.bytes > 0) download.finish(open.path);
  const shortfall = shortfallText(open.dataSet);
  if (shortfall !== undefined) screen.notice(shortfall);
  return open;
}

/** Says what was read and from where: before long work it is good to know that it was the right one. */
export function tellRead({ screen }: Run, { dataSet, path }: OpenDataSet): void {
  const { ratings, superseded } = dataSet;
  const repeated = superseded > 0 ? ` (${grouped(superseded)} repeated left out)` : "";
  screen.progress.finish(`Read ${counted(ratings.length, "rating")} from ${path}${repeated}`);
}

/** Says what of the ratings is not used, where something is not. */
export function tellSuperseded({ screen }: Run, { name, superseded }: DataSet): void {
  if (superseded === 0) return;
  const left = `${counted(superseded, "repeated rating")} left out of ${plainText(dataTitle(name))}`;
  screen.notice(`${left}: of one person and film the last counts`);
}

/** How many rows of the catalogue have a rating: films that nobody rated teach nothing. */
export function ratedMovies({ ratings }: DataSet): number {
  return ratings.movieCounts().filter((count) => count > 0).length;
}

/** Draws a download as it goes on. */
export class DownloadProgress {
  /** Bytes there. */
  bytes = 0;
  readonly #run: Run;
  readonly #name: string;
  #start: { readonly at: number; readonly bytes: number } | undefined;

  constructor(run: Run, name: string) {
    this.#run = run;
    this.#name = name;
  }

  readonly onProgress = (received: number, total: number): void => {
    this.bytes = received;
    // What an earlier call left behind was not downloaded at the speed of this one.
    this.#start ??= { at: performance.now(), bytes: received };
    this.#run.screen.progress.show(() => this.#text(received, total));
  };

  readonly onWait = (): void => {
    this.#run.screen.notice(
      `Another process is getting "${this.#name}"; waiting until it has done so`,
    );
  };

  finish(path: string): void {
    this.#run.screen.progress.finish(
      `Downloaded "${this.#name}" (${byteCount(this.bytes)}) to ${path}`,
    );
  }

  #text(received: number, total: number): string {
    const { at, bytes } = this.#start!;
    const seconds = (performance.now() - at) / 1000;
    const speed = seconds > 0.2 ? (received - bytes) / seconds : 0;
    const share = total > 0 ? received / total : 0;
    return [
      this.#name,
      progressBar(share, 10),
      percent(share),
      `${byteCount(received)} of ${byteCount(total)}`,
      ...(speed > 0
        ? [`${byteCount(Math.round(speed))}/s`, `${duration((total - received) / speed)} left`]
        : []),
    ].join("  ");
  }
}

/** Whatever keeps a data set from being had is told, and ends, in one way. */
export function rethrowAsDataSet(error: unknown): never {
  if (!(error instanceof WriteError)) throw error;
  const remedy = "set XDG_CACHE_HOME to a folder that can be written, or put the set under ./data";
  const { message } = error;
  const told = message.includes("XDG_CACHE_HOME") ? message : `${message}\nOr: ${remedy}`;
  throw new DataSetError(told, { cause: error });
}

/** What to call a data set in text: not with the whole path of a folder of one's own. */
export function dataTitle(name: string): string {
  const found = /^Ratings in (.+)$/su.exec(name);
  return found === null ? name : `the ratings in ${basename(found[1]!)}`;
}

/** As {@link dataTitle}, where ratings are spoken of already: `the ratings in MovieLens 100K`. */
export function ratingsIn(title: string): string {
  return /^the (?:ratings in|model) /u.test(title) ? title : `the ratings in ${title}`;
}
