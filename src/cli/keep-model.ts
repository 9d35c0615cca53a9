import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WriteError } from "../index.ts";
import { byteCount } from "../io/node-byte-count.ts";
import { writeFileAtomically } from "../io/node-files.ts";
import { reserveSpace } from "../io/node-reserve-space.ts";
import type { Run } from "./run.ts";
import { UsageError } from "./usage-error.ts";

/** @throws {UsageError} for no name at all. */
export function checkOutput(output: string): void {
  if (output.trim() !== "") return;
  throw new UsageError("Cannot write the model: --output must name a file, got nothing");
}

/** A place for a model that is still to be learned. */
export interface ModelPlace {
  /**
   * Writes it there; where that fails, to the folder for temporary files, and says so.
   *
   * @throws {WriteError} that tells where the model is, if anywhere.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Gives the room back that is not needed any more; may be called again. */
  release(): Promise<void>;
}

/**
 * Takes the room for a model before the work, so that an hour of it is not lost to a full disk.
 *
 * @throws {WriteError} if there is not so much room now.
 */
export async function reserveModelPlace(
  { io }: Run,
  output: string,
  bytes: number,
): Promise<ModelPlace> {
  const release = await reserveSpace(output, bytes);
  return {
    release,
    write: async (model) => {
      await release();
      try {
        await writeFileAtomically(output, model, { signal: io.signal });
      } catch (error) {
        if (!(error instanceof WriteError)) throw error;
        throw await keptElsewhere(model, output, error);
      }
    },
  };
}

async function keptElsewhere(
  model: Uint8Array,
  output: string,
  error: WriteError,
): Promise<WriteError> {
  const other = join(tmpdir(), `matinee-kept-${randomUUID()}.safetensors`);
  try {
    await writeFileAtomically(other, model);
  } catch {
    return error; // what failed first is what can be mended
  }
  const size = byteCount(model.length);
  const message = `${error.message}\nThe model (${size}) is in "${other}": move it from there`;
  return new WriteError(message, output, { cause: error });
}
