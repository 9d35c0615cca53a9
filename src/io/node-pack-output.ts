import type { Stats } from "node:fs";
import { closeSync, constants, fchmodSync, fsyncSync, openSync } from "node:fs";
import { access, realpath, rename, stat } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { WriteError } from "../core/errors.ts";
import { errnoOf, writing } from "./node-disk-fault.ts";
import { orWriteError, writeWhole } from "./node-rating-parts.ts";
import {
  dropUnfinished,
  forgetUnfinished,
  reserveUnfinished,
  sweepUnfinished,
} from "./node-unfinished-files.ts";
import type { PackDirectory, PackSection } from "./pack/pack-directory.ts";
import { aligned, encodeDirectory } from "./pack/pack-directory.ts";
import { HEADER_BYTES, encodeHeader } from "./pack/pack-header.ts";

/** A pack that is being written, under a temporary name until it is whole. */
export class PackOutput {
  readonly #path: string;
  readonly #target: string;
  readonly #temporary: string;
  readonly #mode: number | undefined;
  readonly #file: number;
  #end = HEADER_BYTES;
  #isOpen = true;

  /**
   * Makes the file, in the folder of `path`. What packing that was killed left there, many gigabytes, goes.
   *
   * @throws {WriteError} if `path` is a folder, a device or write-protected, or its folder cannot be written.
   */
  static async open(path: string): Promise<PackOutput> {
    const there = await whatIsThere(path);
    if (there !== undefined && !there.isFile()) {
      const kind = there.isDirectory() ? "a folder" : "no regular file";
      throw new WriteError(`Cannot write "${path}": it is ${kind}; name a file`, path);
    }
    const target = there === undefined ? path : await writing(path, realpath(path));
    if (there !== undefined) await writing(path, access(target, constants.W_OK));
    for (const name of new Set([path, target])) await sweepUnfinished(name);
    return new PackOutput(path, target, there?.mode);
  }

  private constructor(path: string, target: string, mode: number | undefined) {
    this.#path = path;
    this.#target = target;
    this.#mode = mode;
    this.#temporary = reserveUnfinished(target);
    try {
      this.#file = orWriteError(path, () => openSync(this.#temporary, "wx"));
    } catch (error) {
      forgetUnfinished(this.#temporary);
      throw error;
    }
  }

  /** Bytes written so far: where the next ones go. */
  get end(): number {
    return this.#end;
  }

  /** Writes bytes, to be followed by others at a multiple of 8. @throws {WriteError} */
  append(bytes: Uint8Array): void {
    orWriteError(this.#path, () => writeWhole(this.#file, bytes, this.#end));
    this.#end = aligned(this.#end + bytes.length);
  }

  /** Writes a whole section. @throws {WriteError} */
  section(data: Uint8Array | Uint32Array): PackSection {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const offset = this.#end;
    this.append(bytes);
    return { offset, bytes: bytes.length, checksum: crc32(bytes) };
  }

  /** Writes directory and header, and gives the file its name. @returns its bytes. @throws {WriteError} */
  async finish(directory: PackDirectory): Promise<number> {
    const bytes = encodeDirectory(directory);
    const header = {
      fileBytes: this.#end + bytes.length,
      directoryOffset: this.#end,
      directoryBytes: bytes.length,
      directoryChecksum: crc32(bytes),
    };
    this.append(bytes);
    orWriteError(this.#path, () => {
      writeWhole(this.#file, encodeHeader(header), 0);
      if (this.#mode !== undefined) fchmodSync(this.#file, this.#mode & 0o777);
      fsyncSync(this.#file);
    });
    this.#close();
    await writing(this.#path, rename(this.#temporary, this.#target));
    forgetUnfinished(this.#temporary);
    return header.fileBytes;
  }

  /** Removes what is there, unless it is finished. */
  async drop(): Promise<void> {
    this.#close();
    await dropUnfinished(this.#temporary);
  }

  #close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }
}

async function whatIsThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    return await writing(path, Promise.reject(error as Error));
  }
}
