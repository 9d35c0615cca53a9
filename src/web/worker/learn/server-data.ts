import type { DataSet } from "../../../index.ts";
import { DataError, loadMovieLens, memoryFiles } from "../../../index.ts";

/** What a server tells of its data, beside the page; a site of static files lists none. */
const LIST = "data/index.json";
const WANTED = "ml-100k";

interface ListedSet {
  readonly name: string;
  readonly files: readonly string[];
}

/** The addresses of MovieLens 100K's files; undefined where this server does not have it. */
export async function findMovieLens(base: string): Promise<readonly URL[] | undefined> {
  try {
    const response = await fetch(new URL(LIST, base));
    if (!response.ok) return undefined;
    const { dataSets } = (await response.json()) as { dataSets?: readonly ListedSet[] };
    const set = dataSets?.find(({ name }) => name === WANTED);
    return set?.files.map((file) => new URL(file, base));
  } catch {
    return undefined; // no such list, or a page in its place
  }
}

/**
 * MovieLens 100K from the server of the page.
 *
 * @throws {DataError} if it is not there, or does not come whole.
 */
export async function fetchMovieLens(base: string): Promise<DataSet> {
  const urls = await findMovieLens(base);
  if (urls === undefined) {
    throw new DataError(
      "Cannot load MovieLens 100K: this server does not have it; choose a MovieLens ZIP or the made-up ratings",
    );
  }
  const contents: Record<string, Uint8Array> = {};
  await Promise.all(urls.map(async (url) => (contents[nameOf(url)] = await bytesOf(url))));
  return loadMovieLens(memoryFiles("MovieLens 100K", contents));
}

function nameOf(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}

async function bytesOf(url: URL): Promise<Uint8Array> {
  try {
    const response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new Error(`the server answered ${response.status}`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DataError(
      `Cannot load MovieLens 100K: ${nameOf(url)} did not come (${why}); try again`,
      undefined,
      { cause },
    );
  }
}
