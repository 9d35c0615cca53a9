import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DataError } from "../core/errors.ts";
import type { DataFiles } from "./data-files.ts";
import { shown } from "./shown.ts";
import { asWriteError, errnoOf, writing } from "./node-disk-fault.ts";
import { kindAt } from "./node-kind-at.ts";
import { dropUnfinished, forgetUnfinished, reserveUnfinished } from "./node-unfinished-files.ts";
import { writeFileAtomically, type WriteFileOptions } from "./node-write-file.ts";

/** Not a bare name: it has a separator or a drive, is a step up, hidden, or has control letters. */
const UNSAFE_NAME = /[/\\:\p{Cc}]|^\.|^$/u;

/**
 * Writes some of `files` into a folder that appears when all of them are there, in place of one
 * that may have been there before.
 *
 * @param names - bare names; one with a path in it is refused, so nothing leaves the folder.
 * @throws {DataError} if a name is no bare name, or a file cannot be read; nothing is left then.
 * @throws {WriteError} if the disk is full or the parent folder closed; nothing is left then.
 * @throws {AbortedError} if `signal` is set.
 */
export async function unpackFiles(
  files: DataFiles,
  names: readonly string[],
  folder: string,
  options: WriteFileOptions = {},
): Promise<void> {
  for (const name of names) {
    if (!UNSAFE_NAME.test(name)) continue;
    const message = `Cannot unpack ${shown(name)}: it is no plain file name; get the archive anew`;
    throw new DataError(message, { file: files.place });
  }
  const temporary = reserveUnfinished(folder);
  try {
    await writing(folder, mkdir(temporary));
    for (const name of names) {
      await writeFileAtomically(join(temporary, name), files.open(name), options);
    }
    await replaceFolder(temporary, folder);
    forgetUnfinished(temporary);
  } catch (error) {
    await dropUnfinished(temporary);
    throw error;
  }
}

/** Makes an empty folder with all above it, unless it is there. */
export async function makeFolder(folder: string): Promise<void> {
  await writing(folder, makeStepwise(folder));
}

/** Node's own recursive way never ends where a folder refuses by "no such file", as `/proc` does. */
async function makeStepwise(folder: string): Promise<void> {
  if ((await kindAt(folder)) === "folder") return;
  const above = dirname(folder);
  if (above !== folder) await makeStepwise(above);
  try {
    await mkdir(folder);
  } catch (error) {
    if ((await kindAt(folder)) !== "folder") throw error; // else: made meanwhile
  }
}

/** Folders, unlike files, cannot be renamed over: what is in the way steps aside first. */
async function replaceFolder(from: string, to: string): Promise<void> {
  try {
    return await rename(from, to);
  } catch (error) {
    const inTheWay = ["EEXIST", "ENOTEMPTY", "ENOTDIR", "EPERM"];
    if (!inTheWay.includes(errnoOf(error) ?? "")) throw asWriteError(to, error);
  }
  const aside = reserveUnfinished(to);
  await writing(to, rename(to, aside));
  try {
    await writing(to, rename(from, to));
  } catch (error) {
    await rename(aside, to);
    throw error;
  }
  await dropUnfinished(aside);
}
