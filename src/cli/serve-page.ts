import { RecommenderError } from "../index.ts";
import { findDataSet } from "../io/node-data-sets.ts";
import type { OpenDataFiles } from "../io/node-files.ts";
import { openDataFiles } from "../io/node-files.ts";
import { pageFiles } from "../io/node-page-files.ts";
import type { App } from "../server/app.ts";
import { makeApp } from "../server/app.ts";
import { ownHosts } from "../server/http/loopback.ts";
import type { Listening } from "../server/node.ts";
import { ListenError, listen } from "../server/node.ts";
import { dataFiles } from "../server/page/data-files.ts";
import { openInBrowser } from "./open-in-browser.ts";
import type { GlobalFlags } from "./options.ts";
import type { Run } from "./run.ts";
import type { ServiceFlags } from "./serve-service.ts";
import { isPrivate, openService } from "./serve-service.ts";
import { ServerEnded } from "./server-ended.ts";
import { plainText } from "./terminal/text-width.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed after `matinee serve`. */
export interface ServeFlags extends GlobalFlags, ServiceFlags {
  readonly port: number;
  readonly open?: boolean;
  readonly mostConnections: number;
}

const DATA_SET = "ml-100k";
/** How long requests under way have when the server ends; then a second for what it runs. */
const GRACE_MS = 10_000;

/**
 * Serves the page and the service until the run's signal is set.
 *
 * @throws {ServerEnded} then.
 * @throws {UsageError} for an address that others can reach while there is no key, or a port that cannot be had.
 * @throws {DataError} if the page has not been built.
 * @throws {StoreError} if the store cannot be used.
 */
export async function servePage(run: Run, flags: ServeFlags): Promise<void> {
  const { io, screen } = run;
  io.ownProcess?.takeTime(GRACE_MS + 1000);
  const page = await pageFiles();
  const service = await openService(run, flags);
  // MovieLens may be used here, not handed to others.
  const data = isPrivate(flags) ? await dataOfThisMachine(run) : undefined;
  try {
    const app = makeApp({
      files: [...page, ...dataFiles(data === undefined ? [] : [{ name: DATA_SET, files: data }])],
      isOwnHost: ownHosts(flags.host, flags.publicHost),
      onFault: (error) => screen.notice(error instanceof Error ? error.message : String(error)),
      api: service.api,
    });
    const { url, closed } = await listening(app, run, flags);
    // Whoever knows the address already is told that it is starting; who reads it here need not wait any more.
    await Promise.race([service.started, closed]);
    if (!io.signal.aborted) {
      tell(run, { url, hasData: data !== undefined, flags, place: service.store.place });
      if (flags.open === true) await openPage(run, url);
    }
    await closed;
  } finally {
    await data?.close();
    await service.close();
  }
  if (io.signal.aborted) throw new ServerEnded();
}

async function openPage({ screen }: Run, url: string): Promise<void> {
  await openInBrowser(url).catch(() => screen.notice("No browser could be opened from here."));
}

/** MovieLens 100K, if it is here; without it the page learns from made-up ratings. */
async function dataOfThisMachine({ io, screen }: Run): Promise<OpenDataFiles | undefined> {
  const { env, cwd } = io;
  const found = await findDataSet(DATA_SET, { env, cwd });
  if (found === undefined) return undefined;
  try {
    return await openDataFiles(found.path);
  } catch (error) {
    if (!(error instanceof RecommenderError)) throw error;
    screen.notice(`${error.message}; the page goes without it`);
    return undefined;
  }
}

async function listening(app: App, { io }: Run, flags: ServeFlags): Promise<Listening> {
  const { host, port, mostConnections } = flags;
  const options = { host, port, mostConnections, signal: io.signal, graceMs: GRACE_MS };
  try {
    return await listen((request, arrival) => app.fetch(request, arrival), {
      ...options,
      replacesGlobals: io.ownProcess !== undefined,
    });
  } catch (error) {
    if (error instanceof ListenError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

interface Told {
  readonly url: string;
  readonly hasData: boolean;
  readonly place: string;
  readonly flags: ServeFlags;
}

function tell({ screen }: Run, { url, hasData, place, flags }: Told): void {
  const [api, docs] = [`${url}v1/`, `${url}docs`];
  if (screen.json) {
    // One line, for whoever reads lines of a program that does not end.
    const dataSets = hasData ? [DATA_SET] : [];
    screen.printRaw(`${JSON.stringify({ url, dataSets, api, docs, store: place })}\n`);
    return;
  }
  screen.print(`The page is at ${url}`);
  screen.notice(`The API is at ${api}, its docs at ${docs}`);
  screen.notice(`Ratings that it is sent are kept in ${plainText(place)}`);
  if (isPrivate(flags)) {
    screen.notice(
      hasData
        ? 'MovieLens 100K is here: "Watch it learn" learns from it.'
        : 'MovieLens 100K is not here, so "Watch it learn" makes ratings up; "matinee data get ml-100k" gets it.',
    );
  }
  screen.notice("Ctrl-C ends it.");
}
