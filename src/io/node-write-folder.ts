import { mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { throwIfAborted, WriteError } from "../core/errors.ts";
import { writing } from "./node-disk-fault.ts";
import { readWholeFile, writeFileAtomically } from "./node-files.ts";
import { kindAt } from "./node-kind-at.ts";
import {
  dropUnfinished,
  forgetUnfinished,
  reserveUnfinished,
  sweepUnfinished,
} from "./node-unfinished-files.ts";

/** A file to be written: its path below the folder, with `/`. */
export interface FolderFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How a folder is written. */
export interface WriteFolderOptions {
  /** A file in the folder that tells what was written, so that it can be replaced and nothing else. */
  readonly marker: string;
  /** May what an earlier run wrote be replaced? Files of others in that folder stay. */
  readonly replace?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes files as a folder. A new folder appears with all of them. A folder that is there is filled file
 * by file in their order, each whole, and left-overs of an earlier run go last: whoever reads the last
 * file finds all others.
 *
 * @throws {WriteError} if the folder holds what an earlier run did not write, or what it wrote and `replace`
 *   is not set; if the folder around it is missing, it is a file, or the disk is full.
 * @throws {AbortedError} if `signal` is set before anything has been put in place.
 */
export async function writeFolder(
  folder: string,
  files: readonly FolderFile[],
  { marker, replace = false, signal }: WriteFolderOptions,
): Promise<void> {
  const paths = files.map(({ path }) => path);
  const mark = new TextEncoder().encode(`${JSON.stringify({ files: paths }, null, 2)}\n`);
  const all = [{ path: marker, bytes: mark }, ...files];
  if ((await kindAt(folder)) === undefined) return await writeNew(folder, all, signal);
  const before = await filesBefore(folder, marker, replace);
  await fill(folder, all, signal);
  await removeFiles(
    folder,
    before.filter((path) => path !== marker && !paths.includes(path)),
  );
}

async function writeNew(
  folder: string,
  files: readonly FolderFile[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const stage = reserveUnfinished(folder);
  try {
    await writing(folder, mkdir(stage));
    await writeAll(stage, files, signal);
    await writing(folder, rename(stage, folder));
    forgetUnfinished(stage);
  } catch (error) {
    await dropUnfinished(stage);
    throw error;
  }
}

async function fill(
  folder: string,
  files: readonly FolderFile[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const stage = reserveUnfinished(stageBase(folder));
  try {
    await writing(folder, mkdir(stage));
    await writeAll(stage, files, signal);
    for (const { path } of files) {
      const target = join(folder, path);
      await writing(target, mkdir(dirname(target), { recursive: true }));
      await writing(target, rename(join(stage, path), target));
    }
  } finally {
    await dropUnfinished(stage);
  }
}

async function writeAll(
  stage: string,
  files: readonly FolderFile[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { path, bytes } of files) {
    const target = join(stage, path);
    await writing(target, mkdir(dirname(target), { recursive: true }));
    await writeFileAtomically(target, bytes, { signal });
  }
  throwIfAborted(`Cannot write "${stage}"`, signal);
}

/** What an earlier run wrote; empty of an empty folder. */
async function filesBefore(
  folder: string,
  marker: string,
  replace: boolean,
): Promise<readonly string[]> {
  const action = `Cannot write "${folder}"`;
  if (!(await writing(folder, stat(folder))).isDirectory()) {
    throw new WriteError(`${action}: it is a file; name a folder`, folder);
  }
  await sweepUnfinished(stageBase(folder)); // of runs that were killed
  const entries = await writing(folder, readdir(folder));
  if (entries.length === 0) return [];
  const before = entries.includes(marker) ? await listedIn(join(folder, marker)) : undefined;
  if (before === undefined) {
    const found = `it holds other files, such as "${entries[0]}"; name a new or an empty folder`;
    throw new WriteError(`${action}: ${found}`, folder);
  }
  if (!replace) {
    throw new WriteError(`${action}: it was written before; --force replaces it`, folder);
  }
  return before;
}

function stageBase(folder: string): string {
  return join(folder, "new");
}

/** Only what lies below the folder, whatever the marker says: it may be anyone's. */
async function listedIn(file: string): Promise<readonly string[] | undefined> {
  try {
    const text = new TextDecoder().decode(await readWholeFile(file));
    const { files } = JSON.parse(text) as { readonly files?: unknown };
    if (!Array.isArray(files)) return undefined;
    const isBelow = (path: unknown): path is string =>
      typeof path === "string" && /^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)*$/u.test(path);
    return files.filter(isBelow);
  } catch {
    return undefined; // no marker of ours
  }
}

async function removeFiles(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await writing(join(folder, path), rm(join(folder, path), { force: true }));
    const around = dirname(path);
    if (around !== ".") await rmdir(join(folder, around)).catch(() => undefined); // not empty yet
  }
}
