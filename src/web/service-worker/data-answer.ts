import { isolated } from "./kept-site.ts";

/** As much of a cache as is needed. */
export interface DataCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
}

interface DataList {
  readonly dataSets: readonly { readonly name: string; readonly files: readonly string[] }[];
}

const LIST = /\/data\/index\.json$/u;

/**
 * Data come from the server, which may have got them since, and are kept as they come. Without it, what
 * was kept; the list then names only what was.
 */
export async function dataAnswer(
  { url }: { readonly url: string },
  cache: DataCache,
  ask: (url: string) => Promise<Response>,
): Promise<Response> {
  try {
    const response = await ask(url);
    if (response.ok) {
      await cache.put(url, isolated(response.clone())).catch(() => undefined); // no room
    }
    return response;
  } catch {
    const found = await cache.match(url);
    if (LIST.test(new URL(url).pathname)) return Response.json(await keptOf(url, found, cache));
    return found ?? Response.error();
  }
}

async function keptOf(
  url: string,
  found: Response | undefined,
  cache: DataCache,
): Promise<DataList> {
  if (found === undefined) return { dataSets: [] };
  const { dataSets } = (await found.json()) as DataList;
  const whole = await Promise.all(
    dataSets.map(async ({ files }) => {
      const kept = await Promise.all(
        files.map((file) => cache.match(new URL(`../${file}`, url).href)),
      );
      return kept.every((response) => response !== undefined);
    }),
  );
  return { dataSets: dataSets.filter((_, index) => whole[index]) };
}
