import type { DataFiles } from "../../io/data-files.ts";
import type { ServedFile } from "./served-file.ts";

/** A data set that this machine has, for the page to learn from. */
export interface SharedDataSet {
  readonly name: string;
  readonly files: DataFiles;
}

/** What the page asks first. A site of static files has one that lists nothing. */
const LIST = "data/index.json";

/** What is read of MovieLens 100K. */
const WANTED = ["u.data", "u.item"];

/**
 * The files of data sets below `data/`, and the list of them:
 * `{"dataSets":[{"name":"ml-100k","files":["data/ml-100k/u.data", …]}]}`. A set that lacks a file that
 * is wanted is left out: nothing could be learned from it.
 */
export function dataFiles(sets: readonly SharedDataSet[]): readonly ServedFile[] {
  const whole = sets.filter(({ files }) => WANTED.every((file) => files.names.includes(file)));
  const dataSets = whole.map(({ name }) => ({
    name,
    files: WANTED.map((file) => pathOf(name, file)),
  }));
  const list = new TextEncoder().encode(`${JSON.stringify({ dataSets })}\n`);
  const served = whole.flatMap(({ name, files }) =>
    WANTED.map((file) => ({ path: pathOf(name, file), read: () => collected(files.open(file)) })),
  );
  return [{ path: LIST, read: () => Promise.resolve(list) }, ...served];
}

function pathOf(set: string, file: string): string {
  return `data/${set}/${file}`;
}

async function collected(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of chunks) parts.push(Uint8Array.from(chunk));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
