/** A file that is open for reading at any offset; whoever opened it closes it. */
export interface OpenDataFile {
  /** In bytes. */
  readonly size: number;
  /**
   * Reads bytes from offset `from` into `target`, which is borrowed: as many as it holds, fewer at
   * the end of the file.
   *
   * @returns how many it read, 0 only at the end.
   * @throws {DataError} if the file cannot be read.
   */
  read(target: Uint8Array, from: number): Promise<number>;
  /** May be called again. */
  close(): Promise<void>;
}

/**
 * The files of a data set, wherever they lie: a folder, a ZIP, files dropped on a page. Names are
 * bare (`u.data`, `ratings.csv`), without the folder that an archive wraps around them.
 */
export interface DataFiles {
  /** What to call the whole in messages, e.g. the path of the folder or archive. */
  readonly place: string;
  readonly names: readonly string[];
  /** The file of ratings, where that was named itself and not the place that holds it. */
  readonly ratingsFile?: string | undefined;
  /**
   * The bytes of a file, in chunks of any size; the chunks are given (the reader may keep them).
   *
   * @throws {DataError} if there is no such file or it cannot be read.
   */
  open(name: string): AsyncIterable<Uint8Array>;
  /**
   * Opens a file for reading at any offset, which is faster than chunks and needed for some formats;
   * else they are read as a whole.
   *
   * @returns undefined where this file can be read from its beginning only.
   * @throws {DataError} if there is no such file or it cannot be opened.
   */
  openAt?(name: string): Promise<OpenDataFile | undefined>;
}
