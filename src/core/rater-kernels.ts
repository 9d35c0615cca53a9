/**
 * The inner loops of the raters' view (`learn/rater-model.ts`), and their plain TypeScript reference.
 * Rows have H floats, H a multiple of 8. As with `core/kernels.ts`, callers check sizes and every
 * implementation gives the same bits.
 */

/** What the loops work on; U users, K levels, N cells in the order of films, n the most of one film. */
export interface RaterBuffers {
  /** U·K×H: what a user's giving a level says of a film, in all. */
  readonly levels: Float32Array;
  /** Gradient of the same. */
  readonly levelGradient: Float32Array;
  /** U×H: what a user looks for, and its gradient. */
  readonly tastes: Float32Array;
  readonly tasteGradient: Float32Array;
  /** H: what is said of a film without a rating, and its gradient. */
  readonly start: Float32Array;
  readonly startGradient: Float32Array;
  /** H each: the film at hand, and Σ of what its targets ask of it. */
  readonly film: Float32Array;
  readonly asked: Float32Array;
  /** N: row of `tastes`, row of `levels`. */
  readonly userOf: Uint32Array;
  readonly levelOf: Uint32Array;
  /** n: how much each cell of the film counts, 0 for none; */
  readonly input: Float32Array;
  /** n: scores of its targets, and their errors. */
  readonly score: Float32Array;
  readonly error: Float32Array;
}

/** Step of Adam at one moment. */
export interface AdamStep {
  readonly rate: number;
  readonly decay: number;
  /** 1/(1 − β^t) of the mean and of the mean square. */
  readonly meanScale: number;
  readonly squareScale: number;
}

/** The loops over raters. */
export interface RaterLoops {
  /** levels[u, l] = own[u, l] + share·both[u, 0] + slopes[l]·both[u, 1], `both` being U×2×H. */
  embed(
    levels: Float32Array,
    own: Float32Array,
    both: Float32Array,
    slopes: Float32Array,
    share: number,
    width: number,
  ): void;
  /** The transpose: both[u, 0] += share·Σ_l gradient[u, l], both[u, 1] += Σ_l slopes[l]·gradient[u, l]. */
  gatherGradient(
    both: Float32Array,
    gradient: Float32Array,
    slopes: Float32Array,
    share: number,
    width: number,
  ): void;
  /**
   * film = start + Σ_k input[k]·levels[k] over the cells, and each cell's score by what the others
   * say: score[k] = tastes[k]·(film − input[k]·levels[k]).
   */
  scoreFilm(buffers: RaterBuffers, begin: number, end: number): void;
  /** Adds the gradients that the `error`s of the cells' scores give. */
  addGradients(buffers: RaterBuffers, begin: number, end: number): void;
  /** One step of Adam with weight decay in the gradient, which is set to 0. Lengths are multiples of 4. */
  adam(
    values: Float32Array,
    mean: Float32Array,
    square: Float32Array,
    gradient: Float32Array,
    step: AdamStep,
  ): void;
}

const { fround, sqrt } = Math;
/** β₁, 1 − β₁, β₂, 1 − β₂, ε of Adam, as Kingma and Ba (2015) have them. */
const [KEEP, ADD, KEEP_SQUARE, ADD_SQUARE, LEAST] = [0.9, 0.1, 0.999, 0.001, 1e-8].map(fround) as [
  number,
  number,
  number,
  number,
  number,
];

/** The reference: plain TypeScript, no WebAssembly. */
export const jsRaterLoops: RaterLoops = Object.freeze({
  embed(levels, own, both, slopes, share, width) {
    const count = slopes.length;
    for (let row = 0; row < levels.length / width; row++) {
      const user = Math.floor(row / count) * 2 * width;
      const slope = slopes[row % count]!;
      for (let f = 0; f < width; f++) {
        const at = row * width + f;
        const shared = fround(own[at]! + fround(fround(share) * both[user + f]!));
        levels[at] = shared + fround(slope * both[user + width + f]!);
      }
    }
  },

  gatherGradient(both, gradient, slopes, share, width) {
    const count = slopes.length;
    for (let row = 0; row < gradient.length / width; row++) {
      const user = Math.floor(row / count) * 2 * width;
      const slope = slopes[row % count]!;
      for (let f = 0; f < width; f++) {
        const g = gradient[row * width + f]!;
        both[user + f] = both[user + f]! + fround(fround(share) * g);
        both[user + width + f] = both[user + width + f]! + fround(slope * g);
      }
    }
  },

  scoreFilm(buffers, begin, end) {
    const { levels, tastes, start, film, userOf, levelOf, input, score } = buffers;
    const width = film.length;
    film.set(start);
    for (let k = begin; k < end; k++) {
      const x = input[k - begin]!;
      if (x === 0) continue;
      const row = levelOf[k]! * width;
      for (let f = 0; f < width; f++) film[f] = film[f]! + fround(x * levels[row + f]!);
    }
    const sums = new Float32Array(8);
    for (let k = begin; k < end; k++) {
      const x = input[k - begin]!;
      const [row, user] = [levelOf[k]! * width, userOf[k]! * width];
      sums.fill(0);
      for (let f = 0; f < width; f++) {
        const other = fround(film[f]! - fround(x * levels[row + f]!));
        sums[f % 8] = sums[f % 8]! + fround(tastes[user + f]! * other);
      }
      for (let f = 0; f < 4; f++) sums[f] = sums[f]! + sums[f + 4]!;
      score[k - begin] = fround(sums[0]! + sums[1]!) + fround(sums[2]! + sums[3]!);
    }
  },

  addGradients(buffers, begin, end) {
    const { levels, levelGradient, tastes, tasteGradient, startGradient } = buffers;
    const { film, asked, userOf, levelOf, input, error } = buffers;
    const width = film.length;
    asked.fill(0);
    for (let k = begin; k < end; k++) {
      const [x, e] = [input[k - begin]!, error[k - begin]!];
      const [row, user] = [levelOf[k]! * width, userOf[k]! * width];
      for (let f = 0; f < width; f++) {
        const other = fround(film[f]! - fround(x * levels[row + f]!));
        tasteGradient[user + f] = tasteGradient[user + f]! + fround(e * other);
        asked[f] = asked[f]! + fround(e * tastes[user + f]!);
      }
    }
    for (let f = 0; f < width; f++) startGradient[f] = startGradient[f]! + asked[f]!;
    for (let k = begin; k < end; k++) {
      const [x, e] = [input[k - begin]!, error[k - begin]!];
      if (x === 0) continue;
      const [row, user] = [levelOf[k]! * width, userOf[k]! * width];
      for (let f = 0; f < width; f++) {
        const byOthers = fround(asked[f]! - fround(e * tastes[user + f]!));
        levelGradient[row + f] = levelGradient[row + f]! + fround(x * byOthers);
      }
    }
  },

  adam(values, mean, square, gradient, step) {
    const [rate, decay] = [fround(step.rate), fround(step.decay)];
    const [meanScale, squareScale] = [fround(step.meanScale), fround(step.squareScale)];
    for (let k = 0; k < values.length; k++) {
      const g = fround(gradient[k]! + fround(decay * values[k]!));
      mean[k] = fround(KEEP * mean[k]!) + fround(ADD * g);
      square[k] = fround(KEEP_SQUARE * square[k]!) + fround(ADD_SQUARE * fround(g * g));
      const up = fround(rate * fround(mean[k]! * meanScale));
      const down = fround(fround(sqrt(fround(square[k]! * squareScale))) + LEAST);
      values[k] = values[k]! - fround(up / down);
      gradient[k] = 0;
    }
  },
} satisfies RaterLoops);
