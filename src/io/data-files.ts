/**
 * The files of a data set, wherever they lie: a folder, a ZIP, files dropped on a page. Names are
 * bare (`u.data`, `ratings.csv`), without the folder that an archive wraps around them.
 */
export interface DataFiles {
  /** What to call the whole in messages, e.g. the path of the folder or archive. */
  readonly place: string;
  readonly names: readonly string[];
  /**
   * The bytes of a file, in chunks of any size; the chunks are given (the reader may keep them).
   *
   * @throws {DataError} if there is no such file or it cannot be read.
   */
  open(name: string): AsyncIterable<Uint8Array>;
}
