import { createReadStream } from "node:fs";
import { DataError } from "../core/errors.ts";
import { readFault } from "./node-disk-fault.ts";

/**
 * A file's bytes from its beginning, as they are asked for.
 *
 * @throws {DataError} while it is iterated, if the file cannot be read.
 */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const chunks = createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    for await (const chunk of chunks) yield chunk as Uint8Array;
  } catch (error) {
    const message = `Cannot read the file: ${readFault(error)}`;
    throw new DataError(message, { file: path }, { cause: error });
  }
}
