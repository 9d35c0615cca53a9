import { ModelFileError } from "../core/errors.ts";
import { Model } from "../core/model/model.ts";
import { readWholeFile, writeFileAtomically } from "./node-files.ts";

/** Model files hold all users' features too: 32 M ratings at F = 128 stay far below this. */
const MOST_BYTES = 2 ** 31;

/**
 * Writes a model as a safetensors file: to a temporary name, then renamed, so that the old file or
 * the new one is there, never half of one.
 *
 * @throws {WriteError} if the file cannot be written, e.g. a full disk; nothing is left behind.
 *
 * Cost: O(size of the model).
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const file = join(await mkdtemp(join(tmpdir(), "matinee-")), "my.safetensors");
 * const model = await train(synthesize({ users: 30, movies: 20, ratings: 200 }));
 * await saveModel(model, file);
 * const again = await loadModel(file);
 * assert.equal(again.predict(1, 1), model.predict(1, 1));
 * ```
 */
export async function saveModel(model: Model, file: string): Promise<void> {
  await writeFileAtomically(file, model.toBytes());
}

/**
 * Reads a model file.
 *
 * @throws {DataError} if the file is not there or cannot be read.
 * @throws {ModelFileError} naming the file, if it is foreign, damaged, cut short or of another version.
 *
 * Cost: O(size of the model).
 *
 * @example
 * ```ts no-run
 * const model = await loadModel("model.safetensors");
 * ```
 */
export async function loadModel(file: string): Promise<Model> {
  const bytes = await readWholeFile(file, MOST_BYTES);
  try {
    return Model.fromBytes(bytes);
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    throw new ModelFileError(`${file}: ${error.message}`, { cause: error });
  }
}
