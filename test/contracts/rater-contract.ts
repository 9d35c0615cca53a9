import { describe, expect, test } from "vitest";
import type { Kernels, Workspace } from "../../src/core/kernels.ts";
import { Random } from "../../src/core/random.ts";
import type { RaterBuffers } from "../../src/core/rater-kernels.ts";

const USERS = 4;
const LEVELS = 3;
const WIDTH = 16;
/** The film at hand is that of cells 2 to 5; the third of them is hidden from it. */
const CELLS = [
  [0, 0],
  [1, 2],
  [0, 1],
  [3, 2],
  [2, 0],
  [1, 1],
] as const;
const [BEGIN, END] = [2, 6];
const INPUT = [0.7, 0.7, 0, 0.7];

interface RaterTable {
  readonly workspace: Workspace;
  readonly buffers: RaterBuffers;
  readonly filled: (length: number) => Float32Array;
}

/** Everything filled at random. */
function raterTable(kernels: Kernels, seed: number): RaterTable {
  const random = new Random(seed);
  const workspace = kernels.workspace(64 * 1024);
  const filled = (length: number): Float32Array => {
    const values = workspace.float32(length);
    random.fillNormal(values);
    return values;
  };
  const indices = (values: readonly number[]): Uint32Array => {
    const out = workspace.uint32(values.length);
    out.set(values);
    return out;
  };
  const input = workspace.float32(4);
  input.set(INPUT);
  const buffers = {
    levels: filled(USERS * LEVELS * WIDTH),
    levelGradient: filled(USERS * LEVELS * WIDTH),
    tastes: filled(USERS * WIDTH),
    tasteGradient: filled(USERS * WIDTH),
    start: filled(WIDTH),
    startGradient: filled(WIDTH),
    film: filled(WIDTH),
    asked: filled(WIDTH),
    userOf: indices(CELLS.map(([user]) => user)),
    levelOf: indices(CELLS.map(([user, level]) => user * LEVELS + level)),
    input,
    score: filled(4),
    error: filled(4),
  };
  return { workspace, buffers, filled };
}

/** The loss Σ_k error[k]·score[k], in f64, as a function of the parameters. */
function loss({ levels, tastes, start, userOf, levelOf, error }: RaterBuffers): number {
  let sum = 0;
  for (let k = BEGIN; k < END; k++) {
    for (let f = 0; f < WIDTH; f++) {
      let film = start[f]!;
      for (let j = BEGIN; j < END; j++) {
        if (j !== k) film += INPUT[j - BEGIN]! * levels[levelOf[j]! * WIDTH + f]!;
      }
      sum += error[k - BEGIN]! * tastes[userOf[k]! * WIDTH + f]! * film;
    }
  }
  return sum;
}

/** What every implementation of the raters' loops has to do; run for each of them. */
export function describeRaterContract(kernels: Kernels): void {
  describe(`${kernels.name} keeps the contract of raters`, () => {
    test("scoreFilm() scores each cell by what the film's other cells say", () => {
      const { workspace, buffers } = raterTable(kernels, 1);
      workspace.scoreFilm(buffers, BEGIN, END);
      const { score, error } = buffers;
      const total = score.reduce((sum, value, k) => sum + error[k]! * value, 0);
      expect(total).toBeCloseTo(loss(buffers), 3);
      error.fill(0);
      error[1] = 1;
      expect(score[1]).toBeCloseTo(loss(buffers), 4);
    });

    test("addGradients() adds the slopes of the loss, as finite differences tell them", () => {
      const { workspace, buffers } = raterTable(kernels, 2);
      const before = [
        buffers.levelGradient.slice(),
        buffers.tasteGradient.slice(),
        buffers.startGradient.slice(),
      ];
      workspace.scoreFilm(buffers, BEGIN, END);
      workspace.addGradients(buffers, BEGIN, END);
      const pairs = [
        [buffers.levels, buffers.levelGradient],
        [buffers.tastes, buffers.tasteGradient],
        [buffers.start, buffers.startGradient],
      ] as const;
      for (const [k, [values, gradient]] of pairs.entries()) {
        for (let at = 0; at < values.length; at++) {
          const kept = values[at]!;
          values[at] = kept + 0.5; // the loss is linear in each of them
          const up = loss(buffers);
          values[at] = kept - 0.5;
          const slope = up - loss(buffers);
          values[at] = kept;
          expect(gradient[at]! - before[k]![at]!).toBeCloseTo(slope, 3);
        }
      }
    });

    test("embed() and gatherGradient() are each other's transpose", () => {
      const { workspace, filled } = raterTable(kernels, 3);
      const [levels, own] = [filled(USERS * LEVELS * WIDTH), filled(USERS * LEVELS * WIDTH)];
      const both = filled(USERS * 2 * WIDTH);
      const slopes = workspace.float32(LEVELS);
      slopes.set([-1.5, 0.25, 1]);
      workspace.embed(levels, own, both, slopes, 1.5, WIDTH);
      for (let at = 0; at < levels.length; at++) {
        const [row, f] = [Math.floor(at / WIDTH), at % WIDTH];
        const user = 2 * Math.floor(row / LEVELS) * WIDTH;
        const wanted =
          own[at]! + 1.5 * both[user + f]! + slopes[row % LEVELS]! * both[user + WIDTH + f]!;
        expect(levels[at]).toBeCloseTo(wanted, 5);
      }
      const gradient = filled(USERS * LEVELS * WIDTH);
      const back = workspace.float32(USERS * 2 * WIDTH);
      workspace.gatherGradient(back, gradient, slopes, 1.5, WIDTH);
      const forward = levels.reduce(
        (sum, value, at) => sum + (value - own[at]!) * gradient[at]!,
        0,
      );
      const backward = back.reduce((sum, value, at) => sum + value * both[at]!, 0);
      expect(backward).toBeCloseTo(forward, 2);
    });

    test("adam() takes the step of its formula, and sets the gradient to 0", () => {
      const { workspace, filled } = raterTable(kernels, 4);
      const [values, mean, gradient] = [filled(8), filled(8), filled(8)];
      const square = filled(8).map((value) => value * value);
      const own = workspace.float32(8);
      own.set(square);
      const before = { values: values.slice(), mean: mean.slice(), gradient: gradient.slice() };
      const step = { rate: 0.01, decay: 0.3, meanScale: 2, squareScale: 5 };
      workspace.adam(values, mean, own, gradient, step);
      for (let k = 0; k < 8; k++) {
        const g = before.gradient[k]! + 0.3 * before.values[k]!;
        const m = 0.9 * before.mean[k]! + 0.1 * g;
        const s = 0.999 * square[k]! + 0.001 * g * g;
        expect(mean[k]).toBeCloseTo(m, 5);
        expect(own[k]).toBeCloseTo(s, 5);
        const moved = (0.01 * 2 * m) / (Math.sqrt(5 * s) + 1e-8);
        expect(values[k]! - before.values[k]!).toBeCloseTo(-moved, 5);
        expect(gradient[k]).toBe(0);
      }
    });
  });
}
