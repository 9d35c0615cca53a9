import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { WriteError } from "../core/errors.ts";

/** The code that the operating system gave, e.g. `ENOENT`; `undefined` for any other error. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const { code } = error;
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** Why a file cannot be read, in words, with the remedy where there is one. */
export function readFault(error: unknown): string {
  switch (errnoOf(error)) {
    case "ENOENT":
      return "there is no such file";
    case "ENOTDIR":
      return "a part of its path is a file, not a folder";
    case "EISDIR":
      return "it is a folder; name a file";
    case "EACCES":
    case "EPERM":
      return "there is no permission to read it; change its access rights";
    case "EMFILE":
    case "ENFILE":
      return "too many files are open; close some programs";
    default:
      return otherFault(error);
  }
}

/** Why `file` cannot be written, in words, with the remedy. */
export function writeFault(error: unknown, file: string): string {
  const folder = dirname(file);
  switch (errnoOf(error)) {
    case "ENOSPC":
      return "the disk is full; free some space or choose another folder";
    case "EDQUOT":
      return "the disk quota is used up; free some space or choose another folder";
    case "EFBIG":
      return "it is larger than the disk's format allows; choose another folder";
    case "ENOENT":
      // `/proc` is there and takes no file.
      if (existsSync(folder)) return `no file can be made in "${folder}"; choose another folder`;
      return `there is no folder "${folder}"; create it or choose another one`;
    case "ENOTDIR":
      return `"${folder}" is a file, not a folder; choose another folder`;
    case "EISDIR":
      return "it is a folder; name a file";
    case "EACCES":
    case "EPERM":
      if (isProtected(file)) {
        return "it is write-protected; change its access rights or choose another name";
      }
      return `there is no permission to write it in "${folder}"; choose another folder`;
    case "EROFS":
      return "the disk is read-only; choose another folder";
    case "ENAMETOOLONG":
      return "its name is too long; choose a shorter one";
    case "EMFILE":
    case "ENFILE":
      return "too many files are open; close some programs";
    case "EEXIST":
      return "something else has that name; remove it or choose another folder";
    default:
      return otherFault(error);
  }
}

/** Is it there, and it is itself, not its folder, that may not be written? */
function isProtected(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** A failed disk operation on `file` as a {@link WriteError} with its reason and remedy. */
export function asWriteError(file: string, error: unknown): WriteError {
  const message = `Cannot write "${file}": ${writeFault(error, file)}`;
  return new WriteError(message, file, { cause: error });
}

/**
 * Passes on what a disk operation on `file` gives, its failure as a {@link WriteError}.
 *
 * @throws {WriteError} naming `file` and the remedy.
 */
export async function writing<T>(file: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw asWriteError(file, error);
  }
}

/** For reading and writing alike; what is left is rare and has only its code. */
function otherFault(error: unknown): string {
  const code = errnoOf(error);
  switch (code) {
    case "EIO":
      return "the disk reports a fault";
    case "ELOOP":
      return "its symbolic links lead round in a circle; name the file itself";
    case "ENAMETOOLONG":
      return "its name is too long; choose a shorter one";
    case "EBUSY":
    case "ETXTBSY":
      return "another program is using it; close that one";
    case "ENXIO":
    case "ENODEV":
      return "it is a device that is not there, or a socket; name a file";
    case "ESTALE":
    case "ENOTCONN":
    case "EHOSTDOWN":
      return "the network drive that it is on does not answer";
    default:
      return code === undefined ? plainWords(error) : `the system gave the error ${code}`;
  }
}

function plainWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
