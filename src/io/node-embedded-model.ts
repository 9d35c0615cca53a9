import { fileURLToPath } from "node:url";
import type { Model } from "../core/model/model.ts";
import { loadModel } from "./node-model-file.ts";

/** As far from dist/io as from src/io. */
const FILE = new URL("../../assets/movielens-latest-small.safetensors", import.meta.url);

/**
 * The model that comes with the package: learned from MovieLens latest small (610 people, 9742 films up to
 * 2018) by the defaults of `train`, kept compactly. It may be used and passed on under the terms in
 * `assets/LICENSE-MovieLens.md` alone, not commercially.
 *
 * @throws {DataError} if the file is not where the package has it.
 * @throws {ModelFileError} if it is damaged.
 *
 * Cost: reads 3 MB and widens it to 11 MB of memory.
 *
 * @example
 * ```ts
 * const model = await loadEmbeddedModel();
 * const taste = model.taste([
 *   { movieId: 318, rating: 5 },
 *   { movieId: 296, rating: 2.5 },
 * ]);
 * assert.equal(taste.picks().length, 3);
 * ```
 */
export async function loadEmbeddedModel(): Promise<Model> {
  return loadModel(fileURLToPath(FILE));
}
