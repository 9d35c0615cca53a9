import { RecommenderError } from "../index.ts";
import { findDataSet } from "../io/node-data-sets.ts";
import type { OpenDataFiles } from "../io/node-files.ts";
import { openDataFiles } from "../io/node-files.ts";
import { pageFiles } from "../io/node-page-files.ts";
import { makeApp } from "../server/app.ts";
import { dataFiles } from "../server/page/data-files.ts";
import { isLoopback } from "../server/http/loopback.ts";
import type { Listening } from "../server/node.ts";
import { ListenError, listen } from "../server/node.ts";
import { openInBrowser } from "./open-in-browser.ts";
import type { GlobalFlags } from "./options.ts";
import type { Run } from "./run.ts";
import { ServerEnded } from "./server-ended.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed after `matinee serve`. */
export interface ServeFlags extends GlobalFlags {
  readonly host: string;
  readonly port: number;
  readonly open?: boolean;
}

const DATA_SET = "ml-100k";

/**
 * Serves the page until the run's signal is set.
 *
 * @throws {ServerEnded} then.
 * @throws {UsageError} for an address that others could reach, or a port that cannot be had.
 * @throws {DataError} if the page has not been built.
 */
export async function servePage(run: Run, flags: ServeFlags): Promise<void> {
  refuseOtherHosts(flags.host);
  const { io, screen } = run;
  const page = await pageFiles();
  const data = await dataOfThisMachine(run);
  try {
    const app = makeApp({
      files: [...page, ...dataFiles(data === undefined ? [] : [{ name: DATA_SET, files: data }])],
      isOwnHost: isLoopback,
      onFault: (error) => screen.notice(error instanceof Error ? error.message : String(error)),
    });
    const fetch = (request: Request): Response | Promise<Response> => app.fetch(request);
    const { url, closed } = await listening(fetch, run, flags);
    tell(run, url, data !== undefined);
    if (flags.open === true) {
      await openInBrowser(url).catch(() => screen.notice("No browser could be opened from here."));
    }
    await closed;
  } finally {
    await data?.close();
  }
  if (io.signal.aborted) throw new ServerEnded();
}

/** Whoever reaches the page could use this machine; strangers are to be let in by key only. */
function refuseOtherHosts(host: string): void {
  if (isLoopback(host)) return;
  throw new UsageError(
    `Cannot serve at ${JSON.stringify(host)}: others could reach the page there, which asks for keys, ` +
      "and there are none yet; leave out --host, or give 127.0.0.1, ::1 or localhost",
  );
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

async function listening(
  fetch: (request: Request) => Response | Promise<Response>,
  { io }: Run,
  { host, port }: ServeFlags,
): Promise<Listening> {
  try {
    return await listen(fetch, { host, port, signal: io.signal });
  } catch (error) {
    if (error instanceof ListenError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function tell({ screen }: Run, url: string, hasData: boolean): void {
  if (screen.json) {
    screen.printJson({ url, dataSets: hasData ? [DATA_SET] : [] });
    return;
  }
  screen.print(`The page is at ${url}`);
  screen.notice(
    hasData
      ? 'MovieLens 100K is here: "Watch it learn" learns from it.'
      : 'MovieLens 100K is not here, so "Watch it learn" makes ratings up; "matinee data get ml-100k" gets it.',
  );
  screen.notice("Ctrl-C ends it.");
}
