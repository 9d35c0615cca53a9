/** A file that is served: its path below the address, without a slash in front. */
export interface ServedFile {
  readonly path: string;
  read(): Promise<Uint8Array>;
}

/** What is sent of a file. */
export interface Representation {
  /** Weak, since it stands for the file compressed or not. */
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads files when they are first asked for and keeps them, as they are and compressed. */
export class FileStore {
  readonly #files: ReadonlyMap<string, ServedFile>;
  readonly #kept = new Map<string, Promise<Representation>>();

  /** @param files - of two with one path, the later one counts. */
  constructor(files: readonly ServedFile[]) {
    this.#files = new Map(files.map((file) => [file.path, file]));
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** @throws {RangeError} for a path that there is not; else what reading the file throws. */
  async get(path: string, { gzip }: { readonly gzip: boolean }): Promise<Representation> {
    const file = this.#files.get(path);
    if (file === undefined)
      throw new RangeError(`Cannot serve ${JSON.stringify(path)}: no such file`);
    const plain = this.#keep(path, async () => {
      const bytes = Uint8Array.from(await file.read());
      return { etag: await etagOf(bytes), bytes };
    });
    if (!gzip) return await plain;
    return await this.#keep(`${path}\0gzip`, async () => {
      const { etag, bytes } = await plain;
      return { etag, bytes: await compressed(bytes) };
    });
  }

  #keep(key: string, make: () => Promise<Representation>): Promise<Representation> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const made = make();
    this.#kept.set(key, made);
    made.catch(() => this.#kept.delete(key)); // a disk that failed may work the next time
    return made;
  }
}

async function etagOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(hash.subarray(0, 12), (byte) => byte.toString(16).padStart(2, "0"));
  return `W/"${hex.join("")}"`;
}

async function compressed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
