import type { Kernels } from "../kernels.ts";
import type { Ratings } from "../ratings/ratings.ts";
import type { ChainsState, ProbePairs } from "./chains.ts";
import type { FilmSums } from "./posterior-films.ts";
import type { RaterModelState, RaterSettings } from "./rater-model.ts";
import { RaterRun } from "./rater-run.ts";
import type { ViewSettings } from "./view-run.ts";
import { ViewRun } from "./view-run.ts";

/** One part of the work, which needs nothing of the others: half a view, or the raters'. Plain data. */
export type PartSettings =
  | ({ readonly kind: "view" } & ViewSettings)
  | ({ readonly kind: "raters" } & RaterSettings);

/** Stars expected of each probe pair, summed over so many samples. */
export type StarSums = Pick<PartSums, "samples" | "stars">;

/** What a part has found. Plain data; the order of parts decides the bits of their total. */
export interface PartSums {
  /** Samples added. */
  readonly samples: number;
  /** Of each probe pair, the stars expected. */
  readonly stars: Float64Array;
  /** Of views: their squares with the noise; else empty. */
  readonly squares: Float64Array;
  /** Undefined where nothing of the films is kept. */
  readonly films: FilmSums | undefined;
  /** Whether no step counts yet; one that stands there all the same is better than none at all. */
  readonly isUnsettled: boolean;
}

/** Where a part stands. Plain data: what a thread sends, or a checkpoint keeps. */
export interface PartState {
  /** Sweeps or epochs done. */
  readonly step: number;
  readonly sums: PartSums;
  /** Undefined once all steps are done. */
  readonly chains?: ChainsState | undefined;
  readonly raters?: RaterModelState | undefined;
}

/**
 * A part at work, or both halves of a view: whoever runs them, beside whatever, they find the same. Lists
 * have an entry a part.
 */
export interface PartRun {
  /** Sweeps or epochs done. */
  readonly steps: number;
  readonly done: boolean;
  /** Whether {@link state} can be taken here. */
  readonly resumable: boolean;
  /** SD of the noise in stars; NaN where it is not known. */
  readonly noise: number;
  /** Of each probe pair, the stars expected so far, summed over so many samples; borrowed. */
  readonly stars: readonly StarSums[];
  /** Does one sweep or epoch. */
  step(): void;
  /** Where they stand, wherever {@link resumable}; copies. */
  states(): PartState[];
  /** The sums when there is to be no more: where nothing was added yet, of where they stand. */
  finish(): PartSums[];
}

/**
 * Begins a part, or goes on with it.
 *
 * @param parts - one, or the two halves of a view.
 * @param states - none or one a part, after as many steps each.
 */
export function startParts(
  parts: readonly PartSettings[],
  ratings: Ratings,
  probe: ProbePairs,
  kernels: Kernels,
  states?: readonly PartState[],
): PartRun {
  const first = parts[0]!;
  if (first.kind === "raters") return new RaterRun(ratings, probe, first, kernels, states?.[0]);
  const halves = parts.filter((part) => part.kind === "view");
  return new ViewRun(ratings, probe, halves, kernels, states);
}

/** Sweeps or epochs of a part, all in all. */
export function stepsOf(part: PartSettings): number {
  return part.kind === "view" ? part.sweeps : part.epochs;
}

/** Whole sweeps or epochs that so many steps of each part are: those of half a view are half a sweep. */
export function sweepsOf(parts: readonly PartSettings[], steps: readonly number[]): number {
  return Math.floor(
    parts.reduce((sum, { kind }, k) => sum + (kind === "view" ? steps[k]! / 2 : steps[k]!), 0),
  );
}

/**
 * How long the rest of a part takes beside others: a feature's sweep in both halves is 2. Measured on
 * MovieLens 100K and 1M.
 */
export function costOf(part: PartSettings, steps: number): number {
  const left = stepsOf(part) - steps;
  return part.kind === "view" ? part.factors * left : 2 * 110 * left;
}
