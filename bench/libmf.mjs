// @ts-check
// LIBMF through its npm package's shared library. The package's own API makes an object a rating;
// here the ratings lie in one buffer of {int u, int v, float r}, as LIBMF itself has them.
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const packagePath = path.dirname(fileURLToPath(import.meta.resolve("libmf")));
const koffi = createRequire(packagePath)("koffi");
const FILES = /** @type {Record<string, string>} */ ({ win32: "mf.dll", darwin: "libmf.dylib" });
const arm = process.arch === "arm64";
const file = FILES[process.platform] ?? "libmf.so";
const library = koffi.load(
  path.join(packagePath, "..", "vendor", arm ? file.replace("libmf", "libmf.arm64") : file),
);
koffi.struct("problem", { m: "int", n: "int", nnz: "long", r: "void *" });
koffi.struct("parameter", {
  ...{ fun: "int", k: "int", nr_threads: "int", nr_bins: "int", nr_iters: "int" },
  ...{ lambda_p1: "float", lambda_p2: "float", lambda_q1: "float", lambda_q2: "float" },
  ...{ eta: "float", alpha: "float", c: "float", do_nmf: "bool", quiet: "bool", copy_data: "bool" },
});
const defaults = library.func("parameter mf_get_default_param()");
const train = library.func("void * mf_train(problem *data, parameter options)");
const rmse = library.func("double calc_rmse(problem *data, void *model)");

/**
 * @param {import("../dist/index.js").Ratings} ratings
 * @returns {object} LIBMF's `mf_problem`
 */
export function problemOf(ratings) {
  const cells = new Int32Array(ratings.length * 3);
  const stars = new Float32Array(cells.buffer);
  for (let n = 0; n < ratings.length; n++) {
    cells[3 * n] = ratings.userIndex[n] ?? 0;
    cells[3 * n + 1] = ratings.movieIndex[n] ?? 0;
    stars[3 * n + 2] = ratings.value[n] ?? 0;
  }
  const { userCount: m, movieCount: n, length: nnz } = ratings;
  return { m, n, nnz, r: Buffer.from(cells.buffer) };
}

/**
 * Trains once and says how long it took; LIBMF's shuffling and blocking included.
 *
 * @param {object} problem
 * @param {{ factors: number, epochs: number, regularization: number, learningRate: number, threads: number }} options
 */
export function timeLibmf(problem, options) {
  const parameter = {
    ...defaults(),
    ...{ k: options.factors, nr_threads: options.threads, nr_iters: options.epochs },
    ...{ lambda_p2: options.regularization, lambda_q2: options.regularization },
    ...{ eta: options.learningRate, quiet: true, copy_data: false, nr_bins: 25 },
  };
  const start = performance.now();
  const model = train(problem, parameter);
  return { ms: performance.now() - start, model };
}

/** @param {object} problem @param {unknown} model */
export function libmfRmse(problem, model) {
  return rmse(problem, model);
}
