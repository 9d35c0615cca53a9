// @ts-check
// What Spark is asked to minimise, solved here in double precision by other code: no part of src/ but its random
// numbers is used.

/** @typedef {import("./rating-files.mjs").RatingTable & { length: number, userCount: number, movieCount: number }} Ratings */
/** @typedef {{ factors: number, regularization: number, more: number, normals: (length: number) => Float32Array }} Settings - `more`: the ridge of a row with n ratings is λ·(n + more) */
/** @typedef {{ start: Uint32Array, other: Uint32Array, left: Float64Array }} Rows - of one side */

const DAMPING = { user: 5, movie: 2 };
const BIAS_PASSES = 15;

/** Ratings as μ + b_u + b_i + p_u·q_i: damped means first, then alternating least squares of what they leave. */
export class ReferenceAls {
  /** @type {Ratings} */ #train;
  /** @type {Settings} */ #settings;
  /** @type {Float64Array} */ #stars;
  /** @type {number} */ #mean;
  /** @type {Float64Array} */ #userBias;
  /** @type {Float64Array} */ #movieBias;
  /** @type {Float64Array} */ #userFactors;
  /** @type {Float64Array} */ #movieFactors;
  /** @type {Rows} */ #byUser;
  /** @type {Rows} */ #byMovie;

  /** @param {Ratings} train @param {Settings} settings */
  constructor(train, settings) {
    const { value, userIndex, movieIndex, userCount, movieCount } = train;
    this.#train = train;
    this.#settings = settings;
    this.#stars = Float64Array.from(value);
    this.#mean = this.#stars.reduce((sum, stars) => sum + stars, 0) / train.length;
    this.#userBias = new Float64Array(userCount);
    this.#movieBias = new Float64Array(movieCount);
    this.#fitBiases();
    const left = this.#stars.map((stars, n) => stars - this.#level(n));
    this.#byUser = rowsOf(userCount, userIndex, movieIndex, left);
    this.#byMovie = rowsOf(movieCount, movieIndex, userIndex, left);
    const { factors, normals } = settings;
    this.#userFactors = Float64Array.from(normals(userCount * factors), (x) => x / factors);
    this.#movieFactors = new Float64Array(movieCount * factors);
  }

  /** Solves all films, then all people. */
  sweep() {
    this.#solve(this.#movieFactors, this.#byMovie, this.#userFactors);
    this.#solve(this.#userFactors, this.#byUser, this.#movieFactors);
  }

  /** Stars of a person for a film, by rows, not held within a scale. @param {number} user @param {number} movie */
  predict(user, movie) {
    const { factors } = this.#settings;
    let stars = this.#mean + (this.#userBias[user] ?? 0) + (this.#movieBias[movie] ?? 0);
    for (let f = 0; f < factors; f++) {
      stars +=
        (this.#userFactors[user * factors + f] ?? 0) *
        (this.#movieFactors[movie * factors + f] ?? 0);
    }
    return stars;
  }

  #fitBiases() {
    const { userIndex, movieIndex } = this.#train;
    for (let pass = 0; pass < BIAS_PASSES; pass++) {
      this.#setBias(this.#movieBias, movieIndex, DAMPING.movie);
      this.#setBias(this.#userBias, userIndex, DAMPING.user);
    }
  }

  /** @param {Float64Array} bias @param {Uint32Array} rowOf @param {number} damping */
  #setBias(bias, rowOf, damping) {
    const sum = new Float64Array(bias.length);
    const weight = new Float64Array(bias.length).fill(damping);
    for (const [n, row] of rowOf.entries()) {
      add(sum, row, at(this.#stars, n) - this.#level(n) + at(bias, row));
      add(weight, row, 1);
    }
    for (const row of bias.keys()) bias[row] = at(sum, row) / at(weight, row);
  }

  /** What biases say of a rating. @param {number} n */
  #level(n) {
    const { userIndex, movieIndex } = this.#train;
    return (
      this.#mean +
      at(this.#userBias, indexAt(userIndex, n)) +
      at(this.#movieBias, indexAt(movieIndex, n))
    );
  }

  /** @param {Float64Array} out @param {Rows} rows @param {Float64Array} source */
  #solve(out, { start, other, left }, source) {
    const { factors: F, regularization, more } = this.#settings;
    const matrix = new Float64Array(F * F);
    const vector = new Float64Array(F);
    for (let row = 0; row + 1 < start.length; row++) {
      const [first, end] = [indexAt(start, row), indexAt(start, row + 1)];
      if (first === end) continue;
      matrix.fill(0);
      vector.fill(0);
      for (let k = first; k < end; k++) {
        addEntry(matrix, vector, source, indexAt(other, k) * F, at(left, k));
      }
      const ridge = regularization * (end - first + more);
      for (let f = 0; f < F; f++) add(matrix, f * F + f, ridge);
      solveInPlace(matrix, vector);
      out.set(vector, row * F);
    }
  }
}

/** Adds y·yᵀ, its lower half, and y times what is to be explained. @param {Float64Array} matrix @param {Float64Array} vector @param {Float64Array} source @param {number} from @param {number} left */
function addEntry(matrix, vector, source, from, left) {
  const F = vector.length;
  for (let i = 0; i < F; i++) {
    const y = at(source, from + i);
    add(vector, i, y * left);
    for (let j = 0; j <= i; j++) add(matrix, i * F + j, y * at(source, from + j));
  }
}

/** Cholesky of the lower half, then both substitutions; `b` becomes the solution. @param {Float64Array} a @param {Float64Array} b */
function solveInPlace(a, b) {
  const F = b.length;
  for (let j = 0; j < F; j++) {
    for (let i = j; i < F; i++) {
      let sum = at(a, i * F + j);
      for (let k = 0; k < j; k++) sum -= at(a, i * F + k) * at(a, j * F + k);
      a[i * F + j] = i === j ? Math.sqrt(sum) : sum / at(a, j * F + j);
    }
  }
  for (let i = 0; i < F; i++) {
    let sum = at(b, i);
    for (let k = 0; k < i; k++) sum -= at(a, i * F + k) * at(b, k);
    b[i] = sum / at(a, i * F + i);
  }
  for (let i = F - 1; i >= 0; i--) {
    let sum = at(b, i);
    for (let k = i + 1; k < F; k++) sum -= at(a, k * F + i) * at(b, k);
    b[i] = sum / at(a, i * F + i);
  }
}

/** @param {number} count @param {Uint32Array} rowOf @param {Uint32Array} otherOf @param {Float64Array} left @returns {Rows} */
function rowsOf(count, rowOf, otherOf, left) {
  const start = new Uint32Array(count + 1);
  for (const row of rowOf) start[row + 1] = indexAt(start, row + 1) + 1;
  for (let row = 0; row < count; row++)
    start[row + 1] = indexAt(start, row + 1) + indexAt(start, row);
  const next = start.slice();
  const rows = {
    start,
    other: new Uint32Array(rowOf.length),
    left: new Float64Array(rowOf.length),
  };
  for (const [n, row] of rowOf.entries()) {
    const place = indexAt(next, row);
    next[row] = place + 1;
    rows.other[place] = indexAt(otherOf, n);
    rows.left[place] = at(left, n);
  }
  return rows;
}

/** An element that is there; of doubles alone, which is three times as fast as of any array. @param {Float64Array} array @param {number} k */
function at(array, k) {
  return array[k] ?? NaN;
}

/** @param {Float64Array} array @param {number} k @param {number} value */
function add(array, k, value) {
  array[k] = at(array, k) + value;
}

/** @param {Uint32Array} array @param {number} k */
function indexAt(array, k) {
  return array[k] ?? NaN;
}
