import { createHash, type Hash } from "node:crypto";
import { open, readFile, rename, rm, writeFile, type FileHandle } from "node:fs/promises";
import { DataError, WriteError } from "../core/errors.ts";
import type { FileEdition, PartHeld } from "./download.ts";
import { byteCount } from "./node-byte-count.ts";
import { errnoOf, readFault, writeFault, writing } from "./node-disk-fault.ts";

/**
 * A download on its way: `<target>.part`, with `<target>.part.json` saying of which edition it is.
 * Only {@link finish} gives it its final name, so that name never holds half a file.
 */
export class PartFile {
  readonly #target: string;
  readonly #part: string;
  readonly #note: string;
  readonly #handle: FileHandle;
  #received: number;
  #edition: FileEdition | undefined;
  #hash: Hash = createHash("md5");
  /** Bytes at the start of the file that are in the hash. */
  #hashed = 0;
  #closed = false;

  private constructor(target: string, handle: FileHandle, bytes: number) {
    this.#target = target;
    this.#part = `${target}.part`;
    this.#note = `${target}.part.json`;
    this.#handle = handle;
    this.#received = bytes;
  }

  /** @throws {WriteError} if the part cannot be opened for writing. */
  static async open(target: string): Promise<PartFile> {
    const handle = await writing(target, open(`${target}.part`, "a+"));
    try {
      const { size } = await writing(target, handle.stat());
      const part = new PartFile(target, handle, size);
      part.#edition = await readNote(part.#note);
      return part;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get received(): number {
    return this.#received;
  }

  /** What a server must be told to send the rest; `undefined` where there is nothing to go on from. */
  held(url: string): PartHeld | undefined {
    const edition = this.#edition;
    if (edition?.url !== url || this.#received === 0) return undefined;
    if (edition.etag === undefined && edition.lastModified === undefined) return undefined;
    return { bytes: this.#received, edition };
  }

  /** Makes ready for bytes from offset `start`, which is `received` or, to start anew, 0. */
  async expect(start: number, edition: FileEdition): Promise<void> {
    if (start === this.#received && start > 0) return;
    if (this.#received > 0) await writing(this.#target, this.#handle.truncate(0));
    this.#received = 0;
    this.#hash = createHash("md5");
    this.#hashed = 0;
    this.#edition = edition;
    await writing(this.#target, writeFile(this.#note, `${JSON.stringify(edition)}\n`));
  }

  /** @throws {WriteError} if the disk is full, saying that the next try goes on from there. */
  async append(chunk: Uint8Array): Promise<void> {
    if (this.#hashed < this.#received) await this.#hashWhatIsThere();
    try {
      await this.#handle.appendFile(chunk);
    } catch (error) {
      throw await this.#stuck(error);
    }
    this.#hash.update(chunk);
    this.#received += chunk.length;
    this.#hashed += chunk.length;
  }

  /** The MD5 of all that is there, in hex. */
  async md5(): Promise<string> {
    if (this.#hashed < this.#received) await this.#hashWhatIsThere();
    return this.#hash.copy().digest("hex");
  }

  /** Flushes, closes and gives the final name. */
  async finish(): Promise<void> {
    await writing(this.#target, this.#handle.sync());
    await this.#close();
    await writing(this.#target, rename(this.#part, this.#target));
    await rm(this.#note, { force: true });
  }

  /** Closes and leaves what is there for the next try, but nothing of an empty part. */
  async keep(): Promise<void> {
    if (this.#closed) return; // finished or discarded
    const { size } = await this.#handle.stat();
    await this.#close();
    if (size === 0) await this.#remove();
  }

  /** Closes and removes what is there. */
  async discard(): Promise<void> {
    await this.#close();
    await this.#remove();
  }

  async #close(): Promise<void> {
    this.#closed = true;
    await this.#handle.close();
  }

  async #remove(): Promise<void> {
    await rm(this.#part, { force: true });
    await rm(this.#note, { force: true });
  }

  async #hashWhatIsThere(): Promise<void> {
    const buffer = new Uint8Array(2 ** 20);
    while (this.#hashed < this.#received) {
      const length = Math.min(buffer.length, this.#received - this.#hashed);
      const { bytesRead } = await this.#read(buffer, length);
      this.#hash.update(buffer.subarray(0, bytesRead));
      this.#hashed += bytesRead;
    }
  }

  async #read(buffer: Uint8Array, length: number): Promise<{ bytesRead: number }> {
    const file = this.#part;
    const action = "Cannot read the part that is downloaded";
    try {
      const found = await this.#handle.read(buffer, 0, length, this.#hashed);
      if (found.bytesRead > 0) return found;
    } catch (error) {
      throw new DataError(`${action}: ${readFault(error)}`, { file }, { cause: error });
    }
    throw new DataError(`${action}: it has been cut by another program; remove it`, { file });
  }

  async #stuck(error: unknown): Promise<WriteError> {
    const { size } = await this.#handle.stat();
    const full = errnoOf(error) === "ENOSPC" || errnoOf(error) === "EDQUOT";
    const why = full ? "the disk is full" : writeFault(error, this.#target);
    const remedy =
      size === 0
        ? "free some space and run it again"
        : "free some space and run it again, it goes on from there";
    const message = `Cannot write "${this.#target}": ${why} after ${byteCount(size)}`;
    return new WriteError(full ? `${message}; ${remedy}` : message, this.#target, { cause: error });
  }
}

async function readNote(path: string): Promise<FileEdition | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(path, "utf8"));
    return isEdition(note) ? note : undefined;
  } catch {
    return undefined; // missing or damaged: the download starts anew
  }
}

function isEdition(note: unknown): note is FileEdition {
  if (typeof note !== "object" || note === null) return false;
  const { url, etag, lastModified } = note as Record<string, unknown>;
  const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
  return typeof url === "string" && isText(etag) && isText(lastModified);
}
