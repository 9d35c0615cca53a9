import { ModelFileError, WriteError } from "../core/errors.ts";
import { MOST_MODEL_BYTES, modelBytes } from "../core/model/model-bytes.ts";
import { Model } from "../core/model/model.ts";
import { byteCount } from "./node-byte-count.ts";
import { readWholeFile, writeFileAtomically } from "./node-files.ts";

/**
 * Writes a model as a safetensors file: to a temporary name, then renamed, so that the old file or
 * the new one is there, never half of one.
 *
 * @throws {WriteError} if the file cannot be written, e.g. a full disk; nothing is left behind. Also
 *   if it would be larger than the 2 GiB that {@link loadModel} takes.
 * @throws {ModelFileError} if ids of users take more than the 100 MB that the format allows.
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
 * const model = await train(synthesize({ users: 30, movies: 20, ratings: 200 }), { factors: 4 });
 * await saveModel(model, file);
 * const again = await loadModel(file);
 * assert.equal(again.predict(1, 1), model.predict(1, 1));
 * ```
 */
export async function saveModel(model: Model, file: string): Promise<void> {
  const { catalogue, users, head, picksHead } = model;
  const bytes = modelBytes(catalogue, users, {
    factors: head.factors,
    picksFactors: Math.max(...picksHead.views.map((view) => view.factors)),
    picksViews: picksHead.views.length,
    hasPosterior: head.posterior !== undefined,
  });
  if (bytes > MOST_MODEL_BYTES) {
    const [size, most] = [byteCount(bytes), byteCount(MOST_MODEL_BYTES)];
    const message = `it takes ${size}, and at most ${most} can be loaded; train with fewer factors`;
    throw new WriteError(`Cannot write "${file}": ${message}`, file);
  }
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
  const bytes = await readWholeFile(file, MOST_MODEL_BYTES);
  try {
    return Model.fromBytes(bytes);
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    throw new ModelFileError(`${file}: ${error.message}`, { cause: error });
  }
}
