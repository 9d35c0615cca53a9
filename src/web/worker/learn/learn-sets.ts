import type { DataSet, LoadMovieLensOptions } from "../../../index.ts";
import { AbortedError, loadMovieLens, synthesize, zipFiles } from "../../../index.ts";
import type { LearnFile, LearnSource } from "../../messages.ts";

/** Data to learn from. */
export interface LearnSet {
  readonly dataSet: DataSet;
  readonly isMadeUp: boolean;
}

/** How many ratings may be read before that is told again. */
const TELL_EVERY = 100_000;

/**
 * Data by where they come from. The last ones are kept, since someone who plays once plays again.
 *
 * @param fromServer - loads MovieLens 100K.
 */
export function learnSets(
  fromServer: () => Promise<DataSet>,
): (source: LearnSource, options: LoadMovieLensOptions) => Promise<LearnSet> {
  let kept: { readonly key: string; readonly set: LearnSet } | undefined;
  return async (source, options) => {
    const key = keyOf(source);
    if (kept?.key === key) return kept.set;
    kept = undefined; // two large sets would need twice the memory
    const set = await read(source, options, fromServer);
    kept = { key, set };
    return set;
  };
}

function keyOf(source: LearnSource): string {
  if (source.kind !== "file") return source.kind;
  const { file, name } = source;
  const { lastModified } = file as Partial<File>;
  return `file ${name} ${file.size} ${lastModified ?? ""}`;
}

async function read(
  source: LearnSource,
  options: LoadMovieLensOptions,
  fromServer: () => Promise<DataSet>,
): Promise<LearnSet> {
  if (source.kind === "made up") return { dataSet: synthesize(), isMadeUp: true };
  if (source.kind === "server") return { dataSet: await fromServer(), isMadeUp: false };
  return { dataSet: await readZip(source, options), isMadeUp: false };
}

/**
 * Reads a ZIP up to its first ratings: the list of its files alone would let an export of somebody's own
 * pass, which has a `ratings.csv`, too.
 *
 * @throws {DataError} that names the file and what is wrong with it.
 */
export async function checkZip(
  file: LearnFile,
  { signal }: Pick<LoadMovieLensOptions, "signal">,
): Promise<void> {
  let isEnough = false;
  const until = {
    get aborted(): boolean {
      return isEnough || signal?.aborted === true;
    },
  };
  try {
    await loadZip(file, { signal: until, onProgress: (ratings) => (isEnough = ratings > 0) });
  } catch (error) {
    if (!(isEnough && error instanceof AbortedError)) throw error;
  }
}

/** @throws {DataError} that names the file and what is wrong with it. */
async function readZip(
  file: LearnFile,
  { signal, onProgress }: LoadMovieLensOptions,
): Promise<DataSet> {
  let told = 0;
  const tell = (ratings: number): void => {
    if (ratings - told < TELL_EVERY) return;
    told = ratings;
    onProgress?.(ratings);
  };
  return loadZip(file, { signal, onProgress: tell });
}

async function loadZip({ file, name }: LearnFile, options: LoadMovieLensOptions): Promise<DataSet> {
  const files = await zipFiles(file, name);
  try {
    return await loadMovieLens(files, options);
  } finally {
    await files.close();
  }
}
