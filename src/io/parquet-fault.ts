import { DataError } from "../core/errors.ts";

const ACTION = "Cannot read the ratings";

/** What is wrong with a Parquet file, as errors that name it. */
export class ParquetFault {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  error(what: string, cause?: unknown): DataError {
    const options = cause === undefined ? undefined : { cause };
    return new DataError(`${ACTION}: ${what}`, { file: this.#file }, options);
  }

  damaged(how: string, cause?: unknown): DataError {
    return this.error(`the Parquet file is damaged: ${how}; get it anew`, cause);
  }

  cutShort(): DataError {
    return this.error("the Parquet file is cut short; get it anew");
  }

  /** @throws {DataError} for whatever the reader of the format throws, which does not name the file. */
  async within<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof DataError) throw error;
      const how = error instanceof Error ? error.message : String(error);
      throw this.damaged(how.replace(/^parquet /u, ""), error);
    }
  }
}
