// @ts-check
import { join } from "node:path";
import { saveModel } from "../../dist/node.js";
import { synthesize, train } from "../../dist/index.js";

/** @typedef {{ users: number, movies: number, ratings: number }} Size */
/** @typedef {{ file: string, model: import("../../dist/index.js").Model, data: import("../../dist/index.js").DataSet, movieIds: string[] }} MadeModel */

/** For tests of behaviour: learned in a moment. */
export const SMALL = Object.freeze({ users: 300, movies: 200, ratings: 9000 });

/**
 * Made-up ratings, and a model of them in a file.
 *
 * @param {string} folder
 * @param {Size} [size]
 * @returns {Promise<MadeModel>}
 */
export async function makeModel(folder, size = SMALL) {
  const data = synthesize(size);
  const model = await train(data, { method: "weighted-als" });
  const file = join(folder, "made.safetensors");
  await saveModel(model, file);
  const { catalogue } = model;
  const movieIds = Array.from({ length: catalogue.size }, (_, row) => String(catalogue.at(row).id));
  return { file, model, data, movieIds };
}
