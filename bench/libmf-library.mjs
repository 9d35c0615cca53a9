// @ts-check
// LIBMF as a shared library: the one in its npm package, or its own source compiled here (libmf-build.mjs).
// The package's own API makes an object a rating; here the ratings lie in one buffer of
// {int u, int v, float r}, as LIBMF itself has them.
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const packagePath = path.dirname(fileURLToPath(import.meta.resolve("libmf")));
const koffi = createRequire(packagePath)("koffi");
const FILES = /** @type {Record<string, string>} */ ({ win32: "mf.dll", darwin: "libmf.dylib" });

/** The library that the npm package brings along. */
export function packagedLibmf() {
  const file = FILES[process.platform] ?? "libmf.so";
  const arm = process.arch === "arm64";
  return path.join(packagePath, "../vendor", arm ? file.replace("libmf", "libmf.arm64") : file);
}

koffi.struct("problem", { m: "int", n: "int", nnz: "long long", r: "void *" });
koffi.struct("parameter", {
  ...{ fun: "int", k: "int", nr_threads: "int", nr_bins: "int", nr_iters: "int" },
  ...{ lambda_p1: "float", lambda_p2: "float", lambda_q1: "float", lambda_q2: "float" },
  ...{ eta: "float", alpha: "float", c: "float", do_nmf: "bool", quiet: "bool", copy_data: "bool" },
});
koffi.struct("model", {
  ...{ fun: "int", m: "int", n: "int", k: "int", b: "float", p: "void *", q: "void *" },
});

/** @typedef {{ m: number, n: number, nnz: number, r: Buffer }} Problem - LIBMF's `mf_problem`. */
/** @typedef {{ factors: number, iterations: number, lambda: number, eta: number, threads: number }} LibmfOptions */

/** @param {import("../dist/index.js").Ratings} ratings @returns {Problem} */
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
 * @param {string} file - of the library.
 * @returns {(problem: Problem, options: LibmfOptions) => unknown} LIBMF's `mf_train`, which returns a model.
 */
export function loadLibmf(file) {
  const library = koffi.load(file);
  const defaults = library.func("parameter mf_get_default_param()");
  const train = library.func("void * mf_train(problem *data, parameter options)");
  return (problem, { factors, iterations, lambda, eta, threads }) => {
    const size = { k: factors, nr_threads: threads, nr_iters: iterations, nr_bins: bins(threads) };
    const steps = { lambda_p2: lambda, lambda_q2: lambda, eta };
    const run = { quiet: true, copy_data: false };
    return train(problem, { ...defaults(), ...size, ...steps, ...run });
  };
}

/** At least 2·threads² + 1, as LIBMF asks for; its default is 20. @param {number} threads */
function bins(threads) {
  return Math.max(25, 2 * threads ** 2 + 1);
}

/**
 * The error of what LIBMF learned, with predictions kept on the scale. A row without a rating holds no
 * numbers: then LIBMF predicts the mean.
 *
 * @param {unknown} model
 * @param {import("../dist/index.js").Ratings} test
 */
export function libmfRmse(model, { userIndex, movieIndex, value, scale }) {
  const { m, n, k, b, p, q } = koffi.decode(model, "model");
  const matrix = (/** @type {unknown} */ at, /** @type {number} */ rows) =>
    new Float32Array(koffi.view(at, 4 * rows * k));
  const [users, movies] = [matrix(p, m), matrix(q, n)];
  let squares = 0;
  for (let at = 0; at < value.length; at++) {
    const [user, movie] = [k * (userIndex[at] ?? 0), k * (movieIndex[at] ?? 0)];
    let stars = 0;
    for (let f = 0; f < k; f++) stars += (users[user + f] ?? 0) * (movies[movie + f] ?? 0);
    const kept = Math.min(scale.max, Math.max(scale.min, Number.isNaN(stars) ? b : stars));
    squares += (kept - (value[at] ?? NaN)) ** 2;
  }
  return Math.sqrt(squares / value.length);
}
