import { DataError } from "../core/errors.ts";
import type { Pack } from "./node-pack.ts";
import { openPack } from "./node-pack.ts";

/** Which pack it is, as plain data: a path alone may lead to another one by then. */
export interface PackIdentity {
  readonly path: string;
  readonly fileBytes: number;
  /** CRC-32 of the directory, which holds those of all else but ratings. */
  readonly directoryChecksum: number;
}

export function identityOf({ path, bytes, directoryChecksum }: Pack): PackIdentity {
  return { path, fileBytes: bytes, directoryChecksum };
}

/**
 * Opens a pack that is open elsewhere once more.
 *
 * @throws {DataError} as `openPack`, and if the file has been replaced by another pack meanwhile.
 */
export function reopenPack({ path, fileBytes, directoryChecksum }: PackIdentity): Pack {
  const pack = openPack(path);
  if (pack.bytes === fileBytes && pack.directoryChecksum === directoryChecksum) return pack;
  pack.close();
  throw new DataError(
    "Cannot read the pack: it was replaced by another one meanwhile; run it again",
    { file: path },
  );
}
