import { basename } from "node:path";
import { byteCount } from "../io/node-byte-count.ts";
import type { OpenDataSet, OpenDataSetOptions } from "../io/node-data-sets.ts";
import { openDataSet } from "../io/node-data-sets.ts";
import type { Run } from "./run.ts";
import { progressBar } from "./terminal/bars.ts";
import { duration, grouped, percent } from "./terminal/numbers.ts";

/**
 * Opens a data set by name or path with live lines for the download and the reading. The caller
 * closes its files.
 *
 * @throws as {@link openDataSet}.
 */
export async function openData(
  { io, screen }: Run,
  nameOrPath: string,
  options: Pick<OpenDataSetOptions, "idleMs"> = {},
): Promise<OpenDataSet> {
  const { env, cwd, signal } = io;
  const download = new DownloadProgress({ io, screen }, nameOrPath);
  const open = await openDataSet(nameOrPath, {
    ...options,
    env,
    cwd,
    signal,
    onDownload: download.onProgress,
    onWait: download.onWait,
    onProgress: (read) => screen.progress.show(() => `reading  ${grouped(read)} ratings`),
  });
  screen.progress.clear(); // so that the next phase is drawn at once
  if (download.bytes > 0) download.finish(open.path);
  return open;
}

/** Says what was read and from where: before long work it is good to know that it was the right one. */
export function tellRead({ screen }: Run, { dataSet, path }: OpenDataSet): void {
  screen.progress.finish(`Read ${grouped(dataSet.ratings.length)} ratings from ${path}`);
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

/** What to call a data set in text: not with the whole path of a folder of one's own. */
export function dataTitle(name: string): string {
  const found = /^Ratings in (.+)$/su.exec(name);
  return found === null ? name : `the ratings in ${basename(found[1]!)}`;
}
